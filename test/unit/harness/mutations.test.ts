import { describe, expect, it } from 'vitest';
import { mutate, mutationsOf } from '../../mutants/mutations.js';
import { relatedTests } from '../../mutants/related.js';
import { projectFolder } from '../../desktop/ordinary-user.js';

const all = (source: string): string[] => mutationsOf('a.ts', source).map((one) => mutate(source, one));

describe('one operator at a time', () => {
  it.each([
    ['a === b', ['a !== b']],
    ['a < b && c >= d', ['a <= b && c >= d', 'a < b || c >= d', 'a < b && c > d']],
    ['if (!ready) go();', ['if (ready) go();']],
    ['const x = fits ? 1 : 2;', ['const x = !(fits) ? 1 : 2;']],
    ['const x = a ?? b;', ['const x = a && b;']],
    ['n += 1;', ['n -= 1;']],
  ])('is changed in %s', (source, becomes) => {
    expect(all(source)).toEqual(becomes);
  });

  it('is not looked for in types, imports and joined texts', () => {
    expect(all("import a from 'a-b';\ntype X<T> = T extends string ? 1 : 2;\nconst t = 'a' + b + c;")).toEqual([]);
  });

  it('is named by its line', () => {
    expect(mutationsOf('a.ts', 'x;\n  y(a > b);')).toMatchObject([
      { line: 2, text: 'y(a > b);', was: '>', becomes: '>=' },
    ]);
  });
});

it('the tests of a file are those that import it, the nearest first', () => {
  const related = relatedTests(projectFolder, [
    'electron/presence/current/clock-jump.ts',
    'electron/presence/timers/timed-presence.ts',
    'test/unit/presence/current/clock-jump.test.ts',
    'test/unit/docs/references.test.ts',
  ]);
  expect(related('electron/presence/current/clock-jump.ts')).toEqual(['test/unit/presence/current/clock-jump.test.ts']);
});
