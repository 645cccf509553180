import { readFileSync, renameSync } from 'node:fs';
import { mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { jsonObjectSchema } from './parse-by-key.js';

export type JsonFileContent =
  | { readonly kind: 'missing' }
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, unknown>> }
  /** `keptAs`: where the file was moved. Null: it could not be moved, so nothing may overwrite it. */
  | { readonly kind: 'unreadable'; readonly keptAs: string | null };

/** For example `ENOENT`. */
export const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** The object in a JSON text, or null. A byte order mark is allowed, since Windows editors write it. */
export function parseJsonObject(content: string): Record<string, unknown> | null {
  try {
    const parsed = v.safeParse(jsonObjectSchema, JSON.parse(content.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** How the app's own files are written, for people to read. */
export const jsonText = (values: Readonly<Record<string, unknown>>): string => `${JSON.stringify(values, null, 2)}\n`;

/**
 * Reads a JSON object from one of the app's own files without moving the file. Null: it holds something else or cannot
 * be read. Never throws.
 */
export function peekJsonFile(path: string): Extract<JsonFileContent, { kind: 'missing' | 'values' }> | null {
  try {
    const values = parseJsonObject(readFileSync(path, 'utf8'));
    return values && { kind: 'values', values };
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '') ? { kind: 'missing' } : null;
  }
}

/**
 * Reads a JSON object from one of the app's own files. An unreadable one is kept as `FILE.bad` (replacing an older
 * `.bad`), so that nothing the person wrote is lost. Never throws.
 */
export function readJsonFile(path: string): JsonFileContent {
  const found = peekJsonFile(path);
  if (found) return found;
  const keptAs = `${path}.bad`;
  try {
    renameSync(path, keptAs);
    return { kind: 'unreadable', keptAs };
  } catch {
    return { kind: 'unreadable', keptAs: null };
  }
}

/** Where a file's next content is written first. The same name each time, so a crash leaves one behind at most. */
export const draftOf = (path: string): string => `${path}.tmp`;

/** Makes the folder of a file, for its owner alone. Rejects with the file system's error. */
export async function makeFolderOf(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
}

/**
 * Writes a file so that after a crash or a power cut it has the old content or the new one, never half. Only its owner
 * can read it. Missing folders are created and a link is followed. Rejects with the file system's error. No library
 * does it here: those for atomic writes (write-file-atomic, atomically) take over the process's signals, and Electron
 * would no longer hear SIGTERM (docs/adr/0011).
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  await makeFolderOf(path);
  const target = await realpath(path).catch(() => path);
  const draft = draftOf(target);
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(text);
      // Without sync, a file system may rename before it writes, and a power cut leaves an empty file.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}

export const removeFile = (path: string): Promise<void> => rm(path, { force: true });
