/** The user-data folder before anything is done with it. */
import { mkdtempSync, realpathSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the app would live elsewhere than it was told: where the named folder can be neither opened nor made,
 * Chromium takes its default in silence, and with it the settings and the session of another app.
 * @param asked `--user-data-dir`; empty: none was named
 * @param used where the app would live
 */
export function isElsewhere(asked: string, used: string): boolean {
  if (asked === '') return false;
  try {
    return realpathSync.native(asked) !== realpathSync.native(used);
  } catch {
    return true;
  }
}

/** Whether something can be put there. Tried, since a list of rights does not tell of a disk that is read-only. */
export function mayWrite(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, '.try-')));
    return true;
  } catch {
    return false;
  }
}
