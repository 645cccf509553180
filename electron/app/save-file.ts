/** Asks a person where a file goes, and writes it there. */
import { dialog } from 'electron';
import { writeFile } from 'node:fs/promises';
import type { Texts } from '../../assets/locales/catalogue.js';

/**
 * @param name what is suggested, with its ending
 * @returns null where the file is written or the person cancelled, else the file system's own words
 */
export async function saveFile(name: string, content: string, texts: Texts): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: texts('window.saveFile'),
    defaultPath: name,
    filters: [{ name: 'CSV', extensions: ['csv'] }],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || filePath === '') return null;
  try {
    await writeFile(filePath, content, 'utf8');
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}
