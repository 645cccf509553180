import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const LONGEST_COLUMNS = 120;

/** Every source that git knows. A tree without git (a source archive) has nothing to check. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => /\.(ts|js|svelte|css|html|yml)$/.test(file) && existsSync(file));

/** The lines of a file that are only comment, with their numbers. */
function commentLines(file: string): { readonly line: string; readonly place: string }[] {
  const begins = file.endsWith('.yml') ? /^\s*#/ : /^\s*(\/\/|\/?\*|<!--)/;
  let inBlock = false;
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      const isComment = inBlock || begins.test(line);
      if (/^\s*(\/\*|<!--)/.test(line)) inBlock = true;
      if (/\*\/|-->/.test(line)) inBlock = false;
      return isComment ? [{ line, place: `${file}:${index + 1}` }] : [];
    });
}

it('no comment is longer than 120 columns', () => {
  const comments = files.flatMap(commentLines);
  expect(comments.length).toBeGreaterThan(4_000);
  expect(comments.filter(({ line }) => line.length > LONGEST_COLUMNS).map(({ place }) => place)).toEqual([]);
});
