/** Passes a mutant to the process that runs its tests: an environment variable holds the path of a file. */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

export const MUTANT_FILE = 'PRESENCE_TRAY_MUTANT';

const schema = v.object({
  /** Relative to the project's folder. */
  file: v.string(),
  /** The whole text after the change. */
  source: v.string(),
  /** In running order. */
  tests: v.array(v.string()),
});
export type MutantToRun = v.InferOutput<typeof schema>;

export function mutantInEnvironment(): MutantToRun {
  const path = process.env[MUTANT_FILE];
  if (path === undefined) throw new Error('npm run mutants starts this.');
  return v.parse(schema, JSON.parse(readFileSync(path, 'utf8')));
}
