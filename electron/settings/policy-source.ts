/** Where each system keeps the organisation's policy, and what was found there. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './json-file.js';
import { decodeText, parsePolicyText, type PolicyEntry } from './policy-text.js';

export type PolicySource =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'entries';
      readonly place: string;
      readonly entries: readonly PolicyEntry[];
      /** The registry has only texts and numbers. There 0 and 1 are switches, and a number may be written as text. */
      readonly untyped?: boolean;
    }
  | BrokenPolicy
  /**
   * Ordinary users can write `place` (the file or a folder above it), so nothing in it can come from the organisation.
   */
  | { readonly kind: 'untrusted'; readonly place: string };

/** There is a policy that only the organisation can have put there, but it cannot be read. */
export interface BrokenPolicy {
  readonly kind: 'broken';
  readonly place: string;
  /**
   * `syntax`: not JSON from `line` and `column` on. `shape`: JSON, but no object. `permission`: this account may not
   * read it.
   */
  readonly reason: 'syntax' | 'shape' | 'permission' | 'other';
  readonly line?: number;
  readonly column?: number;
  /** English, for the log. */
  readonly detail: string;
}

/** The fields of `stat` that decide who can write a place. */
export interface Ownership {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

const ROOT = 0;
const GROUP_WRITE = 0o020;
const OTHERS_WRITE = 0o002;

/** Whether only root can write: owned by root, and not writable for others or for a group except root's. */
export const onlyRootWrites = ({ uid, gid, mode }: Ownership): boolean =>
  uid === ROOT && (mode & OTHERS_WRITE) === 0 && ((mode & GROUP_WRITE) === 0 || gid === ROOT);

/** The file itself and every folder above it. Whoever can write one of them can replace what lies below. */
export function placesAbove(path: string): string[] {
  const places = [path];
  for (let place = path; dirname(place) !== place; place = dirname(place)) places.push(dirname(place));
  return places;
}

/** What we ask the file system of Linux and macOS. Its errors are thrown on. */
export interface PosixFiles {
  readonly realpath: (path: string) => string;
  readonly stat: (path: string) => Ownership;
  readonly readFile: (path: string) => Uint8Array;
}
export const posixFiles: PosixFiles = {
  realpath: (path) => realpathSync(path),
  stat: (path) => statSync(path),
  readFile: (path) => readFileSync(path),
};

/**
 * The first place, after following links, that ordinary users can write. Null: only root can. Throws the file system's
 * errors.
 */
export const writableByOthers = (path: string, { realpath, stat }: PosixFiles): string | null =>
  placesAbove(realpath(path)).find((each) => !onlyRootWrites(stat(each))) ?? null;

/** Far more than all settings need. */
const LARGEST_BYTES = 1_000_000;

/** @param bytes may throw the file system's errors */
export function readPolicyText(place: string, bytes: () => Uint8Array): PolicySource {
  let content: Uint8Array;
  try {
    content = bytes();
  } catch (error) {
    return missingOrBroken(place, error);
  }
  if (content.length > LARGEST_BYTES) return { kind: 'broken', place, reason: 'other', detail: 'larger than 1 MB' };
  const found = parsePolicyText(decodeText(content), place);
  switch (found.kind) {
    case 'entries':
      return { ...found, place };
    case 'shape':
      return { kind: 'broken', place, reason: 'shape', detail: 'no object' };
    case 'syntax':
      return { kind: 'broken', place, reason: 'syntax', line: found.line, column: found.column, detail: found.detail };
  }
}

export function missingOrBroken(place: string, error: unknown): PolicySource {
  const code = errorCode(error) ?? 'unknown';
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  const reason = code === 'EACCES' || code === 'EPERM' ? 'permission' : 'other';
  return { kind: 'broken', place, reason, detail: code };
}

/** A policy file of Linux or macOS. Only root may be able to write the file and the folders above it. Never throws. */
export function readPosixPolicy(path: string, files: PosixFiles = posixFiles): PolicySource {
  try {
    const place = writableByOthers(path, files);
    if (place !== null) return { kind: 'untrusted', place };
  } catch (error) {
    return missingOrBroken(path, error);
  }
  return readPolicyText(path, () => files.readFile(path));
}

/** Runs a program without a shell and waits for it. `status` null: it could not be run. */
export type RunSync = (
  program: string,
  args: readonly string[],
) => { readonly status: number | null; readonly output: string };
