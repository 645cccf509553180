import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyFiles } from '../../../docs/make-policy.js';
import { allowedValues } from '../../../electron/settings/allowed-values.js';
import { isSettingKey, settingEntries } from '../../../electron/settings/settings.js';

const page = readFileSync('docs/policy.md', 'utf8');

describe('the page about the policy', () => {
  it('says what the schema says, and so do the templates (npm run docs:policy writes them)', async () => {
    for (const [name, content] of await policyFiles()) expect(readFileSync(`docs/${name}`, 'utf8'), name).toBe(content);
  });

  it('has a row for every setting, with its values, default and meaning', () => {
    const rows = new Map(
      page.split('\n').flatMap((line): [string, string[]][] => {
        const [name, ...cells] = line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim());
        return /^`\w+`$/.test(name ?? '') ? [[name!.slice(1, -1), cells]] : [];
      }),
    );
    expect([...rows.keys()]).toEqual(Object.keys(settingEntries));
    for (const [name, cells] of rows) {
      expect([name, cells.length, cells.every((cell) => cell.length > 1)]).toEqual([name, 3, true]);
    }
  });

  it('is linked where administrators look for it', () => {
    expect(readFileSync('README.md', 'utf8')).toContain('(docs/policy.md)');
  });
});

describe('the allowed values of a setting', () => {
  it.each([
    ['demo', 'true, false'],
    ['keepSession', 'always, untilQuit, untilLock'],
    ['redirectPort', '0–65535'],
    ['freePopupAfterMinutes', '0–1440'],
    ['clientId', '"…" (1–500), null'],
    ['region', 'eu_central_1, mypurecloud.de, …'],
  ] as const)('of %s are %s', (key, text) => expect(allowedValues(key)).toBe(text));

  it('are named for every setting there is', () => {
    for (const key of Object.keys(settingEntries).filter(isSettingKey)) expect(allowedValues(key)).toMatch(/\w|…/);
  });
});
