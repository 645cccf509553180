/** Files and folders that this OS user alone can read: what the command channel's trust rests on. */
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** Somebody else could read or write what has to be private; `message` is for the log. */
export class NotPrivateError extends Error {
  override readonly name = 'NotPrivateError';
}

/** Who this process runs as; null where the system has no such number (Windows keeps the user's own folders private by their access lists). */
export const currentUid = (): number | null => process.getuid?.() ?? null;

const OTHERS = 0o077;

function demandPrivate(what: string, stats: Stats, uid: number | null): void {
  if (uid === null) return;
  if (stats.uid !== uid) throw new NotPrivateError(`${what} belongs to another user (${stats.uid})`);
  if ((stats.mode & OTHERS) !== 0) {
    throw new NotPrivateError(`${what} is open to others (mode ${(stats.mode & 0o777).toString(8)})`);
  }
}

/** @throws {NotPrivateError} where the folder is a link, another user's, or open to others; an `ENOENT` error where there is none */
export function checkPrivateFolder(folder: string, uid: number | null): void {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) throw new NotPrivateError(`${folder} is not a folder`);
  demandPrivate(folder, stats, uid);
}

/** @throws {NotPrivateError} where it belongs to another user, as an environment taken over by `su` or `sudo` has it */
export function checkOwner(folder: string, uid: number | null): void {
  const owner = statSync(folder).uid;
  if (uid !== null && owner !== uid) throw new NotPrivateError(`${folder} belongs to another user (${owner})`);
}

/**
 * Makes the folder if it is missing, on Windows also those above it. One of our own that became open to others is closed again; anybody
 * else's is refused.
 */
export function makePrivateFolder(folder: string, uid: number | null): void {
  try {
    mkdirSync(folder, { recursive: uid === null, mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  const stats = lstatSync(folder);
  if (uid !== null && stats.isDirectory() && stats.uid === uid && (stats.mode & OTHERS) !== 0) chmodSync(folder, 0o700);
  checkPrivateFolder(folder, uid);
}

/** @throws {NotPrivateError} as for the folder, and where it is no socket */
export function checkPrivateSocket(path: string, uid: number | null): void {
  const stats = lstatSync(path);
  if (!stats.isSocket()) throw new NotPrivateError(`${path} is not a socket`);
  demandPrivate(path, stats, uid);
}

/** The largest private file there is a reason for. */
const LARGEST = 4096;

/** Reads a file that only its owner can read; checks the file that was opened, so that nobody can swap it in between. */
export function readPrivateFile(path: string, uid: number | null): string {
  const descriptor = openSync(
    path,
    constants.O_RDONLY | (uid === null ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK),
  );
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || stats.size > LARGEST) throw new NotPrivateError(`${path} is not a small file`);
    demandPrivate(path, stats, uid);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

/** Writes it whole or not at all; whoever reads meanwhile finds the old one. */
export function writePrivateFile(folder: string, name: string, text: string): void {
  const temporary = join(folder, `.${name}.${randomBytes(6).toString('hex')}`);
  writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
  try {
    renameSync(temporary, join(folder, name));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** What the system calls a failure (`ENOENT`), null for other errors. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
