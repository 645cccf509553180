/** `presence-tray --watch | head -1`: the command ends once nobody reads it, without writing to find out. */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { onReaderGone } from '../../../../electron/desktop/command-line/reader-gone.js';

let folder: string;
const open = new Set<number>();
const opened = (path: string, flags: number | string): number => {
  const descriptor = openSync(path, flags);
  open.add(descriptor);
  return descriptor;
};
const close = (descriptor: number): void => {
  open.delete(descriptor);
  closeSync(descriptor);
};
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'presence-tray-pipe-'))));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const descriptor of open) close(descriptor);
  rmSync(folder, { recursive: true, force: true });
});

/** A pipe with one reader. */
function pipe() {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = opened(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = opened(path, constants.O_WRONLY);
  return { writer, readerGoes: () => close(reader) };
}
/** Follows the pipe as it should be. Resolves when its reader has gone. */
const witness = (writer: number) => new Promise<void>((resolve) => onReaderGone(writer, resolve));

describe.runIf(process.platform === 'linux')('on Linux', () => {
  it('a command hears at once that its pipe’s reader has gone, and not before', async () => {
    const { writer, readerGoes } = pipe();
    let told = 0;
    const gone = new Promise<void>((resolve) =>
      onReaderGone(writer, () => {
        told += 1;
        resolve();
      }),
    );
    await new Promise(setImmediate);
    expect(told).toBe(0);
    readerGoes();
    await gone;
    expect(told).toBe(1);
  });

  it.each([
    ['no such part', () => undefined],
    ['another part', () => ({ TCP: Object })],
    ['no kind of socket', () => ({ TCP: Object, constants: {} })],
    ['a handle that opens nothing', () => ({ TCP: Object, constants: { SOCKET: 0 } })],
    [
      'a handle that refuses the pipe',
      () => ({
        TCP: class {
          open = () => -22;
        },
        constants: { SOCKET: 0 },
      }),
    ],
    [
      'a part that must not be asked for',
      () => {
        throw new Error('ERR_ACCESS_DENIED');
      },
    ],
  ])('a Node with %s lets the next write tell', async (_which, binding) => {
    const { writer, readerGoes } = pipe();
    const gone = witness(writer);
    const told = vi.fn();
    const real = Object.getOwnPropertyDescriptor(process, 'binding')!;
    Object.defineProperty(process, 'binding', { ...real, value: binding });
    try {
      onReaderGone(writer, told);
    } finally {
      Object.defineProperty(process, 'binding', real);
    }
    readerGoes();
    await gone;
    expect(told).not.toHaveBeenCalled();
  });

  it('a file has no reader who could go', async () => {
    const path = join(folder, 'status.txt');
    writeFileSync(path, '');
    const told = vi.fn();
    onReaderGone(opened(path, 'w'), told);
    const { writer, readerGoes } = pipe();
    const gone = witness(writer);
    readerGoes();
    await gone;
    expect(told).not.toHaveBeenCalled();
  });

  it('an output that is closed already cannot be followed, and nothing breaks', () => {
    expect(() => onReaderGone(9_999, () => undefined)).not.toThrow();
  });

  it('another system has no such pipe: there the next write tells', async () => {
    const { writer, readerGoes } = pipe();
    const gone = witness(writer);
    const told = vi.fn();
    vi.stubGlobal('process', Object.create(process, { platform: { value: 'darwin' } }));
    onReaderGone(writer, told);
    vi.unstubAllGlobals();
    readerGoes();
    await gone;
    expect(told).not.toHaveBeenCalled();
  });
});
