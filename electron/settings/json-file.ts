import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { jsonObjectSchema } from './parse-by-key.js';

export type JsonFileContent =
  | { readonly kind: 'missing' }
  | { readonly kind: 'values'; readonly values: Readonly<Record<string, unknown>> }
  /** `keptAs`: where the file was put; null where it could not be moved, so that nothing may overwrite it. */
  | { readonly kind: 'unreadable'; readonly keptAs: string | null };

const errorCode = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** The object in a JSON text; null where there is none (a byte order mark is forgiven: Windows editors write it). */
export function parseJsonObject(content: string): Record<string, unknown> | null {
  try {
    const parsed = v.safeParse(jsonObjectSchema, JSON.parse(content.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/**
 * Reads a JSON object from a file of the app's own. One that cannot be read as such is kept aside as `FILE.bad`
 * (an older `.bad` gives way), so that nothing the person wrote is lost. Never throws.
 */
export function readJsonFile(path: string): JsonFileContent {
  let values: Record<string, unknown> | null = null;
  try {
    values = parseJsonObject(readFileSync(path, 'utf8'));
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return { kind: 'missing' };
  }
  if (values) return { kind: 'values', values };
  const keptAs = `${path}.bad`;
  try {
    renameSync(path, keptAs);
    return { kind: 'unreadable', keptAs };
  } catch {
    return { kind: 'unreadable', keptAs: null };
  }
}

/**
 * Writes a JSON object so that a crash leaves the old file or the new one, never half of one. Readable by its owner alone.
 * Throws what the file system throws.
 */
export function writeJsonFile(path: string, values: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
