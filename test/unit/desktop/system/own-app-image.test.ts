/** Which AppImage this program is. */
import { expect, it } from 'vitest';
import { ownAppImage } from '../../../../electron/desktop/system/own-app-image.js';

const env = { APPDIR: '/tmp/.mount_1', APPIMAGE: '/home/ada/tray.AppImage' };

it('is the one in whose mount the program lies', () => {
  expect(ownAppImage(env, '/tmp/.mount_1/presence-tray')).toBe('/home/ada/tray.AppImage');
  expect(ownAppImage({ ...env, APPDIR: '/tmp/.mount_1//' }, '/tmp/.mount_1/presence-tray')).toBe(env.APPIMAGE);
});

it('is none where another AppImage started it, or none did', () => {
  expect(ownAppImage(env, '/opt/presence-tray/presence-tray')).toBeNull();
  expect(ownAppImage(env, '/tmp/.mount_12/presence-tray')).toBeNull();
  expect(ownAppImage({ APPIMAGE: env.APPIMAGE }, '/opt/presence-tray')).toBeNull();
  expect(ownAppImage({ APPDIR: '', APPIMAGE: env.APPIMAGE }, '/opt/presence-tray')).toBeNull();
  expect(ownAppImage({ APPDIR: env.APPDIR, APPIMAGE: '' }, '/tmp/.mount_1/presence-tray')).toBeNull();
});
