import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { english } from '../../english.js';
import {
  acceleratorLabel,
  captureAccelerator,
  normalAccelerator,
  refusedBefore,
  type HotkeyPlatform,
  type KeyPress,
} from '../../../../electron/desktop/hotkeys/accelerator.js';

const press = (code: string, key: string, held = '', altGraph = false, keyCode = 0): KeyPress => ({
  code,
  key,
  keyCode,
  ctrlKey: held.includes('c'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
  metaKey: held.includes('m'),
  altGraph,
});
const capture = (pressed: KeyPress, platform: HotkeyPlatform = 'linux') => captureAccelerator(pressed, platform);
const accelerator = (pressed: KeyPress, platform: HotkeyPlatform = 'linux') => {
  const captured = capture(pressed, platform);
  return captured.kind === 'accelerator' ? captured.accelerator : captured;
};
const reason = (pressed: KeyPress, platform: HotkeyPlatform = 'linux') => {
  const captured = capture(pressed, platform);
  return captured.kind === 'refused' ? captured.reason.key : captured;
};

describe('keys pressed for a hotkey', () => {
  it('become an accelerator', () => {
    expect(accelerator(press('F9', 'F9', 'cs'))).toBe('Ctrl+Shift+F9');
    expect(accelerator(press('KeyP', 'p', 'cm'), 'darwin')).toBe('Ctrl+Cmd+P');
    expect(accelerator(press('KeyB', 'B', 'cas'))).toBe('Ctrl+Alt+Shift+B');
    expect(accelerator(press('Digit1', '!', 'cs'))).toBe('Ctrl+Shift+1');
    expect(accelerator(press('Numpad4', '4', 'ca'))).toBe('Ctrl+Alt+num4');
    expect(accelerator(press('F13', 'F13'))).toBe('F13');
    expect(accelerator(press('KeyK', 'k', 'm'))).toBe('Super+K');
  });

  it('count as the keyboard types them: Z where a German one has it', () => {
    expect(accelerator(press('KeyY', 'Z', 'cs'))).toBe('Ctrl+Shift+Z');
  });

  it('count by their place where the keyboard types no Latin letters', () => {
    expect(accelerator(press('KeyQ', 'Й', 'cs'))).toBe('Ctrl+Shift+Q');
    expect(accelerator(press('KeyP', 'π', 'am'), 'darwin')).toBe('Cmd+Alt+P');
  });

  it.each([
    [press('Semicolon', ';', 'ca'), 'Ctrl+Alt+;'],
    [press('Minus', '-', 'ca'), 'Ctrl+Alt+-'],
    [press('Slash', '-', 'ca'), 'Ctrl+Alt+-'],
    [press('Equal', '+', 'cas'), 'Ctrl+Alt+Shift+='],
    [press('Comma', '<', 'cas'), 'Ctrl+Alt+Shift+,'],
    [press('Comma', '<', 'ca'), 'Ctrl+Alt+Shift+,'],
    [press('Backquote', '~', 'cs'), 'Ctrl+Shift+`'],
    [press('Comma', ';', 'cas', false, 188), 'Ctrl+Alt+Shift+,'],
    [press('Period', ':', 'cas', false, 190), 'Ctrl+Alt+Shift+.'],
    [press('Slash', '_', 'cas', false, 189), 'Ctrl+Alt+Shift+-'],
    [press('MediaPlayPause', 'MediaPlayPause'), 'MediaPlayPause'],
    [press('MediaTrackNext', 'MediaTrackNext', 'c'), 'Ctrl+MediaNextTrack'],
    [press('AudioVolumeMute', 'AudioVolumeMute', 'ca'), 'Ctrl+Alt+VolumeMute'],
    [press('PrintScreen', 'PrintScreen', 'cs'), 'Ctrl+Shift+PrintScreen'],
    [press('ScrollLock', 'ScrollLock', 'ca'), 'Ctrl+Alt+Scrolllock'],
    [press('Escape', 'Escape', 'ca'), 'Ctrl+Alt+Escape'],
  ])('become whatever Electron can register: %j', (pressed, expected) => {
    expect(accelerator(pressed)).toBe(expected);
  });

  it('count on Windows by what the layout makes of them, where that is what stands on the key', () => {
    expect(accelerator(press('Semicolon', ';', 'ca', false, 186), 'win32')).toBe('Ctrl+Alt+;');
    expect(accelerator(press('Semicolon', ':', 'cas', false, 186), 'win32')).toBe('Ctrl+Alt+Shift+;');
    expect(accelerator(press('Slash', '-', 'ca', false, 189), 'win32')).toBe('Ctrl+Alt+-');
    expect(accelerator(press('NumpadEnter', 'Enter', 'ca', false, 13), 'win32')).toBe('Ctrl+Alt+Return');
    // The German Ö has the number of a US keyboard's grave accent. The hotkey would work, but under a wrong name.
    expect(reason(press('Semicolon', 'ö', 'cs', false, 192), 'win32')).toBe('hotkey.unknownKey');
  });

  it('count on macOS by their place, also where Option types something else', () => {
    expect(accelerator(press('Semicolon', '…', 'ma'), 'darwin')).toBe('Cmd+Alt+;');
    expect(accelerator(press('Minus', '-', 'cm'), 'darwin')).toBe('Ctrl+Cmd+-');
    expect(reason(press('Semicolon', 'ö', 'cm'), 'darwin')).toBe('hotkey.unknownKey');
  });

  it('are waited for while only modifiers are held', () => {
    expect(capture(press('ControlLeft', 'Control', 'c')).kind).toBe('incomplete');
    expect(capture(press('AltRight', 'AltGraph', 'ca')).kind).toBe('incomplete');
  });

  it.each([
    ['a letter alone', press('KeyB', 'b'), 'linux', 'hotkey.needsModifier.linux'],
    ['a letter alone on Windows', press('KeyB', 'b'), 'win32', 'hotkey.needsModifier.win32'],
    ['a letter alone on macOS', press('KeyB', 'b'), 'darwin', 'hotkey.needsModifier.darwin'],
    ['Shift and a letter', press('KeyB', 'B', 's'), 'linux', 'hotkey.needsModifier.linux'],
    [
      'a volume key alone, which belongs to everybody',
      press('AudioVolumeUp', 'x'),
      'linux',
      'hotkey.needsModifier.linux',
    ],
    [
      'Enter beside the digits, which only Windows can hold',
      press('NumpadEnter', 'Enter', 'ca'),
      'linux',
      'hotkey.unknownKey',
    ],
    ['Pause, which Electron cannot hold', press('Pause', 'Pause', 'ca'), 'linux', 'hotkey.unknownKey'],
    ['< beside Shift, which Electron cannot hold', press('IntlBackslash', '<', 'ca'), 'linux', 'hotkey.unknownKey'],
    ['Cmd+Option+Esc', press('Escape', 'Escape', 'ma'), 'darwin', 'hotkey.reserved'],
    ['Ctrl+Esc', press('Escape', 'Escape', 'c'), 'win32', 'hotkey.reserved'],
    ['Ctrl+C, which every program uses', press('KeyC', 'c', 'c'), 'win32', 'hotkey.everyday'],
    ['Cmd+C', press('KeyC', 'c', 'm'), 'darwin', 'hotkey.everyday'],
    ['Ctrl+Alt+Delete, though register takes it', press('Delete', 'Delete', 'ca'), 'linux', 'hotkey.reserved'],
    ['Super+L, though register takes it', press('KeyL', 'l', 'm'), 'linux', 'hotkey.reserved'],
    ['Win+anything', press('KeyB', 'b', 'm'), 'win32', 'hotkey.reserved'],
    ['Alt+F4', press('F4', 'F4', 'a'), 'linux', 'hotkey.reserved'],
    ['Cmd+Space', press('Space', ' ', 'm'), 'darwin', 'hotkey.reserved'],
    ['a key that moves with the layout', press('BracketLeft', 'ü', 'cs'), 'linux', 'hotkey.unknownKey'],
    ['AltGr+E, which types €', press('KeyE', '€', 'ca', true), 'win32', 'hotkey.typesCharacter'],
    ['Ctrl+Alt+Q, which types @', press('KeyQ', '@', 'ca'), 'win32', 'hotkey.typesCharacter'],
  ] as const)('refuse %s', (_what, pressed, platform, key) => {
    expect(reason(pressed, platform)).toBe(key);
    expect(english.has(key)).toBe(true);
  });

  it('are taken with Ctrl+Alt on Windows where the layout types nothing there', () => {
    expect(accelerator(press('KeyB', 'b', 'ca'), 'win32')).toBe('Ctrl+Alt+B');
  });
});

describe('an accelerator', () => {
  it('has one spelling', () => {
    expect(normalAccelerator('shift+control+f9', 'linux')).toBe('Ctrl+Shift+F9');
    expect(normalAccelerator('CommandOrControl+P', 'darwin')).toBe('Cmd+P');
    expect(normalAccelerator('CmdOrCtrl+P', 'win32')).toBe('Ctrl+P');
    expect(normalAccelerator('Alt+Enter', 'linux')).toBe('Alt+Return');
    expect(normalAccelerator('Ctrl+Esc', 'linux')).toBe('Ctrl+Escape');
    expect(normalAccelerator('Ctrl+Alt+:', 'linux')).toBe('Ctrl+Alt+Shift+;');
    expect(normalAccelerator('Ctrl+Alt+Plus', 'linux')).toBe('Ctrl+Alt+Shift+=');
    expect(normalAccelerator('mediaplaypause', 'linux')).toBe('MediaPlayPause');
  });

  it.each(['', '+', 'Ctrl+', 'Ctrl+Shift', 'F25', 'Ctrl+ü', 'Hyper+P', 'Ctrl+P+Q'])('is not %j', (text) => {
    expect(normalAccelerator(text, 'linux')).toBeNull();
    expect(refusedBefore(text, 'linux')).not.toBeNull();
  });

  it('made of modifiers alone says what is missing', () => {
    expect(refusedBefore('Ctrl+Shift', 'linux')?.key).toBe('hotkey.onlyModifiers');
  });

  it('is read by people in their platform’s way', () => {
    expect(acceleratorLabel('Ctrl+Shift+F10', 'win32')).toBe('Ctrl Shift F10');
    expect(acceleratorLabel('Ctrl+Cmd+P', 'darwin')).toBe('⌃⌘P');
    expect(acceleratorLabel('Cmd+Alt+Shift+Left', 'darwin')).toBe('⌥⇧⌘←');
    expect(acceleratorLabel('Super+Alt+num1', 'win32')).toBe('Win Alt Num 1');
    expect(acceleratorLabel('nonsense', 'linux')).toBe('nonsense');
  });

  it('that was captured is in its one spelling and is taken', () => {
    const letter = fc.integer({ min: 65, max: 90 }).map((code) => String.fromCharCode(code));
    const held = fc.subarray(['c', 'a', 's', 'm']).map((list) => list.join(''));
    fc.assert(
      fc.property(letter, held, fc.constantFrom('linux', 'darwin', 'win32'), (key, modifiers, platform) => {
        const captured = captureAccelerator(press(`Key${key}`, key.toLowerCase(), modifiers), platform);
        fc.pre(captured.kind === 'accelerator');
        expect(normalAccelerator(captured.accelerator, platform)).toBe(captured.accelerator);
        expect(refusedBefore(captured.accelerator, platform)).toBeNull();
      }),
    );
  });

  it('the app comes with is none that is refused', () => {
    expect(refusedBefore('Ctrl+Shift+F9', 'linux')).toBeNull();
    expect(refusedBefore('Ctrl+Shift+F9', 'win32')).toBeNull();
    expect(refusedBefore('Ctrl+Cmd+P', 'darwin')).toBeNull();
  });
});
