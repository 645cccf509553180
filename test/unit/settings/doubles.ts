import type { Log, LogFields } from '../../../electron/ports.js';
import type { EnvironmentChecks } from '../../../electron/settings/environment-checks.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import { createSavedFiles, type SavedFile, type SavedFiles } from '../../../electron/settings/saved-files.js';
import type { SettingsFile } from '../../../electron/settings/settings-file.js';

/** A log that remembers every line, fields included. */
export function rememberingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, fields?: LogFields): void => {
    lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { lines, info: write, warn: write, error: write };
}

/** Files on disk, as the app writes them. Failures to write are only logged. */
export const filesOnDisk = (log: Log = rememberingLog()): SavedFiles =>
  createSavedFiles({ clock: nodeClock, log, tell: () => undefined, untell: () => undefined });

/** A file that is only in memory. */
export function savedInMemory(): SavedFile {
  let values: Readonly<Record<string, unknown>> | null = null;
  return {
    read: () => (values === null ? { kind: 'missing' } : { kind: 'values', values }),
    write: (next) => (values = next),
    remove: () => (values = null),
    flushed: () => Promise.resolve(),
  };
}

/** Two regions are enough here. The session's tests cover the real list. */
export const checks: EnvironmentChecks = {
  regionId: (text) =>
    ['eu_central_1', 'mypurecloud.de'].includes(text) ? 'eu_central_1' : text === 'us_east_1' ? text : null,
  serviceUrl: (text) => (/^(https:\/\/|http:\/\/127\.0\.0\.1)/.test(text) ? text.replace(/\/$/, '') : null),
};

export function fileInMemory(values: Readonly<Record<string, unknown>> = {}): SettingsFile & {
  written: Readonly<Record<string, unknown>> | null;
} {
  const file = {
    written: null as Readonly<Record<string, unknown>> | null,
    read: () => ({ values, notices: [] }),
    write(next: Readonly<Record<string, unknown>>): void {
      file.written = next;
    },
    remove(): void {
      file.written = null;
    },
  };
  return file;
}
