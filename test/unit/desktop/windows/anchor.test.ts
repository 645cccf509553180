import { describe, expect, it } from 'vitest';
import { createAnchor } from '../../../../electron/desktop/windows/anchor.js';

const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const icon = { x: 100, y: 1040, width: 24, height: 40 };

const anchorWith = (cursor: { x: number; y: number }, trayBounds: typeof icon | null) =>
  createAnchor({
    platform: 'win32',
    wayland: false,
    screen: {
      getAllDisplays: () => [{ bounds, workArea: bounds }],
      getPrimaryDisplay: () => ({ bounds, workArea: bounds }),
      getCursorScreenPoint: () => cursor,
    },
    pointer: (use) => use(cursor),
    trayBounds: () => trayBounds,
  });

describe('the pointer is over the icon', () => {
  it('on every pixel of it, the first and the last included', () => {
    for (const [x, y] of [
      [100, 1040],
      [123, 1079],
      [110, 1060],
    ] as const)
      expect(anchorWith({ x, y }, icon).pointerOverIcon(), `${x},${y}`).toBe(true);
  });

  it('on none beside it', () => {
    for (const [x, y] of [
      [99, 1060],
      [124, 1060],
      [110, 1039],
      [110, 1080],
    ] as const)
      expect(anchorWith({ x, y }, icon).pointerOverIcon(), `${x},${y}`).toBe(false);
  });

  it('never where the system does not tell where the icon is', () => {
    expect(anchorWith({ x: 0, y: 0 }, null).pointerOverIcon()).toBe(false);
    expect(anchorWith({ x: 0, y: 0 }, { x: 0, y: 0, width: 0, height: 40 }).pointerOverIcon()).toBe(false);
  });
});
