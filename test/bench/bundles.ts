/** Which of the build's files belong to the app's start and to the popup, followed from their entry points. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Main's files from its entry on, including what it imports to become the app, but not what is imported later on
 * demand.
 */
export function mainFiles(dist: string): string[] {
  const entry = join(dist, 'main.cjs');
  return followed([entry, ...mentions(entry, /require\([`"']\.\/([\w.-]+)[`"']\)/g)], (file) =>
    mentions(file, /(?<!then\(\(\)\s*=>\s*(?:\w+\.?\w*\()*)require\([`"']\.\/([\w.-]+)[`"']\)/g),
  );
}

/** What the signed-in popup loads before it is drawn. */
export function popupFiles(dist: string): string[] {
  const page = join(dist, 'renderer', 'popup', 'index.html');
  return followed(mentions(page, /(?:src|href)="([^"]+)"/g), (file) =>
    file.endsWith('.js') ? mentions(file, /(?:from|import)\s*[`"']\.\/([\w.-]+)[`"']/g) : [],
  );
}

/** Each file compressed on its own, in kilobytes. */
export const gzippedKilobytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000;

/** The paths of the files that a file mentions. */
function mentions(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, name]) => join(dirname(file), name ?? ''));
}

function followed(entries: readonly string[], next: (file: string) => readonly string[]): string[] {
  const found = [...new Set(entries)];
  for (const file of found) for (const named of next(file)) if (!found.includes(named)) found.push(named);
  return found;
}
