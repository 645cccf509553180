import type { Log } from '../ports.js';
import { readJsonFile } from './json-file.js';
import { notice, type Notice } from './notice.js';

/** Where the settings are kept. `electron-store-file.ts` is the real one; tests hand in one in memory. */
export interface SettingsFile {
  /** All keys as they lie in the file, unknown ones included. Never throws: trouble is a notice. */
  read(): { readonly values: Readonly<Record<string, unknown>>; readonly notices: readonly Notice[] };
  /** Replaces the file's content. Trouble is logged by the adapter; the settings in memory hold all the same. */
  write(values: Readonly<Record<string, unknown>>): void;
}

/** The part of electron-store (and of `conf` beneath it) that is used: it writes the whole content, atomically. */
export interface WholeStore {
  store: Record<string, unknown>;
}

/**
 * The settings file, read by our own check and written by a store. The store is opened at the first write alone, and after the check:
 * its constructor throws on a file that is no JSON, and it is the heavier half, which the start need not carry.
 * @param openStore opens electron-store on the same path
 */
export function createSettingsFile(
  path: string,
  openStore: () => Promise<WholeStore>,
  log: Log,
): SettingsFile & { flushed(): Promise<void> } {
  let mayWrite = true;
  let store: WholeStore | null = null;
  let latest: Readonly<Record<string, unknown>> | null = null;
  let writing: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    while (latest) {
      const values = latest;
      latest = null;
      try {
        store ??= await openStore();
        store.store = { ...values };
      } catch (error) {
        log.error('settings could not be written', { reason: error instanceof Error ? error.message : 'unknown' });
      }
    }
    writing = null;
  };

  return {
    read() {
      const found = readJsonFile(path);
      if (found.kind === 'values') return { values: found.values, notices: [] };
      if (found.kind === 'missing') return { values: {}, notices: [] };
      if (found.keptAs !== null) {
        log.warn('settings file could not be read; kept aside, defaults used', { keptAs: found.keptAs });
        return { values: {}, notices: [notice('notice.settingsKeptAside', { path: found.keptAs })] };
      }
      mayWrite = false;
      log.warn('settings file could neither be read nor moved; defaults used, nothing is saved', { path });
      return { values: {}, notices: [notice('notice.settingsUnreadable', { path })] };
    },
    write(values) {
      if (!mayWrite) return;
      latest = values;
      writing ??= drain();
    },
    /** Resolves once everything handed to `write` has reached the disk or failed to: before the app quits. */
    async flushed() {
      await writing;
    },
  };
}
