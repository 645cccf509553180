/**
 * `settings.json` as electron-store keeps it. When something is saved, and again after a failure, is decided by
 * `saved-files.ts`; what the library must not do in this app is told in docs/adr/0011.
 */
import { ipcMain } from 'electron';
import type Store from 'electron-store';
import { basename, dirname, extname } from 'node:path';
import { jsonText, makeFolderOf, parseJsonObject, readJsonFile, removeFile } from '../../settings/json-file.js';
import type { Disk } from '../../settings/saved-files.js';

/** What electron-store listens for as soon as there is a store, so that windows may have stores, too. */
const STORE_CHANNEL = 'electron-store-get-data';

/**
 * For one file. The library is read at its first save. Before that the tray would wait for it, and at every start,
 * although most starts save nothing.
 */
export function createSettingsDisk(): Disk {
  let opened: Store | null = null;
  return {
    read: readJsonFile,
    async replace(path, values) {
      await makeFolderOf(path);
      opened ??= await openStore(path);
      opened.store = { ...values };
    },
    remove: removeFile,
  };
}

/** Rejects if the file is there and cannot be read. */
async function openStore(path: string): Promise<Store> {
  const { default: ElectronStore } = await import('electron-store');
  const store = new ElectronStore({
    cwd: dirname(path),
    name: basename(path, extname(path)),
    fileExtension: extname(path).slice(1),
    configFileMode: 0o600,
    serialize: jsonText,
    // The content was read and judged at the start. What has become of it since is replaced as a whole.
    deserialize: (text) => parseJsonObject(text) ?? {},
  });
  // No window has a store, and nothing may answer windows but the contract.
  ipcMain.removeAllListeners(STORE_CHANNEL);
  return store;
}
