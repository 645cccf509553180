import type { Log } from '../ports.js';
import { notice, type AppNotice } from './app-notice.js';
import type { SavedFile } from './saved-files.js';

/** Where the settings are kept. Tests use one in memory. */
export interface SettingsFile {
  /** All keys in the file, unknown ones included. Never throws: problems become notices. */
  read(): { readonly values: Readonly<Record<string, unknown>>; readonly notices: readonly AppNotice[] };
  /** Replaces the file's content. If it cannot be written, the settings still hold in memory. */
  write(values: Readonly<Record<string, unknown>>): void;
  remove(): void;
}

/** @param file `settings.json` of the user-data folder, @param path where it lies */
export const createSettingsFile = (file: SavedFile, path: string, log: Log): SettingsFile => ({
  read() {
    const found = file.read();
    if (found.kind === 'values') return { values: found.values, notices: [] };
    if (found.kind === 'missing') return { values: {}, notices: [] };
    if (found.keptAs !== null) {
      log.warn('settings file could not be read; kept aside, defaults used', { keptAs: found.keptAs });
      return { values: {}, notices: [notice('notice.settingsKeptAside', { path: found.keptAs })] };
    }
    log.warn('settings file could neither be read nor moved; defaults used, nothing is saved', { path });
    return { values: {}, notices: [notice('notice.settingsUnreadable', { path })] };
  },
  write: (values) => file.write(values),
  remove: () => file.remove(),
});
