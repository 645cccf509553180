import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  endpointPlaces,
  findEndpoints,
  preparePlace,
  publish,
} from '../../../../electron/desktop/command-line/endpoint.js';
import { machine, replied, STATUS, temporaryFolder } from './channel-fixture.js';

const root = process.getuid?.() === 0;
const NOBODY = 65534;

describe('where the app and the command line meet', () => {
  it('is private to this user: folder 700, socket and key 600', async () => {
    const { serve, places } = machine();
    const { address } = await serve();
    const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
    expect(address).toBe(join(places[0]!.folder, `${places[0]!.name}.sock`));
    expect([mode(dirname(address)), mode(address), mode(address.replace(/sock$/, 'key'))]).toEqual([
      '700',
      '600',
      '600',
    ]);
  });

  it('has one name for one user-data folder, also when a link leads to it', () => {
    const { context, places } = machine();
    const link = join(temporaryFolder(), 'link');
    symlinkSync(context.userDataDir, link);
    expect(endpointPlaces({ ...context, userDataDir: link })).toEqual(places);
    expect(endpointPlaces({ ...context, userDataDir: temporaryFolder() })).not.toEqual(places);
  });

  it('differs on another machine, so that on a shared home its socket is never taken for ours', async () => {
    const here = machine();
    await here.serve();
    const elsewhere = { ...here.context, machine: 'elsewhere' };
    expect(findEndpoints(endpointPlaces(elsewhere))).toEqual({ endpoints: [], refused: [] });
    expect(findEndpoints(here.places).endpoints).toHaveLength(1);
  });

  it('is found by a shell that lacks XDG_RUNTIME_DIR when the app had to do without it as well', async () => {
    const { serve, ask, context } = machine({ env: {} });
    const { address } = await serve();
    expect(address.startsWith(context.tmpDir ?? '?')).toBe(true);
    expect(await ask(STATUS)).toEqual(replied('status\n'));
  });

  it('looks in the user’s runtime folder even where the environment does not name it', () => {
    const folders = endpointPlaces({ userDataDir: '/x', env: {}, platform: 'linux', uid: 1000 }).map(
      (place) => place.folder,
    );
    expect(folders[0]).toBe('/run/user/1000/presence-tray');
    expect(folders.at(-1)).toBe('/tmp/presence-tray-1000');
  });

  it('falls back where the path would be too long for a socket', async () => {
    const long = join(temporaryFolder(), 'x'.repeat(80));
    mkdirSync(long, { mode: 0o700 });
    const { serve, ask, context, places } = machine({ env: { XDG_RUNTIME_DIR: long } });
    const { address } = await serve();
    expect(address.startsWith(context.tmpDir ?? '?')).toBe(true);
    expect(places.every((place) => Buffer.byteLength(join(place.folder, `${place.name}.sock`)) <= 107)).toBe(true);
    expect(await ask(STATUS)).toEqual(replied('status\n'));
  });

  it('counts bytes, not letters: an umlaut takes two', () => {
    const base = { userDataDir: '/x', platform: 'linux', uid: 1000, tmpDir: '/none' } as const;
    const fits = (name: string): boolean =>
      endpointPlaces({ ...base, env: { XDG_RUNTIME_DIR: `/${name}` } }).some((place) =>
        place.folder.startsWith(`/${name}`),
      );
    expect(fits('x'.repeat(70))).toBe(true);
    expect(fits('ü'.repeat(36))).toBe(false);
  });

  it('says so where every path is too long', async () => {
    const { serve } = machine({ env: {}, tmpDir: `/${'x'.repeat(120)}` });
    await expect(serve()).rejects.toThrow('every path would be too long');
  });

  it('falls back where the runtime folder is gone, and does not make one', async () => {
    const gone = join(temporaryFolder(), 'gone');
    const { serve, context } = machine({ env: { XDG_RUNTIME_DIR: gone } });
    const { address } = await serve();
    expect(address.startsWith(context.tmpDir ?? '?')).toBe(true);
    expect(existsSync(gone)).toBe(false);
  });

  it('is a new pipe at each start on Windows, with user, session and a random part in its name', () => {
    const base = temporaryFolder();
    const env = { LOCALAPPDATA: base, SESSIONNAME: 'RDP-Tcp#4' };
    const places = endpointPlaces({ userDataDir: join(base, 'x'), env, platform: 'win32' });
    expect(places).toHaveLength(1);
    expect(places[0]).toMatchObject({ folder: join(base, 'Presence Tray', 'command-line'), uid: null });
    expect(places[0]?.name).toMatch(/^[0-9a-f]{16}-RDPTcp4$/);
    preparePlace(places[0]!);
    publish(places[0]!, '\\\\.\\pipe\\presence-tray-me-1');
    expect(findEndpoints(places).endpoints.map((each) => each.address)).toEqual(['\\\\.\\pipe\\presence-tray-me-1']);
    publish(places[0]!, '\\\\.\\pipe\\somebody-else');
    expect(findEndpoints(places).endpoints).toEqual([]);
  });
});

describe('a client refuses what is not this user’s alone', () => {
  it.each([
    ['a folder open to the group', (folder: string) => chmodSync(folder, 0o750), 'is open to others (mode 750)'],
    ['a socket that others may write', (_: string, socket: string) => chmodSync(socket, 0o666), 'is open to others'],
    ['a key that others may read', (_: string, socket: string) => chmodSync(keyOf(socket), 0o644), 'is open to others'],
    [
      'a folder that is a link',
      (folder: string) => {
        renameSync(folder, `${folder}-2`);
        symlinkSync(`${folder}-2`, folder);
      },
      'is not a folder',
    ],
    [
      'a key that is a link',
      (_: string, socket: string) => {
        renameSync(keyOf(socket), `${socket}.k`);
        symlinkSync(`${socket}.k`, keyOf(socket));
      },
      'ELOOP',
    ],
    [
      'a key that names another socket',
      (_: string, socket: string) =>
        writeFileSync(keyOf(socket), JSON.stringify({ address: '/tmp/other.sock', secret: '0'.repeat(64) })),
      'the key names another socket',
    ],
    ['a key that is nonsense', (_: string, socket: string) => writeFileSync(keyOf(socket), '{'), ''],
  ])('%s', async (_name, spoil, reason) => {
    const { serve, ask, places } = machine();
    const { address } = await serve();
    spoil(dirname(address), address);
    const { endpoints, refused } = findEndpoints(places);
    expect(endpoints).toEqual([]);
    expect(refused.join()).toContain(reason);
    expect(refused).not.toEqual([]);
    expect(await ask(STATUS)).toEqual({ kind: 'notRunning' });
  });

  it.skipIf(!root)('a folder, socket or key of another user (needs root)', async () => {
    for (const pick of [dirname, (path: string) => path, keyOf]) {
      const { serve, places } = machine();
      const { address } = await serve();
      chownSync(pick(address), NOBODY, NOBODY);
      expect(findEndpoints(places).endpoints).toEqual([]);
      expect(findEndpoints(places).refused.join()).toContain('belongs to another user (65534)');
    }
  });
});

describe('a server takes no folder that is not this user’s', () => {
  it('closes its own folder again where it became open to others', async () => {
    const { serve, places } = machine();
    mkdirSync(places[0]!.folder, { mode: 0o777 });
    chmodSync(places[0]!.folder, 0o777);
    const { address } = await serve();
    expect(dirname(address)).toBe(places[0]!.folder);
    expect(statSync(places[0]!.folder).mode & 0o777).toBe(0o700);
  });

  it('passes over a name that is taken by a file or a link', async () => {
    const { serve, places } = machine();
    symlinkSync(temporaryFolder(), places[0]!.folder);
    const { address } = await serve();
    expect(dirname(address)).toBe(places[1]!.folder);
  });

  it.skipIf(!root)('passes over a runtime folder or a folder of another user (needs root)', async () => {
    const foreignRuntime = machine();
    chownSync(dirname(foreignRuntime.places[0]!.folder), NOBODY, NOBODY);
    expect(dirname((await foreignRuntime.serve()).address)).toBe(foreignRuntime.places[1]!.folder);

    const foreignFolder = machine();
    mkdirSync(foreignFolder.places[0]!.folder, { mode: 0o700 });
    chownSync(foreignFolder.places[0]!.folder, NOBODY, NOBODY);
    expect(dirname((await foreignFolder.serve()).address)).toBe(foreignFolder.places[1]!.folder);
  });
});

const keyOf = (socket: string): string => socket.replace(/sock$/, 'key');
