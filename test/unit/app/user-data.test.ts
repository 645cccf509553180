import { expect, it } from 'vitest';
import { appDataFolder, ownUserData, usualUserData } from '../../../electron/app/user-data.js';

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

it('a program without Electron finds the very same folder', () => {
  const name = 'Presence Tray';
  const folder = (platform: NodeJS.Platform, variables: Record<string, string>, home: string): string =>
    usualUserData({ platform, env: variables, name, appData: appDataFolder({ platform, env: variables, home }) });
  const ada = 'C:\\Users\\ada';
  expect(folder('win32', { APPDATA: windows.appData, ...env }, ada)).toBe(`${env.LOCALAPPDATA}\\Presence Tray`);
  expect(folder('win32', { APPDATA: windows.appData }, ada)).toBe(`${windows.appData}\\Presence Tray`);
  expect(folder('win32', {}, ada)).toBe(`${windows.appData}\\Presence Tray`);
  expect(folder('linux', {}, '/home/ada')).toBe('/home/ada/.config/Presence Tray');
  expect(folder('linux', { XDG_CONFIG_HOME: '/data/config' }, '/home/ada')).toBe('/data/config/Presence Tray');
  expect(folder('linux', { XDG_CONFIG_HOME: '' }, '/home/ada')).toBe('/home/ada/.config/Presence Tray');
  expect(folder('darwin', {}, '/Users/ada')).toBe('/Users/ada/Library/Application Support/Presence Tray');
});
