/** docs/operations.md: each operation of the Presence API has a window, a control, and an existing end-to-end test. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONTRACT } from '../../contract/operations.js';

interface Row {
  readonly operation: string;
  readonly request: string;
  readonly window: string;
  readonly control: string;
  readonly test: string;
}

const rows: readonly Row[] = readFileSync('docs/operations.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| (?:get|post|put|patch|delete)/.test(line))
  .map((line) => {
    const [operation = '', request = '', window = '', control = '', test = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { operation, request, window, control, test };
  });
const vendor = CONTRACT.filter(({ api }) => api === 'PresenceApi');

it('has a row for each of the 27 operations, once', () => {
  expect(vendor).toHaveLength(27);
  const named = rows.map(({ operation }) => operation);
  expect(named.sort()).toEqual(vendor.map(({ method }) => method).sort());
});

describe.each(rows.map((row) => [row.operation, row] as const))('%s', (operation, row) => {
  it('is the vendor’s request', () => {
    const found = vendor.find(({ method }) => method === operation);
    expect(row.request).toBe(`\`${found?.verb ?? ''} ${found?.path ?? ''}\``);
  });

  it('has a window, a control, and a test that is there', () => {
    expect([row.window, row.control].every((cell) => cell.length > 2)).toBe(true);
    const [, file = '', title = ''] = /^`(test\/e2e\/[\w-]+\.test\.ts)` "(.+)"$/.exec(row.test) ?? [];
    expect([row.test, existsSync(file)]).toEqual([row.test, true]);
    expect(readFileSync(file, 'utf8').includes(`'${title}'`)).toBe(true);
  });
});
