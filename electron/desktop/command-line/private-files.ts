/** Files and folders that only this OS user can read. The command channel's trust rests on them. */
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

/** Somebody else could read or write what must be private. `message` is for the log. */
export class NotPrivateError extends Error {
  override readonly name = 'NotPrivateError';
}

/** This process's user. Null: the system has no user numbers (Windows protects the user's folders by access lists). */
export const currentUid = (): number | null => process.getuid?.() ?? null;

const OTHERS = 0o077;

function demandPrivate(what: string, stats: Stats, uid: number | null): void {
  if (uid === null) return;
  if (stats.uid !== uid) throw new NotPrivateError(`${what} belongs to another user (${stats.uid})`);
  if ((stats.mode & OTHERS) !== 0) {
    throw new NotPrivateError(`${what} is open to others (mode ${(stats.mode & 0o777).toString(8)})`);
  }
}

/**
 * @throws {NotPrivateError} if the folder is a link, another user's, or open to others. An `ENOENT` error if it is
 * missing
 */
export function checkPrivateFolder(folder: string, uid: number | null): void {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) throw new NotPrivateError(`${folder} is not a folder`);
  demandPrivate(folder, stats, uid);
}

/** @throws {NotPrivateError} if it belongs to another user, as in an environment inherited through `su` or `sudo` */
export function checkOwner(folder: string, uid: number | null): void {
  const owner = statSync(folder).uid;
  if (uid !== null && owner !== uid) throw new NotPrivateError(`${folder} belongs to another user (${owner})`);
}

/**
 * Creates the folder if missing, on Windows also its parents. If our own folder became open to others, it is closed
 * again. Anybody else's is refused.
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

/** @throws {NotPrivateError} as for the folder, and if it is no socket */
export function checkPrivateSocket(path: string, uid: number | null): void {
  const stats = lstatSync(path);
  if (!stats.isSocket()) throw new NotPrivateError(`${path} is not a socket`);
  demandPrivate(path, stats, uid);
}

/** In bytes. No private file of ours is larger. */
const LARGEST = 4096;

/** Reads a file that only its owner can read. It checks the opened file, so that nobody can swap it in between. */
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

/** Writes it completely or not at all. A concurrent reader finds the old one. */
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

/** The system's name of a failure (`ENOENT`). Null: other errors. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
