/** A team from its opening to its end, against the demo org. */
import { afterEach, describe, expect, test } from 'vitest';
import { builtInId } from '../../../electron/demo-org/definition-seeds.js';
import { DELETED_PERSON } from '../../../electron/demo-org/people-lists.js';
import { TEAMS_SOURCE_ID } from '../../../electron/demo-org/people.js';
import type { CoreOptions } from '../../../electron/demo-org/core.js';
import { fakeClock } from '../genesys/fakes.js';
import { SUPERVISOR, teamKit, type TeamKit } from './kit.js';

let kit: TeamKit;
afterEach(() => kit.stop());
const begin = (options: CoreOptions = {}, person?: string): TeamKit => (kit = teamKit(options, person));

const sockets = (): number => kit.core.channels.all().filter(({ socket }) => socket !== null).length;

describe('a supervisor who opens the team', () => {
  test('sees each report’s presence, message, routing status, and since when', async () => {
    begin();
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    expect(team.view.status()).toMatchObject({
      phase: 'ready',
      total: 16,
      waiting: 0,
      unknown: 0,
      live: 16,
      problem: null,
    });
    expect(team.row('Barbara Liskov')).toMatchObject({
      state: 'known',
      presence: { label: 'Meeting', systemPresence: 'Meeting' },
      message: 'Planning',
      routing: 'OFF_QUEUE',
      live: true,
      department: 'Customer care',
    });
  });

  test('sees a change within a twentieth of a second, and many changes in one message', async () => {
    begin();
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    const before = team.messages.length;
    for (const name of ['Annie Easley', 'Claude Shannon', 'Konrad Zuse'])
      kit.core.faults.changePresence(name, { definitionId: 'Meal', message: 'late' });
    await kit.clock.advance(50);
    expect(team.messages.length).toBe(before + 1);
    expect(team.row('Konrad Zuse')).toMatchObject({ presence: { label: 'Meal' }, message: 'late' });
  });

  test('leaves nothing behind when the window is closed: no channel, no timer', async () => {
    begin({ users: 150 });
    const timersBefore = kit.clock.pending();
    const team = kit.open('group:Everyone');
    await kit.clock.advance(1000);
    expect(sockets()).toBe(1);
    team.view.close();
    await kit.clock.advance(0);
    expect(sockets()).toBe(0);
    // What is left is the service's own: the end of the channel it keeps for a day.
    expect(kit.clock.pending()).toBeLessThanOrEqual(timersBefore + 1);
    const requests = kit.core.log.requests.length;
    await kit.clock.advance(10 * 60_000);
    expect(kit.core.log.requests.length).toBe(requests);
  });

  test('in the steady state sends no request at all', async () => {
    begin({ users: 150 });
    kit.open('group:Everyone');
    await kit.clock.advance(5000);
    const requests = kit.core.log.requests.length;
    await kit.clock.advance(30 * 60_000);
    expect(kit.core.log.requests.length).toBe(requests);
  });
});

describe('five thousand people', () => {
  test('are all known within a minute, fifty a request, never above the rate limit, on channels of a thousand topics', async () => {
    begin({ users: 5000 });
    const team = kit.open('group:Everyone');
    await kit.clock.advance(60_000);
    expect(team.view.status()).toMatchObject({ total: 5000, waiting: 0, unknown: 0, live: 5000 });
    expect(kit.core.log.requests.filter(({ status }) => status === 429)).toEqual([]);
    expect(kit.core.log.requests.length).toBeLessThan(260);
    const channels = kit.core.channels.all();
    expect(channels).toHaveLength(5);
    for (const { topics } of channels) expect(topics.size).toBe(1000);
  }, 30_000);

  test('those beyond six channels are read again in sweeps, and say how old they are', async () => {
    begin({ users: 6500, switches: { rateLimitPerMinute: null } });
    const team = kit.open('group:Everyone');
    await kit.clock.advance(90_000);
    const { live, total, oldest } = team.view.status();
    expect({ live, total }).toEqual({ live: 6000, total: 6500 });
    expect(oldest).not.toBeNull();
  }, 60_000);

  test('who is in sight is read first', async () => {
    begin({ users: 2000 });
    const team = kit.open('group:Everyone');
    const last = [...kit.core.org.people.values()].map(({ id }) => id).slice(-30);
    kit.core.faults.add({ match: { path: '/api/v2/users/presences/*' }, latencyMs: 500 });
    await kit.clock.advance(100);
    team.view.inSight(last);
    await kit.clock.advance(1100);
    expect(last.map((id) => team.view.row(id)?.state)).toEqual(Array(30).fill('known'));
    expect(team.view.status().waiting).toBeGreaterThan(500);
  }, 30_000);
});

describe('where a part of it fails', () => {
  test('one failed request costs its people alone, and they are tried again', async () => {
    begin({ users: 130 });
    kit.core.faults.add({ match: { path: '/api/v2/users/presences/*' }, times: 1, status: 503 });
    const team = kit.open('group:Everyone');
    await kit.clock.advance(500);
    expect(team.view.status()).toMatchObject({ unknown: 50, total: 130 });
    expect(team.view.status().problem).toMatchObject({ status: 503 });
    await kit.clock.advance(5000);
    expect(team.view.status()).toMatchObject({ unknown: 0, problem: null });
  });

  test('people are read once the service may be asked again, also where the timer for it fires a little early', async () => {
    kit = teamKit({ users: 130 }, SUPERVISOR, fakeClock(undefined, { earlyMs: 0.5, lookMs: 0.01 }));
    kit.core.faults.add({ match: { path: '/api/v2/users/presences/*' }, times: 3, status: 429, retryAfter: 5 });
    const team = kit.open('group:Everyone');
    await kit.clock.advance(4000);
    expect(team.view.status().unknown).toBe(130);
    await kit.clock.advance(4000);
    expect(team.view.status()).toMatchObject({ unknown: 0, waiting: 0 });
  });

  test('one person the service cannot speak of does not cost the others of the request', async () => {
    begin({ users: 100 });
    const odd = kit.id('Katherine Johnson');
    const { presence } = kit.client;
    const bulk = presence.getUsersPresencesPurecloudBulk;
    kit.deps.client = () => ({
      ...kit.client,
      presence: {
        ...presence,
        getUsersPresencesPurecloudBulk: (args, options) =>
          args.id?.includes(odd) === true
            ? kit.client.users.getUser({ userId: 'nobody' }, options).then(() => [])
            : bulk(args, options),
      },
    });
    const team = kit.open('group:Everyone');
    await kit.clock.advance(5000);
    expect(team.view.status().unknown).toBe(1);
    expect(team.row('Katherine Johnson')).toMatchObject({ state: 'unknown', presence: null });
  });

  test('people whose topic is refused are read about every minute, as long as somebody is there', async () => {
    begin({ users: 60, switches: { activityRefusedEvery: 3 } });
    const team = kit.open('group:Everyone');
    await kit.clock.advance(2000);
    const { live, total } = team.view.status();
    expect(live).toBeGreaterThan(20);
    expect(live).toBeLessThan(total);
    const refused = team.view.rows().find((row) => !row.live)!;
    kit.core.faults.changePresence(refused.id, { definitionId: 'Meal' });
    await kit.clock.advance(65_000);
    expect(team.view.row(refused.id)).toMatchObject({ presence: { label: 'Meal' } });

    kit.attended = false;
    await kit.clock.advance(120_000);
    const requests = kit.core.log.requests.length;
    await kit.clock.advance(30 * 60_000);
    expect(kit.core.log.requests.length).toBe(requests);
    expect(team.view.status().paused).toBe(true);

    kit.attended = true;
    await kit.clock.advance(20_000);
    expect(kit.core.log.requests.length).toBeGreaterThan(requests);
    expect(team.view.status().paused).toBe(false);
  });

  test('after a gap everyone of the channel is read again', async () => {
    begin();
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    kit.core.channels.hold();
    kit.core.faults.changePresence('Claude Shannon', { definitionId: 'Training' });
    kit.core.faults.killSockets();
    kit.core.channels.release(() => []);
    await kit.clock.advance(10_000);
    expect(team.view.status().live).toBe(16);
    expect(team.row('Claude Shannon')).toMatchObject({ presence: { label: 'Training' } });
  });

  test('an expired session holds everything; with the next one it goes on', async () => {
    begin();
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    kit.signedIn = false;
    team.view.sessionExpired();
    kit.core.faults.killSockets();
    const requests = kit.core.log.requests.length;
    await kit.clock.advance(10 * 60_000);
    expect(kit.core.log.requests.length).toBe(requests);
    expect(team.view.status().live).toBe(0);
    kit.core.faults.changePresence('Claude Shannon', { definitionId: 'Training' });
    kit.signedIn = true;
    team.view.sessionRenewed();
    await kit.clock.advance(10_000);
    expect(team.row('Claude Shannon')).toMatchObject({ presence: { label: 'Training' }, live: true });
  });

  test('a list that may not be read says what it needs, and can be tried again', async () => {
    begin({}, 'Ada Lovelace');
    const team = kit.open('team:Customer care');
    await kit.clock.advance(1000);
    expect(team.view.status()).toMatchObject({ phase: 'failed', total: 0 });
    expect(team.view.status().problem).toMatchObject({ status: 403, params: { permissions: 'groups:team:view' } });
  });
});

test('a list that could not be read for now is read again once somebody is at the computer', async () => {
  begin();
  const outage = kit.core.faults.add({ match: { path: 'directreports' }, status: 503 });
  const team = kit.open('reports');
  await kit.clock.advance(60_000);
  expect(team.view.status()).toMatchObject({ phase: 'failed' });
  outage.remove();
  kit.attended = false;
  await kit.clock.advance(30 * 60_000);
  expect(team.view.status()).toMatchObject({ phase: 'failed' });
  kit.attended = true;
  await kit.clock.advance(20_000);
  expect(team.view.status()).toMatchObject({ phase: 'ready', total: 16, unknown: 0 });
});

describe('a team that is read again in the same window', () => {
  const reads = (): number => kit.requests('directreports');
  const lost = async () => {
    begin();
    const outage = kit.core.faults.add({ match: { path: 'directreports' }, status: 403 });
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    expect(team.view.status()).toMatchObject({ phase: 'failed', total: 0 });
    outage.remove();
    return team;
  };
  const signedOut = async () => {
    begin();
    kit.signedIn = false;
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    expect(team.view.status()).toMatchObject({ phase: 'signedOut', total: 0 });
    kit.signedIn = true;
    return team;
  };

  test.each(['readAgain', 'sessionRenewed'] as const)('after a failed list is whole (%s)', async (again) => {
    for (const begun of [lost, signedOut]) {
      const team = await begun();
      team.view[again]();
      await kit.clock.advance(1000);
      expect(team.view.status()).toMatchObject({ phase: 'ready', total: 16, unknown: 0, problem: null });
      kit.stop();
    }
  });

  test.each(['readAgain', 'sessionRenewed'] as const)('asks once who belongs to it (%s)', async (again) => {
    begin();
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    const before = reads();
    team.view[again]();
    await kit.clock.advance(1000);
    expect(reads()).toBe(before);
    expect(team.view.status()).toMatchObject({ phase: 'ready', total: 16 });
  });

  test.each([
    [true, null],
    [false, { status: 403 }],
  ])('shows a problem only for those of whom nothing is known (%s)', async (known, told) => {
    begin();
    const refuse = () => kit.core.faults.add({ match: { path: 'bulk' }, status: 403 });
    if (!known) refuse();
    const team = kit.open('reports');
    await kit.clock.advance(1000);
    if (known) refuse();
    team.view.readAgain();
    await kit.clock.advance(1000);
    const { problem } = team.view.status();
    if (told === null) expect(problem).toBeNull();
    else expect(problem).toMatchObject(told);
  });

  test('is not read again by itself where it was refused for good', async () => {
    const team = await lost();
    const before = reads();
    await kit.clock.advance(60 * 60_000);
    expect(reads()).toBe(before);
    expect(team.view.status().phase).toBe('failed');
  });
});

describe('members of differing shapes', () => {
  test.each(['team:Customer care', 'group:Summer fair', 'queue:Support'])(
    '%s has no row without a name',
    async (choice) => {
      begin();
      const team = kit.open(choice);
      await kit.clock.advance(1000);
      const rows = team.view.rows().filter(({ id }) => id !== DELETED_PERSON);
      expect(rows.length).toBeGreaterThan(2);
      expect(rows.filter(({ name }) => !name)).toEqual([]);
    },
  );

  test('somebody deleted meanwhile is unknown, not a blank, and costs nobody else', async () => {
    begin();
    const team = kit.open('group:Summer fair');
    await kit.clock.advance(1000);
    expect(team.view.row(DELETED_PERSON)).toMatchObject({ name: null, state: 'unknown', presence: null });
    expect(team.view.status()).toMatchObject({ unknown: 1, phase: 'ready' });
  });

  test('a work team without members is empty, and no error', async () => {
    begin();
    const team = kit.open('team:Not staffed yet');
    await kit.clock.advance(1000);
    expect(team.view.status()).toMatchObject({ phase: 'ready', total: 0, problem: null });
  });
});

test('another source is read in bulk, is never live, and says nothing of who is not known there', async () => {
  begin();
  const team = kit.open('reports', TEAMS_SOURCE_ID);
  await kit.clock.advance(1000);
  expect(team.row('Hedy Lamarr')).toMatchObject({ presence: { label: 'Available' } });
  expect(team.row('Annie Easley')).toMatchObject({ presence: null, state: 'unknown' });
  expect(kit.requests(`/presences/${TEAMS_SOURCE_ID}/bulk`)).toBeGreaterThan(0);
  kit.core.org.person('Hedy Lamarr')!.presences.get(TEAMS_SOURCE_ID)!.definitionId = builtInId('Busy');
  kit.core.org.person('Hedy Lamarr')!.presences.get(TEAMS_SOURCE_ID)!.modifiedAt += 1000;
  await kit.clock.advance(65_000);
  expect(team.row('Hedy Lamarr')).toMatchObject({ presence: { label: 'Busy' } });
});
