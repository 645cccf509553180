/**
 * Stands in for `atomically`, by which electron-store writes. That one takes over the process's signals to remove
 * drafts, so that SIGTERM at log-off no longer reaches Electron. And where writing is forbidden it tries again for a
 * whole second without a pause, on main's own thread.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync as writeSync } from 'node:fs';
import { draftOf } from '../../settings/json-file.js';

/**
 * After a crash or a power cut the file has the old content or the new one. Throws the file system's error.
 * @param path no link: electron-store has followed it
 */
export function writeFileSync(path: string, data: string | Uint8Array, { mode }: { readonly mode: number }): void {
  const draft = draftOf(path);
  try {
    const file = openSync(draft, 'w', mode);
    try {
      writeSync(file, data);
      // As in `replaceFile`: else a power cut may leave an empty file.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // What could not be written is told, and the next write replaces the draft.
  }
}
