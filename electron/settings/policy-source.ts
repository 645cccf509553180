/** Where the organisation's policy comes from on each system, and what is found there. */
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
      /** The registry knows texts and numbers alone: there 0 and 1 are switches, and a number may be written as a text. */
      readonly untyped?: boolean;
    }
  | BrokenPolicy
  /** Ordinary users can write `place` (the file or a folder above it), so nothing in it can be the organisation's word. */
  | { readonly kind: 'untrusted'; readonly place: string };

/** There is a policy that only the organisation can have put there, and it cannot be read. */
export interface BrokenPolicy {
  readonly kind: 'broken';
  readonly place: string;
  /** `syntax`: no JSON from `line` and `column` on; `shape`: JSON, but no object; `permission`: this account may not read it. */
  readonly reason: 'syntax' | 'shape' | 'permission' | 'other';
  readonly line?: number;
  readonly column?: number;
  /** English, for the log. */
  readonly detail: string;
}

/** What decides who can write a place, as `stat` has it. */
export interface Ownership {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

const ROOT = 0;
const GROUP_WRITE = 0o020;
const OTHERS_WRITE = 0o002;

/** Whether only root can write: owned by root, not writable for others, nor for a group other than root's. */
export const onlyRootWrites = ({ uid, gid, mode }: Ownership): boolean =>
  uid === ROOT && (mode & OTHERS_WRITE) === 0 && ((mode & GROUP_WRITE) === 0 || gid === ROOT);

/** The file itself, then every folder above it up to the root: whoever can write one of them can replace what lies beneath. */
export function placesAbove(path: string): string[] {
  const places = [path];
  for (let place = path; dirname(place) !== place; place = dirname(place)) places.push(dirname(place));
  return places;
}

/** What is asked of the file system of Linux and macOS; each throws what it throws. */
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

/** The first place, links followed, that ordinary users can write; null where it is all root's alone. Throws what the file system throws. */
export const writableByOthers = (path: string, { realpath, stat }: PosixFiles): string | null =>
  placesAbove(realpath(path)).find((each) => !onlyRootWrites(stat(each))) ?? null;

/** Far more than all settings together. */
const LARGEST_BYTES = 1_000_000;

/** @param bytes throws what the file system throws */
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

/** A policy file of Linux or macOS. The file and all folders above it must be root's alone. Never throws. */
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
