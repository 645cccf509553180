import { describe, expect, it } from 'vitest';
import { kindOfInstall, updatesItself, type InstallFacts } from '../../../electron/updates/kind-of-install.js';

const found = (facts: Partial<InstallFacts>, files: readonly string[] = []): string =>
  kindOfInstall({
    platform: 'linux',
    packaged: true,
    execPath: '/opt/Presence Tray/presence-tray',
    appImage: null,
    localAppData: '',
    exists: (path) => files.includes(path),
    replaceable: () => true,
    read: () => null,
    ...facts,
  });

const windows = { platform: 'win32', localAppData: 'C:\\Users\\Ana\\AppData\\Local' } as const;
const own = 'C:\\Users\\Ana\\AppData\\Local\\Programs\\presence-tray';
const shared = 'C:\\Program Files\\Presence Tray';
const uninstaller = 'Uninstall Presence Tray.exe';

describe('the kind of install', () => {
  it('is one person’s where NSIS put it into their own folder', () => {
    const execPath = `${own}\\Presence Tray.exe`;
    expect(found({ ...windows, execPath }, [`${own}\\${uninstaller}`])).toBe('perUser');
    const lower = execPath.toLowerCase();
    expect(found({ ...windows, execPath: lower }, [`${own.toLowerCase()}\\${uninstaller}`])).toBe('perUser');
  });

  it('is for the whole computer where an MSI, or NSIS for everybody, put it', () => {
    const execPath = `${shared}\\Presence Tray.exe`;
    expect(found({ ...windows, execPath })).toBe('perMachine');
    expect(found({ ...windows, execPath }, [`${shared}\\${uninstaller}`])).toBe('perMachine');
    const alike = 'C:\\Users\\Ana\\AppData\\LocalLow\\presence-tray';
    expect(found({ ...windows, execPath: `${alike}\\Presence Tray.exe` }, [`${alike}\\${uninstaller}`])).toBe(
      'perMachine',
    );
  });

  it('is an archive where somebody unpacked it', () => {
    expect(found({ ...windows, execPath: `${own}\\Presence Tray.exe` })).toBe('archive');
    expect(found({ execPath: '/home/ana/presence-tray-0.1.0/presence-tray' })).toBe('archive');
  });

  it('is a Mac’s where the person may replace the bundle', () => {
    const mac = { platform: 'darwin' } as const;
    const execPath = '/Applications/Presence Tray.app/Contents/MacOS/Presence Tray';
    const asked: string[] = [];
    const replaceable = (path: string): boolean => asked.push(path) > 0;
    expect(found({ ...mac, execPath, replaceable })).toBe('mac');
    expect(asked).toEqual(['/Applications/Presence Tray.app']);
    expect(found({ ...mac, execPath, replaceable: () => false })).toBe('macManaged');
    const image = '/Volumes/Presence Tray 0.1.0/Presence Tray.app/Contents/MacOS/Presence Tray';
    expect(found({ ...mac, execPath: image })).toBe('macManaged');
    const moved = '/private/var/folders/x/AppTranslocation/1/d/Presence Tray.app/Contents/MacOS/Presence Tray';
    expect(found({ ...mac, execPath: moved })).toBe('macManaged');
  });

  it('is an AppImage where one started it, and somebody else’s where its folder is not writable', () => {
    const appImage = '/home/ana/Apps/presence-tray.AppImage';
    expect(found({ appImage })).toBe('appImage');
    expect(found({ appImage, replaceable: () => false })).toBe('appImageManaged');
  });

  it('is a deb or an rpm as the package says, and as the system is where it says nothing', () => {
    const says = (type: string) => (path: string) =>
      path === '/opt/Presence Tray/resources/package-type' ? `${type}\n` : null;
    expect(found({ read: says('deb') })).toBe('deb');
    expect(found({ read: says('rpm') })).toBe('rpm');
    expect(found({ read: says('nonsense') }, ['/etc/debian_version'])).toBe('deb');
    expect(found({})).toBe('rpm');
  });

  it('is the source where it is not packaged', () => {
    expect(found({ packaged: false })).toBe('source');
  });

  it('updates itself only where its own person may replace it', () => {
    const kinds = ['perUser', 'mac', 'appImage'] as const;
    const told = ['perMachine', 'macManaged', 'appImageManaged', 'deb', 'rpm', 'archive', 'source'] as const;
    expect(kinds.filter(updatesItself)).toEqual(kinds);
    expect(told.filter((kind) => updatesItself(kind))).toEqual([]);
  });
});
