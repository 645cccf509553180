/** What `npm run api` says of its operations. */
import { describe, expect, it } from 'vitest';
import { callUsage, findOperation, generalUsage, type NamedOperation } from '../../../electron/api-tool/usage.js';

const lines = (text: string): string[] => text.trimEnd().split('\n');

describe('an operation', () => {
  it('is found by its name, and by the vendor’s name of the new generation', () => {
    expect(findOperation('getUsersMe')?.name).toBe('getUsersMe');
    expect(findOperation('getUsersMe0')?.name).toBe('getUsersMe');
    expect(findOperation('getusersme')).toBeNull();
    expect(findOperation('')).toBeNull();
    expect(findOperation('constructor')).toBeNull();
  });

  it('that does not exist brings those that resemble it, and no others', () => {
    const close = lines(generalUsage('usersme'));
    expect(close).toContain('Did you mean');
    expect(close.filter((line) => line.startsWith('  get')).every((line) => /usersme/i.test(line))).toBe(true);
    expect(generalUsage('USERSME0')).toBe(generalUsage('usersme'));
    expect(generalUsage('getUsersMePlease')).toContain('getUsersMe ');
  });

  it('is one of all, with verb and path, where nothing resembles what was typed, or nothing was', () => {
    const all = generalUsage();
    expect(all).not.toContain('Did you mean');
    expect(all).toMatch(/^ {2}getUsersMe {39}GET {4}\/api\/v2\/users\/me$/m);
    expect(generalUsage('zzzz')).toBe(all);
  });
});

describe('how to call an operation', () => {
  const made = (change: object): NamedOperation => ({
    name: 'doIt',
    operation: { verb: 'GET', path: '/api/v2/it', permissions: { need: 'none', names: [] }, ...change } as never,
  });

  it('is one line where there is nothing to say', () => {
    expect(lines(callUsage(made({})))).toEqual([
      'Usage: npm run api -- doIt',
      '',
      'GET /api/v2/it',
      'No permission is needed',
    ]);
  });

  it('names parameters, body, permissions, and that it is old', () => {
    const operation = made({
      verb: 'PUT',
      path: '/api/v2/it/{itId}',
      query: { pageSize: { kind: 'number' }, ids: { kind: 'list' } },
      body: {},
      permissions: { need: 'any', names: ['a', 'b'] },
      deprecated: true,
    });
    expect(lines(callUsage(operation))).toEqual([
      'Usage: npm run api -- doIt …',
      '  --itId ID (required)',
      '  --pageSize NUMBER',
      '  --ids A,B,…',
      '  --body JSON (required)',
      '',
      'PUT /api/v2/it/{itId}',
      'Needs any of: a, b',
      'The vendor asks to migrate away from it',
    ]);
  });
});
