import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Everything with comments or prose that git knows. A tree without git (a source archive) has nothing to check. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((file) => /\.(ts|js|svelte|css|md|yml|html)$/.test(file) && existsSync(file));
const read = (file: string): string => readFileSync(file, 'utf8');

/** The anchors of a page's headings, as GitHub makes them. */
const anchors = (page: string): Set<string> =>
  new Set(
    [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

/** The numbers of a page's headings: `## 3. …`, `### 3.5 …`. */
const numbered = (page: string): Set<string> =>
  new Set([...read(page).matchAll(/^#+ ([\d.]+\d|\d)\.? /gm)].map((match) => match[1] ?? ''));

describe('a reference in a comment or a page', () => {
  it('to a numbered part of docs/ leads to that part', () => {
    const lost: string[] = [];
    let seen = 0;
    for (const file of files)
      for (const [whole, page, number] of read(file).matchAll(/docs\/([\w-]+\.md) §(\d+(?:\.\d+)?)/g)) {
        seen += 1;
        const path = join('docs', page ?? '');
        if (!existsSync(path) || !numbered(path).has(number ?? '')) lost.push(`${file}: ${whole}`);
      }
    expect(lost).toEqual([]);
    expect(seen).toBeGreaterThan(50);
  });

  it('to a decision record leads to that record', () => {
    const lost: string[] = [];
    for (const file of files)
      for (const [whole, number] of read(file).matchAll(/(?:docs\/adr\/|\bADR )(\d{1,4})\b/g))
        if (!files.some((other) => other.startsWith(`docs/adr/${(number ?? '').padStart(4, '0')}-`)))
          lost.push(`${file}: ${whole}`);
    expect(lost).toEqual([]);
  });

  it('to a file of this repository leads to that file', () => {
    const lost: string[] = [];
    for (const file of files)
      for (const [, path] of read(file).matchAll(
        /(?<![\w/.-])((?:docs|electron|renderer)\/[\w./-]+\.(?:md|ts|svelte))\b/g,
      ))
        if (path !== undefined && !existsSync(path) && !path.includes('NAME')) lost.push(`${file}: ${path}`);
    expect(lost).toEqual([]);
  });

  it('between pages leads to a file', () => {
    const lost: string[] = [];
    for (const file of files.filter((name) => name.endsWith('.md')))
      for (const [, target] of read(file).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g))
        if (target !== undefined && !existsSync(join(dirname(file), target))) lost.push(`${file}: ${target}`);
    expect(lost).toEqual([]);
  });

  it('to a part of a page leads to its heading', () => {
    const lost: string[] = [];
    let seen = 0;
    for (const file of files.filter((name) => name.endsWith('.md')))
      for (const [, target = '', anchor = ''] of read(file).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)) {
        seen += 1;
        const page = target === '' ? file : join(dirname(file), target);
        if (!existsSync(page) || !anchors(page).has(anchor)) lost.push(`${file}: ${target}#${anchor}`);
      }
    expect(lost).toEqual([]);
    expect(seen).toBeGreaterThan(5);
  });

  it('never names a document that is not here', () => {
    const bare = files
      .filter((file) => file !== 'test/unit/docs/references.test.ts')
      .flatMap((file) =>
        [
          ...read(file).matchAll(
            /(?:^|[^-/\w])((?:genesys|workbench|cases|desktops|house-moves)\.md|design(?:\.md)? ?§)/gm,
          ),
        ].map((match) => `${file}: ${match[1] ?? ''}`),
      );
    expect(bare).toEqual([]);
  });
});
