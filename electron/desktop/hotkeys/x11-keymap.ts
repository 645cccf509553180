/**
 * Which keys an X11 keyboard has. Electron registers a hotkey by what its key types. If no key types that, `register`
 * still succeeds and the hotkey never fires (electron/electron#45118). That is so for F13 to F24 in the usual keymap.
 */
import { lookUp } from '../../look-up.js';
import { connectX11, keymapRequest, type X11Connection, type X11Env } from '../system/x11.js';

/** Key symbols (keysymdef.h, XF86keysym.h) by accelerator name. */
const NAMED_SYMBOLS: Readonly<Record<string, number>> = {
  Space: 0x20,
  Tab: 0xff09,
  Escape: 0xff1b,
  Return: 0xff0d,
  Backspace: 0xff08,
  Delete: 0xffff,
  Insert: 0xff63,
  Up: 0xff52,
  Down: 0xff54,
  Left: 0xff51,
  Right: 0xff53,
  Home: 0xff50,
  End: 0xff57,
  PageUp: 0xff55,
  PageDown: 0xff56,
  numadd: 0xffab,
  numsub: 0xffad,
  nummult: 0xffaa,
  numdiv: 0xffaf,
  numdec: 0xffae,
  PrintScreen: 0xff61,
  Scrolllock: 0xff14,
  Numlock: 0xff7f,
  Capslock: 0xffe5,
  VolumeMute: 0x1008ff12,
  VolumeDown: 0x1008ff11,
  VolumeUp: 0x1008ff13,
  MediaPlayPause: 0x1008ff14,
  MediaStop: 0x1008ff15,
  MediaPreviousTrack: 0x1008ff16,
  MediaNextTrack: 0x1008ff17,
};

/** @param accelerator in canonical form, @returns null: the app does not know the symbol */
export function symbolOf(accelerator: string): number | null {
  const key = accelerator.slice(accelerator.lastIndexOf('+') + 1);
  if (key.length === 1) return key.toLowerCase().charCodeAt(0);
  const number = /^(?:F|num)(\d+)$/.exec(key)?.[1];
  if (number !== undefined) return (key.startsWith('F') ? 0xffbe - 1 : 0xffb0) + Number(number);
  return lookUp(NAMED_SYMBOLS, key) ?? null;
}

/**
 * Everything the keyboard types, on any key and level. Null: there is no X11 display, or it does not say. Never
 * rejects.
 */
export async function readKeySymbols(env: X11Env): Promise<ReadonlySet<number> | null> {
  let x11: X11Connection | null = null;
  try {
    x11 = await connectX11(env);
    const reply = await x11.ask(keymapRequest());
    const symbols = new Set<number>();
    for (let at = 32; at + 4 <= reply.length; at += 4) symbols.add(reply.readUInt32LE(at));
    // An empty keymap says nothing about the keyboard.
    return symbols.size > 1 ? symbols : null;
  } catch {
    return null;
  } finally {
    x11?.close();
  }
}

/** False also means unknown. */
export function lacksKey(symbols: ReadonlySet<number> | null, accelerator: string): boolean {
  const symbol = symbolOf(accelerator);
  return symbols !== null && symbol !== null && !symbols.has(symbol);
}
