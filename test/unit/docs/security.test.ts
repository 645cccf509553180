import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/security.md', 'utf8');
/** The tests that the page names, by file and by a part of the title. */
const named = [...page.matchAll(/`(test\/[\w./-]+\.test\.ts)`: ([^|\n]+?) *\|/g)].map(([, file, title]) => ({
  file: file ?? '',
  title: (title ?? '').trim(),
}));

describe('the page about security', () => {
  it('names tests that exist', () => {
    expect(named.length).toBeGreaterThan(20);
    for (const { file, title } of named) {
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, 'utf8'), `${file}: ${title}`).toContain(title);
    }
  });

  it('has each of the twenty items, in their order', () => {
    const items = [...page.matchAll(/^\| (\d+)\. /gm)].map(([, number]) => Number(number));
    expect(items).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it('leaves a test out for the pinned version alone', () => {
    const without = [...page.matchAll(/^\| (\d+)\. .*\| – +\|$/gm)].map(([, number]) => number);
    expect(without).toEqual(['16']);
    const packages = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: { electron: string } };
    expect(packages.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is linked from the page that people look for', () => {
    expect(readFileSync('SECURITY.md', 'utf8')).toContain('(docs/security.md)');
  });
});
