import { expect, test } from 'vitest';
import { hasGraphicsDevice } from '../../../../electron/desktop/system/graphics.js';

const only = (there: string) => (path: string) => path === there;

test.each(['/dev/dri', '/dev/nvidia0', '/dev/dxg'])('a Linux machine with %s has its windows drawn by it', (device) => {
  expect(hasGraphicsDevice('linux', only(device))).toBe(true);
});

test('a Linux machine without a graphics card has its windows drawn by the processor', () => {
  expect(hasGraphicsDevice('linux', only('/dev/null'))).toBe(false);
});

test.each(['win32', 'darwin'] as const)('%s knows best itself', (platform) => {
  expect(hasGraphicsDevice(platform, only('/dev/null'))).toBe(true);
});
