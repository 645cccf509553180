import { describe, expect, test } from 'vitest';
import { loadDefinitions } from '../../../electron/genesys/definitions.js';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import { failureOf, jsonAnswer, refusal, setUp, type Answer } from './fakes.js';

const NEW = '/api/v2/presence/definitions';
const LEGACY = '/api/v2/presencedefinitions';
const ME = '/api/v2/users/me';
const forbidden = () => refusal(403, 'missing.permissions', 'You are missing: presence:presenceDefinition:view');

const lunch = { id: 'lunch', systemPresence: 'Meal', languageLabels: { en_US: 'Lunch' } };

/** Answers by path. Anything else is a 404. */
const byPath =
  (answers: Record<string, Answer>): Answer =>
  (request, turn) =>
    answers[request.url.pathname]?.(request, turn) ?? refusal(404, 'not.found', 'No such path');

describe('the organisation’s definitions', () => {
  test('come from the new endpoint with all labels', async () => {
    const { client, service } = setUp(
      byPath({
        [NEW]: () =>
          jsonAnswer({
            total: 2,
            entities: [
              { id: 'x', type: 'System', systemPresence: 'OnQueue', languageLabels: { en_US: 'On Queue' } },
              { ...lunch, type: 'User', divisionId: 'north', deactivated: false },
            ],
          }),
      }),
    );
    expect(await loadDefinitions(client, null)).toEqual([
      {
        id: 'x',
        name: null,
        systemPresence: 'OnQueue',
        languageLabels: { en_US: 'On Queue' },
        primary: true,
        deactivated: false,
        divisionId: null,
      },
      {
        id: 'lunch',
        name: null,
        systemPresence: 'Meal',
        languageLabels: { en_US: 'Lunch' },
        primary: false,
        deactivated: false,
        divisionId: 'north',
      },
    ]);
    expect(service.seen.map((request) => request.url.search)).toEqual(['?deactivated=FALSE&localeCode=ALL']);
  });

  test('include deactivated ones where asked for', async () => {
    const { client } = setUp(
      byPath({
        [NEW]: (request) =>
          jsonAnswer({
            entities:
              request.url.searchParams.get('deactivated') === 'TRUE'
                ? [{ id: 'old', systemPresence: 'Break' }]
                : [{ id: 'new', systemPresence: 'Break' }],
          }),
      }),
    );
    const found = await loadDefinitions(client, null, { includeDeactivated: true });
    expect(found.map(({ id, deactivated }) => [id, deactivated])).toEqual([
      ['new', false],
      ['old', true],
    ]);
  });

  test('come from every page of the legacy list where the new one is refused', async () => {
    const { client, service } = setUp(
      byPath({
        [NEW]: forbidden,
        [LEGACY]: (request) => {
          const page = Number(request.url.searchParams.get('pageNumber'));
          return jsonAnswer({
            pageNumber: page,
            pageCount: 3,
            entities: [{ id: `d${page}`, systemPresence: 'On Queue', primary: page === 1, languageLabels: {} }],
          });
        },
      }),
    );
    const found = await loadDefinitions(client, null);
    expect(found.map(({ id, primary, systemPresence }) => [id, primary, systemPresence])).toEqual([
      ['d1', true, 'OnQueue'],
      ['d2', false, 'OnQueue'],
      ['d3', false, 'OnQueue'],
    ]);
    expect(service.seen.filter((request) => request.url.pathname === LEGACY)).toHaveLength(3);
  });

  test('come from every page where the service counts wrong but leads on, or counts entries alone', async () => {
    const legacy = (more: (page: number) => object) =>
      byPath({
        [NEW]: forbidden,
        [LEGACY]: ({ url }) => {
          const page = Number(url.searchParams.get('pageNumber'));
          return jsonAnswer({ entities: page > 3 ? [] : [{ ...lunch, id: `d${page}` }], ...more(page) });
        },
      });
    const found = async (more: (page: number) => object) =>
      (await loadDefinitions(setUp(legacy(more)).client, null)).map(({ id }) => id);
    const all = ['d1', 'd2', 'd3'];
    expect(await found((page) => ({ pageCount: 1, nextUri: page < 3 ? '/next' : null }))).toEqual(all);
    expect(await found(() => ({ total: 3 }))).toEqual(all);
    expect(await found(() => ({ pageCount: 0 }))).toEqual(['d1']);
  });

  test('say whether they are deactivated also as a text or a number, and are one by any spelling of their id', async () => {
    const deactivated = (value: unknown, id: string) => ({ ...lunch, id, deactivated: value });
    const { client } = setUp(
      byPath({
        [NEW]: ({ url }) =>
          jsonAnswer({
            entities:
              url.searchParams.get('deactivated') === 'TRUE'
                ? [{ ...lunch, id: 'A' }]
                : [
                    deactivated('true', 'a'),
                    deactivated('FALSE', 'b'),
                    deactivated(1, 'c'),
                    deactivated(0, 'd'),
                    deactivated('perhaps', 'e'),
                    deactivated(2, 'f'),
                  ],
          }),
      }),
    );
    const found = await loadDefinitions(client, null, { includeDeactivated: true });
    expect(found.map((one) => [one.id, one.deactivated])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
      ['d', false],
    ]);
  });

  test('end, although the legacy list promises pages for ever', async () => {
    const { client, service } = setUp(
      byPath({
        [NEW]: forbidden,
        [LEGACY]: (_, turn) =>
          jsonAnswer({ pageCount: 1_000_000, entities: turn < 6 ? [{ ...lunch, id: `d${turn}` }] : [] }),
      }),
    );
    expect(await loadDefinitions(client, null)).toHaveLength(4);
    expect(service.seen.length).toBeLessThan(10);
  });

  test('come from the person’s own record where both lists are closed', async () => {
    const { client, service } = setUp(
      byPath({
        [NEW]: forbidden,
        [LEGACY]: () => refusal(410, 'gone', 'Migrate'),
        [ME]: () =>
          jsonAnswer({
            id: 'me',
            presenceDefinitions: [lunch, { id: 'off', systemPresence: 'Away', deactivated: true }],
            divisionedPresenceDefinitions: [
              { ...lunch, divisionId: 'x' },
              { ...lunch, id: 'other', divisionId: 'x' },
            ],
          }),
      }),
    );
    expect((await loadDefinitions(client, null)).map((definition) => definition.id)).toEqual(['lunch', 'other']);
    expect(service.seen.at(-1)?.url.search).toBe('?expand=presencedefinitions,divisionedpresencedefinitions');
  });

  test('need no further request where that record was read before', async () => {
    const { client, service } = setUp(byPath({ [NEW]: forbidden, [LEGACY]: forbidden }));
    const found = await loadDefinitions(client, {
      presenceDefinitions: [{ id: 'lunch', systemPresence: 'Meal', languageLabels: {} }],
    });
    expect(found).toHaveLength(1);
    expect(service.seen).toHaveLength(2);
  });

  test.each([['*'], [' * '], [null], [''], [undefined]])('of division %o are of every division', async (divisionId) => {
    const { client } = setUp(byPath({ [NEW]: () => jsonAnswer({ entities: [{ ...lunch, divisionId }] }) }));
    expect(await loadDefinitions(client, null)).toMatchObject([{ id: 'lunch', divisionId: null }]);
  });

  test('know the built-in ones by their ids where neither type nor primary is said', async () => {
    const { client } = setUp(
      byPath({
        [NEW]: () => jsonAnswer({ entities: [{ id: PRIMARY_DEFINITION_IDS.Meal, systemPresence: 'Meal' }, lunch] }),
      }),
    );
    expect((await loadDefinitions(client, null)).map((definition) => definition.primary)).toEqual([true, false]);
  });

  test('leave out what has no id or no known parent', async () => {
    const { client } = setUp(
      byPath({
        [NEW]: () =>
          jsonAnswer({
            entities: [{ systemPresence: 'Meal' }, { id: 'x', systemPresence: 'Nap' }, { id: 'y' }, lunch],
          }),
      }),
    );
    expect((await loadDefinitions(client, null)).map((definition) => definition.id)).toEqual(['lunch']);
  });

  test('are not looked for elsewhere where the service is only down', async () => {
    const { client, clock, service } = setUp(() => refusal(503, 'service.unavailable', 'Down'));
    const call = failureOf(loadDefinitions(client, null));
    await clock.advance(120_000);
    expect(await call).toMatchObject({ status: 503 });
    expect(new Set(service.seen.map((request) => request.url.pathname))).toEqual(new Set([NEW]));
  });
});
