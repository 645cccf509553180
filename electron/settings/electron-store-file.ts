import { join } from 'node:path';
import type { Log } from '../ports.js';
import { createSettingsFile, type SettingsFile } from './settings-file.js';

/** `settings.json` in the user-data folder, written by electron-store. The one file of this folder that needs Electron. */
export const electronStoreFile = (userData: string, log: Log): SettingsFile & { flushed(): Promise<void> } =>
  createSettingsFile(
    join(userData, 'settings.json'),
    async () => {
      const { default: ElectronStore } = await import('electron-store');
      return new ElectronStore<Record<string, unknown>>({
        name: 'settings',
        cwd: userData,
        accessPropertiesByDotNotation: false,
        configFileMode: 0o600,
      });
    },
    log,
  );
