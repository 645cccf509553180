/** Asks a person for a file to write or to read. */
import { dialog, type FileFilter } from 'electron';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';

/**
 * @param content the content for the chosen path
 * @returns the file system's own words. Null: written or cancelled
 */
export async function saveAs(
  { name, filters }: { readonly name: string; readonly filters: FileFilter[] },
  content: (path: string) => string,
  texts: Texts,
): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: texts('window.saveFile'),
    defaultPath: name,
    filters,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || filePath === '') return null;
  try {
    await writeFile(filePath, content(filePath), 'utf8');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}

/** As {@link saveAs}, for CSV. @param name the suggested name, with extension */
export const saveFile = (name: string, content: string, texts: Texts): Promise<string | null> =>
  saveAs({ name, filters: [{ name: 'CSV', extensions: ['csv'] }] }, () => content, texts);

/** In bytes. Nobody means to open a larger file. */
const LARGEST = 40_000_000;

/** Null: the person cancelled. Rejects with the file system's words. */
export async function openFile(
  filters: FileFilter[],
  texts: Texts,
): Promise<{ readonly name: string; readonly text: string } | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: texts('window.openFile'),
    filters,
    properties: ['openFile'],
  });
  const [path] = filePaths;
  if (canceled || path === undefined || path === '') return null;
  if ((await stat(path)).size > LARGEST) throw new Error(texts('manage.file.tooLarge'));
  const bytes = await readFile(path);
  return { name: basename(path), text: decode(bytes) };
}

/**
 * UTF-8, or UTF-16 if a byte order mark says so (Excel's "Unicode text"). Anything else is read in Windows' Western
 * code page.
 */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
