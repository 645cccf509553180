/** The command channel’s secret is safe only in files that nobody else can read or put there. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkOwner,
  checkPrivateFolder,
  checkPrivateSocket,
  currentUid,
  errorCode,
  makePrivateFolder,
  NotPrivateError,
  readPrivateFile,
  writePrivateFile,
} from '../../../../electron/desktop/command-line/private-files.js';

const me = currentUid();
const somebodyElse = (me ?? 0) + 1;
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'presence-tray-private-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe.runIf(me !== null)('a folder', () => {
  it('that only its owner may enter is trusted', () => {
    expect(() => checkPrivateFolder(folder, me)).not.toThrow();
    expect(() => checkOwner(folder, me)).not.toThrow();
  });

  it.each([0o710, 0o701, 0o750, 0o777])('that others may enter is not (%o)', (mode) => {
    chmodSync(folder, mode);
    expect(() => checkPrivateFolder(folder, me)).toThrow(`mode ${mode.toString(8)}`);
  });

  it('of somebody else is not, nor is a file or a link in its place', () => {
    expect(() => checkPrivateFolder(folder, somebodyElse)).toThrow('another user');
    expect(() => checkOwner(folder, somebodyElse)).toThrow(NotPrivateError);
    writeFileSync(join(folder, 'file'), '', { mode: 0o600 });
    symlinkSync(folder, join(folder, 'link'));
    for (const name of ['file', 'link'])
      expect(() => checkPrivateFolder(join(folder, name), me)).toThrow('is not a folder');
  });

  it('is trusted where the system has no user numbers', () => {
    chmodSync(folder, 0o777);
    expect(() => checkPrivateFolder(folder, null)).not.toThrow();
    expect(() => checkOwner(folder, null)).not.toThrow();
  });

  it('is made private, and closed again where it was opened', () => {
    const path = join(folder, 'run');
    makePrivateFolder(path, me);
    expect(modeOf(path)).toBe(0o700);
    chmodSync(path, 0o755);
    makePrivateFolder(path, me);
    expect(modeOf(path)).toBe(0o700);
  });

  it('of somebody else is refused and left as it is', () => {
    const path = join(folder, 'run');
    mkdirSync(path, { mode: 0o700 });
    chmodSync(path, 0o755);
    expect(() => makePrivateFolder(path, somebodyElse)).toThrow('another user');
    expect(modeOf(path)).toBe(0o755);
  });

  it('is made with its parents only where the system has no user numbers', () => {
    const path = join(folder, 'a', 'b');
    expect(() => makePrivateFolder(path, me)).toThrow('ENOENT');
    expect(() => makePrivateFolder(path, null)).not.toThrow();
  });
});

describe.runIf(me !== null)('a file', () => {
  const path = () => join(folder, 'secret');

  it('comes back as it was written, for its owner alone, and nothing else stays', () => {
    writePrivateFile(folder, 'secret', 'words');
    writePrivateFile(folder, 'secret', 'other words');
    expect(readPrivateFile(path(), me)).toBe('other words');
    expect(modeOf(path())).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it('that cannot be put in its place leaves nothing behind', () => {
    mkdirSync(path());
    expect(() => writePrivateFile(folder, 'secret', 'words')).toThrow();
    expect(readdirSync(folder)).toEqual(['secret']);
  });

  it('of somebody else, open to others, or a link is not read', () => {
    writePrivateFile(folder, 'secret', 'words');
    expect(() => readPrivateFile(path(), somebodyElse)).toThrow('another user');
    symlinkSync(path(), join(folder, 'link'));
    expect(() => readPrivateFile(join(folder, 'link'), me)).toThrow('ELOOP');
    chmodSync(path(), 0o640);
    expect(() => readPrivateFile(path(), me)).toThrow('mode 640');
    expect(readPrivateFile(path(), null)).toBe('words');
  });

  it('is read up to 4,096 bytes, and a folder is none', () => {
    writePrivateFile(folder, 'secret', 'x'.repeat(4_096));
    expect(readPrivateFile(path(), me)).toHaveLength(4_096);
    writePrivateFile(folder, 'secret', 'x'.repeat(4_097));
    expect(() => readPrivateFile(path(), me)).toThrow('not a small file');
    expect(() => readPrivateFile(folder, me)).toThrow('not a small file');
  });
});

it.runIf(me !== null)('a socket is trusted where only its owner may use it', async () => {
  const path = join(folder, 'socket');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    chmodSync(path, 0o600);
    expect(() => checkPrivateSocket(path, me)).not.toThrow();
    expect(() => checkPrivateSocket(path, somebodyElse)).toThrow('another user');
    chmodSync(path, 0o660);
    expect(() => checkPrivateSocket(path, me)).toThrow('mode 660');
    expect(() => checkPrivateSocket(folder, me)).toThrow('is not a socket');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

it.each([
  [Object.assign(new Error('x'), { code: 'ENOENT' }), 'ENOENT'],
  [Object.assign(new Error('x'), { code: 2 }), null],
  [new Error('ENOENT'), null],
  [{ code: 'ENOENT' }, null],
  [null, null],
])('the system’s name of a failure is told only where it is one (%#)', (error, code) =>
  expect(errorCode(error)).toBe(code),
);
