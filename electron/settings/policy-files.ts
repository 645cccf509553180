import { closeSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export type PolicyFile =
  | { readonly kind: 'missing' }
  | { readonly kind: 'content'; readonly content: string }
  | { readonly kind: 'unreadable' }
  /** Ordinary users can write `place` (the file or a folder above it), so nothing in it can be the organisation's word. */
  | { readonly kind: 'writable'; readonly place: string };

export interface PolicyFiles {
  /** Never throws. */
  read(path: string): PolicyFile;
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

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/**
 * The policy of Linux and macOS. Links are followed first; then the file and all folders above it must be root's alone.
 * @param ownership `stat`, handed in for tests
 */
export const posixPolicyFiles = (ownership: (path: string) => Ownership = (path) => statSync(path)): PolicyFiles => ({
  read(path) {
    try {
      const real = realpathSync(path);
      const place = placesAbove(real).find((each) => !onlyRootWrites(ownership(each)));
      if (place !== undefined) return { kind: 'writable', place };
      return { kind: 'content', content: readFileSync(real, 'utf8') };
    } catch (error) {
      return { kind: isMissing(error) ? 'missing' : 'unreadable' };
    }
  },
});

/**
 * The policy of Windows. Node cannot read access lists, so this is an approximation: the policy counts only if this process
 * may not write the file. In `%ProgramData%` ordinary users can create files, but they then own what they created and can
 * write it, while they cannot write what an administrator put there. Two cases it cannot tell: an administrator
 * who runs the app elevated has the policy ignored (with a word), and somebody who takes their own right to write away
 * passes. A folder that only administrators can create files in closes the second; the README says how to make one.
 */
export const windowsPolicyFiles = (): PolicyFiles => ({
  read(path) {
    try {
      const content = readFileSync(path, 'utf8');
      return mayWrite(path) ? { kind: 'writable', place: path } : { kind: 'content', content };
    } catch (error) {
      return { kind: isMissing(error) ? 'missing' : 'unreadable' };
    }
  },
});

function mayWrite(path: string): boolean {
  try {
    closeSync(openSync(path, 'r+'));
    return true;
  } catch {
    return false;
  }
}

export const policyFilesFor = (platform: NodeJS.Platform): PolicyFiles =>
  platform === 'win32' ? windowsPolicyFiles() : posixPolicyFiles();
