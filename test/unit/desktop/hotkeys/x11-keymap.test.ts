import { describe, expect, it } from 'vitest';
import { lacksKey, readKeySymbols, symbolOf } from '../../../../electron/desktop/hotkeys/x11-keymap.js';
import { startX11Display } from '../x11-display.js';

const F13_AS_TOOLS = 0x1008ff81;
const f = (number: number): number => 0xffbe + number - 1;

describe('a hotkey on X11', () => {
  it('is doubted where the keyboard has no such key, as most have none from F13 to F24', async () => {
    const display = await startX11Display();
    display.keymap = [
      [0x61, 0x41],
      [0x3b, 0x3a],
      [f(9), 0],
      [F13_AS_TOOLS, 0],
      // The very last one.
      [0, f(10)],
    ];
    const symbols = await readKeySymbols(display.env);
    expect(lacksKey(symbols, 'F13')).toBe(true);
    expect(lacksKey(symbols, 'Ctrl+Alt+F24')).toBe(true);
    expect(lacksKey(symbols, 'MediaPlayPause')).toBe(true);
    expect(lacksKey(symbols, 'Ctrl+Alt+B')).toBe(true);
    for (const there of ['Ctrl+Shift+F9', 'F10', 'Ctrl+Alt+A', 'Ctrl+Alt+;', 'Ctrl+Alt+Shift+;'])
      expect(lacksKey(symbols, there)).toBe(false);
  });

  it('is not doubted where nobody can tell', async () => {
    const display = await startX11Display();
    expect(await readKeySymbols(display.env)).toBeNull();
    await display.close();
    expect(await readKeySymbols(display.env)).toBeNull();
    expect(await readKeySymbols({})).toBeNull();
    expect(lacksKey(null, 'F13')).toBe(false);
    expect(lacksKey(new Set([0x61]), 'constructor')).toBe(false);
  });

  it.each([
    ['Ctrl+Alt+F24', 0xffd5],
    ['num0', 0xffb0],
    ['Ctrl+numadd', 0xffab],
    ['Ctrl+Alt+9', 0x39],
    ['Ctrl+Alt+Shift+-', 0x2d],
    ['VolumeUp', 0x1008ff13],
  ])('%s is known by its symbol', (accelerator, symbol) => {
    expect(symbolOf(accelerator)).toBe(symbol);
  });
});
