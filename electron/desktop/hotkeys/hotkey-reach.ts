/**
 * From where a hotkey works. Wayland gives programs no keys of other windows. A desktop may offer hotkeys through its
 * portal, which Electron uses from 35 on. Under XWayland a program only hears keys over X11 windows.
 */
import type { HotkeyReach } from '../../ipc/contract/settings.js';
import { BUS_PROGRAMS, THE_BUS } from '../system/bus-programs.js';
import { underXWayland, type WaylandQuestion } from '../system/wayland.js';
import type { RunProgram } from '../tray/tray-host.js';

const ASKS_THE_PORTAL = 35;

/** @param portal whether the desktop's portal offers hotkeys. Null: not known yet */
export function hotkeyReach(question: WaylandQuestion, drawnByWayland: boolean, portal: boolean | null): HotkeyReach {
  if (drawnByWayland)
    return portal !== false && Number.parseInt(question.electron ?? '', 10) >= ASKS_THE_PORTAL ? 'perhaps' : 'nowhere';
  return underXWayland(question) ? 'x11Windows' : 'everywhere';
}

const PORTAL = { owner: 'org.freedesktop.portal.Desktop', path: '/org/freedesktop/portal/desktop' };
const SHORTCUTS = 'org.freedesktop.portal.GlobalShortcuts';

/** Whether the desktop's portal offers hotkeys: whether it says a version of them. Null: no program here can ask. */
export async function hasHotkeyPortal(run: RunProgram): Promise<boolean | null> {
  for (const bus of BUS_PROGRAMS) {
    if ((await run(...bus.call(THE_BUS, THE_BUS.face, 'GetId'))) === null) continue;
    return (await run(...bus.property(PORTAL, SHORTCUTS, 'version'))) !== null;
  }
  return null;
}
