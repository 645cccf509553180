import { describe, expect, it } from 'vitest';
import { nextZoom, ZOOM_STEPS } from '../../../electron/settings/zoom.js';
import { zoomStep } from '../../../renderer/shared/zoom.js';

const press = (key: string, code: string, held: 'ctrl' | 'meta' | 'ctrl alt' | '' = 'ctrl') => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held === 'meta',
  altKey: held.includes('alt'),
});

describe('the keys that draw a window larger and smaller', () => {
  it.each([
    ['+ on a German keyboard', press('+', 'BracketRight'), 'in'],
    ['= on an American keyboard, whose + needs Shift', press('=', 'Equal'), 'in'],
    ['+ with Shift', press('+', 'Equal'), 'in'],
    ['+ on the number pad', press('+', 'NumpadAdd'), 'in'],
    ['-', press('-', 'Minus'), 'out'],
    ['- on the number pad', press('-', 'NumpadSubtract'), 'out'],
    ['0', press('0', 'Digit0'), 'reset'],
    ['0 on a French keyboard, whose digits need Shift', press('à', 'Digit0'), 'reset'],
    ['0 on the number pad', press('0', 'Numpad0'), 'reset'],
    ['1', press('1', 'Digit1'), null],
    ['+ alone, which is typed', press('+', 'NumpadAdd', ''), null],
    ['AltGr and a key, which types a character', press('=', 'Equal', 'ctrl alt'), null],
  ] as const)('%s', (_name, key, step) => {
    expect(zoomStep(key, false)).toBe(step);
    expect(zoomStep({ ...key, ctrlKey: key.metaKey, metaKey: key.ctrlKey }, true)).toBe(step);
  });

  it('are those with Ctrl, and with Cmd on a Mac', () => {
    expect(zoomStep(press('+', 'NumpadAdd', 'meta'), false)).toBeNull();
    expect(zoomStep(press('+', 'NumpadAdd', 'ctrl'), true)).toBeNull();
  });
});

describe('the zoom', () => {
  it('goes from step to step, and stays at its ends', () => {
    const up: number[] = [];
    for (let zoom: number = ZOOM_STEPS[0], next = 0; zoom !== next; next = zoom, zoom = nextZoom(zoom, 'in'))
      up.push(zoom);
    expect([...new Set(up)]).toEqual([...ZOOM_STEPS]);
    expect(nextZoom(300, 'in')).toBe(300);
    expect(nextZoom(50, 'out')).toBe(50);
    expect(nextZoom(175, 'reset')).toBe(100);
  });

  it('goes on from a size that is none of its steps', () => {
    expect(nextZoom(120, 'in')).toBe(125);
    expect(nextZoom(120, 'out')).toBe(110);
  });
});
