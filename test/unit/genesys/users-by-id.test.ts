import { expect, test } from 'vitest';
import { usersById } from '../../../electron/genesys/users-by-id.js';
import { jsonAnswer, setUp } from './fakes.js';

const { client, service } = setUp((request) => {
  const ids = (request.url.searchParams.get('id') ?? '').split(',');
  const known = ids.filter((id) => id !== 'unknown').reverse();
  return jsonAnswer({ entities: known.map((id) => ({ id, name: `Name of ${id}` })) });
});

test('120 people are three requests, come in the order asked for, and those nobody knows are left out', async () => {
  const ids = [...Array.from({ length: 119 }, (_, index) => `u${index}`), 'unknown', 'u0'];
  const users = await usersById(client, ids, ['presence']);
  expect(users.map((user) => user.id)).toEqual(ids.slice(0, 119));
  expect(service.seen.map((request) => request.url.searchParams.get('pageSize'))).toEqual(['50', '50', '50']);
});

test('nobody is no request: without ids the service would list everyone', async () => {
  const before = service.seen.length;
  expect(await usersById(client, [])).toEqual([]);
  expect(service.seen).toHaveLength(before);
});
