import { describe, expect, test } from 'vitest';
import { API_OPERATIONS } from '../../../electron/genesys/client.js';
import { toTime } from '../../../electron/genesys/models/shared.js';
import { failureOf, jsonAnswer, setUp } from './fakes.js';

const answering = (body: unknown) => setUp(() => jsonAnswer(body)).client;

describe('an answer of the service', () => {
  test('may be as sparse as captured ones are', async () => {
    const captured = {
      source: 'PURECLOUD',
      presenceDefinition: {
        id: 'e08eaf1b-ee47-4fa9-a231-1200e284798f',
        systemPresence: 'On Queue',
        selfUri: '/api/v2/presencedefinitions/e08eaf1b-ee47-4fa9-a231-1200e284798f',
      },
      message: 'hello',
      modifiedDate: '2022-03-07T08:15:03.625Z',
      selfUri: '/api/v2/users/u/presences',
    };
    const presence = await answering(captured).presence.getUserPresencesPurecloud({ userId: 'u' });
    expect(presence).toEqual({
      ...captured,
      presenceDefinition: { ...captured.presenceDefinition, systemPresence: 'OnQueue' },
    });
    expect(toTime(presence.modifiedDate)).toBe(Date.parse('2022-03-07T08:15:03.625Z'));
  });

  test.each(['On Queue', 'OnQueue', 'ON_QUEUE', 'ONQUEUE'])('may spell On Queue %s', async (systemPresence) => {
    const answer = { presenceDefinition: { id: 'd', systemPresence } };
    const presence = await answering(answer).presence.getUserPresencesPurecloud({ userId: 'u' });
    expect(presence.presenceDefinition.systemPresence).toBe('OnQueue');
  });

  test('may say null, or nothing at all, for any field the app can do without', async () => {
    const nulls = { id: null, message: null, presenceDefinition: null, primary: null, modifiedDate: null };
    const presence = await answering(nulls).presence.getUserPresence({ userId: 'u', sourceId: 's' });
    expect(presence.message ?? 'none').toBe('none');
    expect(await answering({}).presence.getPresenceSettings({})).toEqual({});
    expect(await answering({ id: 'u' }).users.getUsersMe({})).toEqual({ id: 'u' });
    expect(await answering([]).presence.getSystempresences({})).toEqual([]);
  });

  test('may have fields nobody knows yet; they stay', async () => {
    const answer = { id: 'u', newThing: { deep: 1 }, presence: { source: 'PURECLOUD', other: true } };
    expect(await answering(answer).users.getUser({ userId: 'u' })).toEqual(answer);
  });

  test('may name a system presence or a routing status of the future: then it is unknown, not an error', async () => {
    const presence = answering({ presenceDefinition: { id: 'd', systemPresence: 'Nap' } });
    expect((await presence.presence.getUserPresencesPurecloud({ userId: 'u' })).presenceDefinition).toEqual({
      id: 'd',
      systemPresence: null,
    });
    const routing = await answering({ status: 'THINKING' }).routing.getUserRoutingstatus({ userId: 'u' });
    expect(routing.status).toBeNull();
    const known = await answering({ status: 'NOT_RESPONDING' }).routing.getUserRoutingstatus({ userId: 'u' });
    expect(known.status).toBe('NOT_RESPONDING');
  });

  test('loses a label that is no text, not the definition', async () => {
    const entities = [{ id: 'd', systemPresence: 'Meal', languageLabels: { en_US: 'Lunch', de: 7, fr: null } }];
    const listing = await answering({ entities }).presence.getPresenceDefinitions({});
    expect(listing.entities[0]?.languageLabels).toEqual({ en_US: 'Lunch' });
  });

  test.each([
    ['a number for what it lives by', { presenceDefinition: { id: 7 } }, 'presenceDefinition.id'],
    ['nothing of what it lives by', { message: 'hello' }, 'presenceDefinition'],
    ['a list for an object', [], ''],
    ['a text for an object', 'hello', ''],
  ])('is refused with %s, by the field’s name and never its content', async (_, answer, field) => {
    const error = await failureOf(answering(answer).presence.getUserPresencesPurecloud({ userId: 'u' }));
    expect(error).toMatchObject({ kind: 'badAnswer', code: 'schema', params: { field } });
    expect(String(error)).not.toContain('hello');
  });

  test('is refused where a list is something else', async () => {
    expect(await failureOf(answering({ entities: {} }).presence.getPresenceDefinitions({}))).toMatchObject({
      kind: 'badAnswer',
    });
    expect(await failureOf(answering({}).presence.getSystempresences({}))).toMatchObject({ kind: 'badAnswer' });
  });
});

test('a bulk answer of 120 people comes from three requests, in the order that was asked for', async () => {
  const id = Array.from({ length: 120 }, (_, index) => `user-${index}`);
  const { client, service } = setUp((request) =>
    jsonAnswer(
      (request.url.searchParams.get('id') ?? '').split(',').map((userId) => ({ userId, source: 'PURECLOUD' })),
    ),
  );
  const answer = await client.presence.getUsersPresencesPurecloudBulk({ id });
  expect(answer.map((presence) => presence.userId)).toEqual(id);
  expect(service.seen).toHaveLength(3);
  expect(await client.presence.getUsersPresenceBulk({ sourceId: 'PURECLOUD', id: [] })).toEqual([]);
  expect(await client.presence.putUsersPresencesBulk({ body: [] })).toEqual([]);
  expect(service.seen).toHaveLength(3);
});

test('every method of the client is one operation, and no name is taken twice', () => {
  const names = Object.values(API_OPERATIONS).flatMap((api) => Object.keys(api));
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(API_OPERATIONS.presence)).toHaveLength(27);
});
