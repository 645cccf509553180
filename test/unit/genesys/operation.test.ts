import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operationUrl, splitIntoChunks } from '../../../electron/genesys/operation.js';
import { presenceOperations } from '../../../electron/genesys/presence-api.js';
import { usersOperations } from '../../../electron/genesys/users-api.js';

const { getUserPresence, getUsersPresencesPurecloudBulk, getPresenceDefinitions, putUsersPresencesBulk } =
  presenceOperations;

describe('the address of a request', () => {
  test('joins lists by commas and leaves out what was not asked for', () => {
    expect(operationUrl(usersOperations.getUsersMe, { expand: ['authorization', 'routingStatus'] })).toBe(
      '/api/v2/users/me?expand=authorization,routingStatus',
    );
    expect(operationUrl(getPresenceDefinitions, { divisionId: [], deactivated: undefined, localeCode: 'ALL' })).toBe(
      '/api/v2/presence/definitions?localeCode=ALL',
    );
    expect(operationUrl(getPresenceDefinitions, {})).toBe('/api/v2/presence/definitions');
  });

  test('keeps any id within its place in the path', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(id, id, (userId, sourceId) => {
        const url = new URL(operationUrl(getUserPresence, { userId, sourceId }), 'https://api.example');
        const parts = url.pathname.split('/').map(decodeURIComponent);
        expect(parts).toEqual(['', 'api', 'v2', 'users', userId, 'presences', sourceId]);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });

  test('is refused for ids that would lead to another path', () => {
    for (const userId of ['', '.', '..', undefined, 7]) {
      expect(() => operationUrl(getUserPresence, { userId, sourceId: 'PURECLOUD' })).toThrow('userId must be an id');
    }
  });
});

describe('a bulk read', () => {
  test('asks for 50 people at a time, each of them once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }).map(String), { maxLength: 200 }), (ids) => {
        const calls = splitIntoChunks(getUsersPresencesPurecloudBulk, { id: ids }).map((call) => call['id']);
        expect(calls.every((chunk) => Array.isArray(chunk) && chunk.length >= 1 && chunk.length <= 50)).toBe(true);
        expect(calls.flat()).toEqual([...new Set(ids)]);
      }),
    );
  });

  test('of 51 people is two requests, of nobody none', () => {
    const id = Array.from({ length: 51 }, (_, index) => `user-${index}`);
    expect(splitIntoChunks(getUsersPresencesPurecloudBulk, { id })).toHaveLength(2);
    expect(splitIntoChunks(getUsersPresencesPurecloudBulk, { id: [] })).toEqual([]);
  });

  test('without a list stays one request, which the service may refuse', () => {
    expect(splitIntoChunks(getUsersPresencesPurecloudBulk, {})).toEqual([{}]);
  });
});

test('a bulk write goes out in the same chunks, and never drops a line that comes twice', () => {
  const body = Array.from({ length: 51 }, () => ({ id: 'user-1', message: 'hi' }));
  const calls = splitIntoChunks(putUsersPresencesBulk, { body });
  expect(calls.map((call) => (Array.isArray(call['body']) ? call['body'].length : null))).toEqual([50, 1]);
});
