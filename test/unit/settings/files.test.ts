import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineAndFolderId, readMachineId, type MachineIdPorts } from '../../../electron/settings/machine-id.js';
import { openPersonalStore, personalPath, type Personal } from '../../../electron/settings/personal-store.js';
import { createSettingsFile } from '../../../electron/settings/settings-file.js';
import { filesOnDisk, rememberingLog } from './doubles.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'settings-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('the settings file', () => {
  const path = () => join(folder, 'settings.json');
  const open = () => {
    const files = filesOnDisk();
    const file = createSettingsFile(files.open(path()), path(), rememberingLog());
    return { ...file, flushed: () => files.flushed() };
  };

  it('is empty at first and keeps what is written', async () => {
    const file = open();
    expect(file.read()).toEqual({ values: {}, notices: [] });
    file.write({ theme: 'dark' });
    file.write({ theme: 'light', 'with.dot': 1 });
    await file.flushed();
    expect(open().read().values).toEqual({ theme: 'light', 'with.dot': 1 });
  });

  it.each(['{"theme":', '', '[1]', 'theme = dark'])(
    'that cannot be read (%j) is kept aside, with a word',
    async (text) => {
      writeFileSync(path(), text);
      const file = open();
      expect(file.read()).toMatchObject({ values: {}, notices: [{ key: 'notice.settingsKeptAside' }] });
      expect(readFileSync(`${path()}.bad`, 'utf8')).toBe(text);
      file.write({ theme: 'dark' });
      await file.flushed();
      expect(open().read()).toEqual({ values: { theme: 'dark' }, notices: [] });
    },
  );

  it('that an editor gave a byte order mark is read', () => {
    writeFileSync(path(), '\uFEFF{"theme":"dark"}');
    expect(open().read().values).toEqual({ theme: 'dark' });
  });

  it('that can neither be read nor moved is never overwritten', async () => {
    mkdirSync(path());
    mkdirSync(`${path()}.bad`);
    writeFileSync(join(`${path()}.bad`, 'in the way'), '');
    const file = open();
    expect(file.read()).toMatchObject({ values: {}, notices: [{ key: 'notice.settingsUnreadable' }] });
    file.write({ theme: 'dark' });
    await file.flushed();
    expect(statSync(path()).isDirectory()).toBe(true);
  });
});

describe('a person’s own data', () => {
  const anna = (files = filesOnDisk()) => ({
    folder,
    files,
    organizationId: 'org-1',
    userId: 'anna',
    log: rememberingLog(),
  });
  /** Changes what is hers, and lets the app quit. */
  const afterwards = async (change: Partial<Personal>): Promise<void> => {
    const files = filesOnDisk();
    openPersonalStore(anna(files)).set(change);
    await files.flushed();
  };

  it('survives a restart', async () => {
    await afterwards({ recent: ['break', 'meal'], limits: { break: 15 } });
    expect(openPersonalStore(anna()).get()).toMatchObject({
      recent: ['break', 'meal'],
      limits: { break: 15 },
      presets: [],
    });
  });

  it('is never seen by another person, nor by the same id in another organisation', async () => {
    await afterwards({ recent: ['break'] });
    expect(openPersonalStore({ ...anna(), userId: 'ben' }).get().recent).toEqual([]);
    expect(openPersonalStore({ ...anna(), organizationId: 'org-2' }).get().recent).toEqual([]);
    expect(personalPath(folder, 'a', 'bc')).not.toBe(personalPath(folder, 'ab', 'c'));
  });

  it('lies in a file whose name tells nobody who it is, and which only its owner reads', async () => {
    await afterwards({ recent: ['break'] });
    const names = readdirSync(join(folder, 'people'));
    expect(names).toHaveLength(1);
    expect(names.join()).not.toMatch(/anna|org-1/);
    expect(statSync(join(folder, 'people', names[0] ?? '')).mode & 0o077).toBe(0);
  });

  it('changes at once for whoever signs in again before the disk has it', () => {
    const files = filesOnDisk();
    openPersonalStore(anna(files)).set({ recent: ['break'] });
    expect(openPersonalStore(anna(files)).get().recent).toEqual(['break']);
  });

  it('that cannot be read is kept aside, with a word', async () => {
    const path = personalPath(folder, 'org-1', 'anna');
    mkdirSync(join(folder, 'people'));
    writeFileSync(path, 'half a fi');
    const files = filesOnDisk();
    const store = openPersonalStore(anna(files));
    expect(store.notices()).toMatchObject([{ key: 'notice.personalKeptAside' }]);
    store.set({ favourites: ['meal'] });
    await files.flushed();
    expect(readFileSync(`${path}.bad`, 'utf8')).toBe('half a fi');
    expect(openPersonalStore(anna()).get().favourites).toEqual(['meal']);
  });

  it('that can neither be read nor moved is left alone, and that is said', async () => {
    const path = personalPath(folder, 'org-1', 'anna');
    mkdirSync(path, { recursive: true });
    mkdirSync(join(`${path}.bad`, 'in the way'), { recursive: true });
    const files = filesOnDisk();
    const store = openPersonalStore(anna(files));
    expect(store.notices()).toMatchObject([{ key: 'notice.personalUnreadable', params: { path } }]);
    store.set({ favourites: ['meal'] });
    await files.flushed();
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('with one wrong entry loses that entry alone', async () => {
    const path = personalPath(folder, 'org-1', 'anna');
    mkdirSync(join(folder, 'people'));
    writeFileSync(path, JSON.stringify({ recent: 'break', favourites: ['meal'], later: true }));
    const files = filesOnDisk();
    const store = openPersonalStore(anna(files));
    expect(store.get()).toMatchObject({ recent: [], favourites: ['meal'] });
    expect(store.notices()).toMatchObject([{ params: { name: 'recent' } }]);
    store.set({ limits: { meal: 30 } });
    await files.flushed();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ later: true, limits: { meal: 30 } });
  });

  it('refuses a value that is not allowed, and changes nothing then', () => {
    const store = openPersonalStore(anna());
    expect(() => store.set({ recent: ['meal'], limits: { break: 0 } })).toThrow(TypeError);
    expect(store.get().recent).toEqual([]);
    expect(existsSync(personalPath(folder, 'org-1', 'anna'))).toBe(false);
  });

  it('holds until the app ends where the disk refuses', async () => {
    writeFileSync(join(folder, 'people'), 'a file where a folder belongs');
    const log = rememberingLog();
    const files = filesOnDisk(log);
    const store = openPersonalStore(anna(files));
    store.set({ recent: ['meal'] });
    await files.flushed();
    expect(store.get().recent).toEqual(['meal']);
    expect(log.lines.join()).toContain('could not be written');
  });
});

describe('the machine’s id', () => {
  const missing = (): never => {
    throw new Error('ENOENT');
  };
  const ports = (change: Partial<MachineIdPorts>): MachineIdPorts => ({
    readFile: missing,
    writeFile: () => undefined,
    run: () => Promise.reject(new Error('no such program')),
    newId: () => '11111111-2222-3333-4444-555555555555',
    ...change,
  });
  const raw = '0123456789abcdef0123456789abcdef';

  it('comes from the system, hashed', async () => {
    const linux = await readMachineId(folder, 'linux', ports({ readFile: () => `${raw}\n` }));
    expect(linux).toMatch(/^[0-9a-f]{32}$/);
    expect(linux).not.toBe(raw);
    const windows = await readMachineId(
      folder,
      'win32',
      ports({ run: () => Promise.resolve('    MachineGuid    REG_SZ    01234567-89ab-cdef-0123-456789abcdef\r\n') }),
    );
    const mac = await readMachineId(
      folder,
      'darwin',
      ports({ run: () => Promise.resolve('  "IOPlatformUUID" = "01234567-89AB-CDEF-0123-456789ABCDEF"\n') }),
    );
    expect(mac).toBe(windows);
  });

  it('is made once and kept where the system has none', async () => {
    const disk = new Map<string, string>();
    const kept = ports({
      readFile: (path) => disk.get(path) ?? missing(),
      writeFile: (path, content) => disk.set(path, content),
    });
    const first = await readMachineId(folder, 'linux', kept);
    expect(disk.size).toBe(1);
    expect(await readMachineId(folder, 'linux', { ...kept, newId: () => 'another' })).toBe(first);
  });

  it('still exists where nothing can be written', async () => {
    expect(await readMachineId(folder, 'win32', ports({ writeFile: missing }))).toMatch(/^[0-9a-f]{32}$/);
  });

  it('a second user-data folder has a keychain item of its own, the usual one keeps the machine’s', () => {
    expect(machineAndFolderId('m', '/home/a/.config/Presence Tray', '/home/a/.config/Presence Tray/')).toBe('m');
    const second = machineAndFolderId('m', '/srv/second', '/home/a/.config/Presence Tray');
    expect(second).not.toBe('m');
    expect(machineAndFolderId('m', '/srv/second/', '/home/a/.config/Presence Tray')).toBe(second);
    expect(machineAndFolderId('n', '/srv/second', '/home/a/.config/Presence Tray')).not.toBe(second);
  });
});
