/** Finds the test files that import a source file, directly or indirectly. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)['"](\.{1,2}\/[^'"]+)['"]/g;

/**
 * The files that `file` imports, as paths. Types count too: they cost one run, and leaving them out would need a
 * compiler.
 */
function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, named = '']) => {
    const at = join(dirname(file), named);
    return [at.replace(/\.js$/, '.ts'), `${at}.ts`, at, join(at, 'index.ts')].filter(
      (path) => /\.(ts|svelte)$/.test(path) && existsSync(path),
    );
  });
}

/**
 * Finds the test files of a source file, the nearest first, because those most likely notice.
 * @param files all sources and tests, as paths under `root`
 */
export function relatedTests(root: string, files: readonly string[]): (source: string) => readonly string[] {
  const importers = new Map<string, string[]>();
  for (const file of files)
    for (const imported of new Set(importsOf(join(root, file)))) {
      const path = relative(root, imported);
      importers.set(path, [...(importers.get(path) ?? []), file]);
    }
  return (source) => {
    const met = new Set([source]);
    for (const file of met) for (const importer of importers.get(file) ?? []) met.add(importer);
    return [...met].filter((file) => file.endsWith('.test.ts'));
  };
}
