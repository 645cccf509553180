import { expect, it } from 'vitest';
import { ownUserData, usualUserData } from '../../../electron/app/user-data.js';

const windows = { platform: 'win32', appData: 'C:\\Users\\ada\\AppData\\Roaming', name: 'Presence Tray' } as const;
const env = { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' };

it('history and logs lie in the local profile of Windows, not in the one that a domain copies about', () => {
  expect(usualUserData({ ...windows, env })).toBe('C:\\Users\\ada\\AppData\\Local\\Presence Tray');
});

it('where Windows names no local profile, the roaming one has to do', () => {
  expect(usualUserData({ ...windows, env: {} })).toBe('C:\\Users\\ada\\AppData\\Roaming\\Presence Tray');
  expect(usualUserData({ ...windows, env: { LOCALAPPDATA: 'odd' } })).toMatch(/Roaming/);
});

it('elsewhere they lie where programs put them', () => {
  const name = 'Presence Tray';
  expect(usualUserData({ platform: 'linux', env, appData: '/home/ada/.config', name })).toBe(
    '/home/ada/.config/Presence Tray',
  );
  expect(usualUserData({ platform: 'darwin', env, appData: '/Users/ada/Library/Application Support', name })).toBe(
    '/Users/ada/Library/Application Support/Presence Tray',
  );
});

it('a folder that is named and is the usual one makes no second app', () => {
  expect(ownUserData('/home/ada/.config/Presence Tray/', '/home/ada/.config/Presence Tray')).toBeNull();
  expect(ownUserData('/data', '/home/ada/.config/Presence Tray')).toBe('/data');
});
