/** A team over a service whose answers are odd in ways the demo org’s never are. */
import { afterEach, describe, expect, test } from 'vitest';
import type { FoundPerson } from '../../../electron/team/person-state.js';
import { openTeam, type TeamView } from '../../../electron/team/team-view.js';
import type { SocketPort } from '../../../electron/ports.js';
import {
  ENVIRONMENT,
  jsonAnswer,
  refusal,
  setUp,
  silentSocket,
  type Answer,
  type SeenRequest,
} from '../genesys/fakes.js';

let view: TeamView | null = null;
afterEach(() => view?.close());

const idsIn = ({ url }: SeenRequest): string[] => (url.searchParams.get('id') ?? '').split(',');
const presence = (userId: string) => ({ userId, presenceDefinition: { id: 'd', systemPresence: 'Break' } });

/** What a service of good manners would say. */
const plain: Answer = (request) => {
  const { url, method, body } = request;
  if (url.pathname.endsWith('/bulk')) return jsonAnswer(idsIn(request).map(presence));
  if (url.pathname.endsWith('/users'))
    return jsonAnswer({ entities: idsIn(request).map((id) => ({ id, name: id, routingStatus: { status: 'IDLE' } })) });
  if (method === 'POST')
    return jsonAnswer({ id: 'c', connectUri: 'wss://streaming.mypurecloud.de/channels/c', expires: null });
  const topics: { id: string }[] = JSON.parse(body ?? '[]');
  return jsonAnswer({ entities: topics.map(({ id }) => ({ id, state: 'Permitted' })) });
};

/** @param answer what is odd about it. Null: nothing */
function team(ids: readonly string[], answer: (request: SeenRequest) => Response | null) {
  const kit = setUp((request, turn) => answer(request) ?? plain(request, turn));
  const sockets: SocketPort[] = [];
  const found = ids.map((id): FoundPerson => ({ id, name: null, department: null }));
  view = openTeam(
    {
      client: () => kit.client,
      openSocket: () => {
        const socket = silentSocket();
        sockets.push(socket);
        return socket;
      },
      clock: kit.clock,
      random: () => 0.5,
      log: kit.log,
      apiUrl: ENVIRONMENT.apiUrl,
      channelHost: null,
      toLocal: (at) => at,
      attended: () => true,
      label: (id) => id,
      systemPresence: () => null,
    },
    {
      sourceId: null,
      find: (_client, came) => {
        came(found);
        return Promise.resolve(false);
      },
    },
    { rows: () => undefined, status: () => undefined },
  );
  const bulkReads = () => kit.service.seen.filter(({ url }) => url.pathname.endsWith('/bulk')).length;
  return { view, clock: kit.clock, sockets, bulkReads };
}
const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `u${at}`);

describe('a person', () => {
  test('whose name and department are empty is nameless, and no blank row', async () => {
    const { view: opened, clock } = team(['ada'], ({ url }) =>
      url.pathname.endsWith('/users') ? jsonAnswer({ entities: [{ id: 'ada', name: '  ', department: '' }] }) : null,
    );
    await clock.advance(1_000);
    expect(opened.row('ada')).toMatchObject({ name: null, department: null, state: 'known' });
  });

  test('whom a list names twice, in two spellings of the id, is one row', async () => {
    const { view: opened, clock } = team(['ada', 'ADA', 'ada'], () => null);
    await clock.advance(1_000);
    expect(opened.rows()).toMatchObject([{ id: 'ada', state: 'known', routing: 'IDLE' }]);
  });
});

test('a routing status that may not be read is told with the reason, though every presence is known', async () => {
  let refused = true;
  const { view: opened, clock } = team(['ada', 'bob'], ({ url }) =>
    refused && url.pathname.endsWith('/users') ? refusal(403, 'missing.permissions', 'You may not') : null,
  );
  await clock.advance(1_000);
  expect(opened.status()).toMatchObject({
    problem: null,
    routingProblem: { status: 403, serviceMessage: 'You may not', correlationId: 'context-1' },
  });
  refused = false;
  opened.readAgain();
  await clock.advance(1_000);
  expect(opened.status().routingProblem).toBeNull();
});

test('a service that does not know the bulk read at all is not asked for each of a thousand people', async () => {
  const {
    view: opened,
    clock,
    bulkReads,
  } = team(numbered(1_000), ({ url }) =>
    url.pathname.endsWith('/bulk') ? refusal(404, 'not.found', 'No such operation') : null,
  );
  await clock.advance(50_000);
  expect(opened.status()).toMatchObject({ unknown: 1_000, problem: { status: 404 } });
  expect(bulkReads()).toBeLessThan(250);
});

describe('topics', () => {
  const live = async (name: (topics: { id: string }[]) => unknown[]): Promise<string[]> => {
    const {
      view: opened,
      clock,
      sockets,
    } = team(['a', 'b', 'c'], ({ method, body }) =>
      method === 'PUT' ? jsonAnswer({ entities: name(JSON.parse(body ?? '[]')) }) : null,
    );
    await clock.advance(1_000);
    sockets[0]?.onOpen();
    await clock.advance(1_000);
    return opened.rows().flatMap((row) => (row.live ? row.id : []));
  };

  test('that the service leaves out of its answer bring no events, so those people are read again', async () => {
    expect(
      await live(([a, b]) => [
        { ...a, state: 'Permitted' },
        { ...b, state: 'Permitted' },
      ]),
    ).toEqual(['a', 'b']);
  });

  test('are taken where it names only what it refuses, or nothing', async () => {
    expect(await live(([a]) => [{ id: a?.id.toUpperCase(), state: 'REJECTED' }])).toEqual(['b', 'c']);
    expect(await live(() => [])).toEqual(['a', 'b', 'c']);
  });
});
