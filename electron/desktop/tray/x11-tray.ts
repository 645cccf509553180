/**
 * Whether an X11 panel accepts tray icons the older way (XEmbed). Then it owns the selection `_NET_SYSTEM_TRAY_S0`
 * (freedesktop.org's System Tray Protocol). Electron falls back to it if no StatusNotifier host is registered
 * (electron/electron#36815). No common program can ask for a selection's owner.
 */
import { atomRequest, connectX11, ownerRequest, type X11Connection, type X11Env } from '../system/x11.js';

/** Also false if there is no X11 display or it does not answer: then there is no such tray. */
export async function hasX11Tray(env: X11Env): Promise<boolean> {
  let x11: X11Connection | null = null;
  try {
    x11 = await connectX11(env);
    const atom = (await x11.ask(atomRequest(`_NET_SYSTEM_TRAY_S${x11.screen}`))).readUInt32LE(8);
    return atom !== 0 && (await x11.ask(ownerRequest(atom))).readUInt32LE(8) !== 0;
  } catch {
    return false;
  } finally {
    x11?.close();
  }
}
