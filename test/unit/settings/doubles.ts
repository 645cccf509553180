import type { Log, LogFields } from '../../../electron/ports.js';
import type { EnvironmentChecks } from '../../../electron/settings/environment-checks.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import { createSavedFiles, type SavedFile, type SavedFiles } from '../../../electron/settings/saved-files.js';
import { openPersonalStore, type PersonalStore } from '../../../electron/settings/personal-store.js';
import type { SettingsFile } from '../../../electron/settings/settings-file.js';
import { createSettingsStore, type SettingsStore } from '../../../electron/settings/settings-store.js';
import { defaultSettings, type Settings } from '../../../electron/settings/settings.js';

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

/** The settings of an app on Linux, kept in memory: what the person has set, what policy says, and the defaults. */
export const settingsInMemory = (
  log: Log,
  {
    own = {},
    policy = {},
    defaults = {},
    packaged = false,
  }: {
    readonly own?: Readonly<Record<string, unknown>>;
    readonly policy?: Readonly<Record<string, unknown>>;
    readonly defaults?: Partial<Settings>;
    readonly packaged?: boolean;
  } = {},
): SettingsStore =>
  createSettingsStore({
    file: fileInMemory(own),
    policy: { values: policy, notices: [] },
    variables: {},
    defaults: { ...defaultSettings('linux', packaged), ...defaults },
    checks,
    log,
  });

/** What one person has set, kept in memory. */
export const personalInMemory = (log: Log, userId = 'ada'): PersonalStore =>
  openPersonalStore({ folder: '/nowhere', files: { open: savedInMemory }, organizationId: 'org', userId, log });
