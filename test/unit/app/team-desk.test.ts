/** The team window's work in main: what one may, what is kept of it, and what ends with whom. */
import { afterEach, describe, expect, test } from 'vitest';
import { createTeamDesk, type TeamDesk } from '../../../electron/app/team-desk.js';
import type { SignedIn } from '../../../electron/app/signed-in.js';
import { createEmitter } from '../../../electron/emitter.js';
import type { ListChange, Params } from '../../../electron/ipc/contract.js';
import type { TeamRow } from '../../../electron/ipc/contract/team.js';
import type { Follower, Source } from '../../../electron/ipc/subscriptions.js';
import type { SubscriptionChannel, Snapshot } from '../../../electron/ipc/contract.js';
import type { Session } from '../../../electron/session/session.js';
import type { SignInTarget } from '../../../electron/session/sign-in-target.js';
import { PURECLOUD, TEAMS_SOURCE_ID } from '../../../electron/demo-org/people.js';
import { builtInId } from '../../../electron/demo-org/definition-seeds.js';
import { personalInMemory, rememberingLog, settingsInMemory } from '../settings/doubles.js';
import { teamKit, type TeamKit } from '../team/kit.js';

let kit: TeamKit;
afterEach(() => kit.stop());

interface Bench {
  readonly desk: TeamDesk;
  readonly saved: { name: string; content: string }[];
  readonly personal: SignedIn['personal'];
  /** Nobody is signed in any more. */
  readonly signOut: () => void;
  /** The session of whoever is signed in ends, or is renewed. */
  readonly session: (is: boolean) => void;
  readonly tooLong: unknown[];
  readonly rows: () => TeamRow[];
  readonly follow: <C extends SubscriptionChannel>(source: Source<C>, params: Params<C>) => () => Snapshot<C>;
  readonly open: (people: string) => () => void;
}

function bench(person = 'Margaret Hamilton', policy: Partial<Record<string, unknown>> = {}): Bench {
  kit = teamKit({}, person);
  const log = rememberingLog();
  const settings = settingsInMemory(log, { policy });
  const personal = personalInMemory(log, kit.id(person));
  const engine = {
    view: () => ({ definitions: { groups: [] } }),
    onChange: () => () => undefined,
    definition: (id: string, systemPresence: string) => ({ id, label: kit.deps.label(id, 'Busy'), systemPresence }),
    systemPresenceOf: kit.deps.systemPresence,
  };
  let signed: SignedIn | null = { engine, personal } as unknown as SignedIn;
  const changes = createEmitter(log, 'account');
  const session = {
    client: () => (kit.signedIn ? kit.client : null),
    me: { person: { userId: kit.id(person) }, permissions: kit.core.org.person(person)!.permissions },
    target: { environment: { apiUrl: kit.deps.apiUrl } } as SignInTarget,
    onChange: (run: () => void) => changes.on(run),
  } as unknown as Session;
  const saved: { name: string; content: string }[] = [];
  const tooLong: unknown[] = [];
  let ids = 0;
  const desk = createTeamDesk({
    account: { current: () => signed, onPersonalChange: (run) => changes.on(run) },
    session,
    settings,
    clock: kit.clock,
    random: () => 0.5,
    log,
    openSocket: kit.deps.openSocket,
    serverClock: { toLocal: (at) => at },
    presentSince: () => kit.clock.now(),
    newId: () => `id-${(ids += 1)}`,
    saveFile: (name, content) => {
      saved.push({ name, content });
      return Promise.resolve(null);
    },
    watchedTooLong: (told) => tooLong.push(told),
  });
  const rows = new Map<string, TeamRow>();
  const follow: Bench['follow'] = (source, params) => {
    let value: unknown;
    const follower = {
      snapshot: (whole: unknown) => (value = whole),
      change: (part: object) => (value = Array.isArray(value) ? value : { ...(value as object), ...part }),
    } as unknown as Follower<typeof source extends Source<infer C> ? C : never>;
    source(params, follower, 'team');
    return () => value as never;
  };
  return {
    desk,
    saved,
    personal,
    signOut() {
      signed = null;
      kit.signedIn = false;
      changes.emit();
    },
    session(is) {
      kit.signedIn = is;
      changes.emit();
    },
    tooLong,
    rows: () => [...rows.values()],
    follow,
    open(people) {
      const follower: Follower<'team:rows'> = {
        snapshot: (all) => {
          rows.clear();
          for (const row of all) rows.set(row.id, row);
        },
        change: ({ put = [] }: ListChange<TeamRow>) => put.forEach((row) => rows.set(row.id, row)),
      };
      return desk.rows({ people, sourceId: null }, follower, 'team');
    },
  };
}

const presence = (name: string) => kit.core.org.person(name)!.presences.get(PURECLOUD)!;

describe('a supervisor', () => {
  const askedForReports = (): number => kit.requests('/directreports');

  test('has their people looked for while the window loads, once', async () => {
    const { desk, open, rows } = bench();
    desk.windowOpens();
    await kit.clock.advance(1000);
    expect(askedForReports()).toBe(1);
    open('reports');
    await kit.clock.advance(1000);
    expect(rows().map(({ name }) => name)).toContain('Ada Lovelace');
    expect(askedForReports()).toBe(1);
  });

  test('who asks before all have come gets them all', async () => {
    const { desk, open, rows } = bench();
    desk.windowOpens();
    open('reports');
    await kit.clock.advance(1000);
    expect(rows().map(({ name }) => name)).toContain('Ada Lovelace');
    expect(askedForReports()).toBe(1);
  });

  test('gets the present people, where the window was closed before it loaded and is opened later', async () => {
    const { desk, open, rows } = bench();
    desk.windowOpens();
    await kit.clock.advance(60_000);
    open('reports');
    await kit.clock.advance(1000);
    expect(rows().map(({ name }) => name)).toContain('Ada Lovelace');
    expect(askedForReports()).toBe(2);
  });

  test('another one who signs in meanwhile is not shown the people of the first', async () => {
    const { desk, open, rows, signOut } = bench();
    desk.windowOpens();
    await kit.clock.advance(1000);
    signOut();
    open('reports');
    await kit.clock.advance(1000);
    expect(rows()).toEqual([]);
  });

  test('is offered the lists they may see, and told what the others need', async () => {
    const { desk, follow } = bench('Grace Hopper');
    const choices = follow(desk.choices, undefined);
    await kit.clock.advance(1000);
    const { lists, refused, mayEdit, mayFindByName } = choices();
    expect(lists.map(({ name }) => name)).toEqual(['Everyone', 'German speakers', 'Summer fair']);
    expect(refused).toEqual([{ kind: 'team', problem: null, permission: 'groups:team:view' }]);
    expect({ mayEdit, mayFindByName }).toEqual({ mayEdit: false, mayFindByName: true });
  });

  test('finds people by name in the whole organisation', async () => {
    const { open, rows } = bench();
    open('named:kath');
    await kit.clock.advance(1000);
    expect(rows().map(({ name }) => name)).toEqual(['Katherine Johnson']);
  });

  test('sets a presence, hears each result, and takes it back', async () => {
    const { desk, follow, open } = bench();
    open('reports');
    await kit.clock.advance(1000);
    const job = follow(desk.job, undefined);
    const ids = [kit.id('Konrad Zuse'), kit.id('Barbara Liskov')];
    expect(desk.set({ ids, definitionId: builtInId('Meal'), message: null, mayGoOnQueue: false })).toMatchObject({
      ok: true,
    });
    await kit.clock.advance(1000);
    expect(job()).toMatchObject({ job: { total: 2, done: 2, failed: 0, running: false, kind: 'set' } });
    expect(presence('Konrad Zuse').definitionId).toBe(builtInId('Meal'));
    desk.undo();
    await kit.clock.advance(1000);
    expect(job()).toMatchObject({ job: { kind: 'undo', total: 2, done: 2 } });
    expect(presence('Konrad Zuse').definitionId).toBe(builtInId('Away'));
  });

  test('puts nobody On Queue without the answer to a question of its own', async () => {
    const { desk, open } = bench();
    open('reports');
    await kit.clock.advance(1000);
    const asked = { ids: [kit.id('Katherine Johnson')], definitionId: builtInId('OnQueue'), message: null };
    expect(desk.set({ ...asked, mayGoOnQueue: false })).toMatchObject({ ok: false });
    await kit.clock.advance(1000);
    expect(presence('Katherine Johnson').definitionId).toBe(builtInId('Available'));
    expect(desk.set({ ...asked, mayGoOnQueue: true })).toMatchObject({ ok: true });
    await kit.clock.advance(1000);
    expect(presence('Katherine Johnson').definitionId).toBe(builtInId('OnQueue'));
  });

  test('without the permission changes nobody, whatever a window asks', async () => {
    const { desk, open } = bench('Ada Lovelace');
    open('group:nobody');
    await kit.clock.advance(1000);
    const asked = { ids: ['x'], definitionId: builtInId('Meal'), message: null, mayGoOnQueue: true };
    expect(desk.set(asked)).toEqual({
      ok: false,
      problem: { key: 'team.problem.mayNotEdit', params: { permission: 'presence:userPresence:edit' } },
    });
    expect(kit.requests('/presences/bulk')).toBe(0);
  });

  test('writes what is shown as CSV, in its order and harmless; not where the organisation forbids it', async () => {
    const { desk, open, saved } = bench();
    open('reports');
    presence('Konrad Zuse').message = '=HYPERLINK("https://evil.example")';
    await kit.clock.advance(1000);
    await desk.exportCsv({ ids: [kit.id('Konrad Zuse'), kit.id('Annie Easley'), 'gone'] });
    const lines = saved[0]!.content.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(
      /^Konrad Zuse,Customer care,Away,Away,2026-.*,"'=HYPERLINK\(""https:\/\/evil\.example""\)"/,
    );
    kit.stop();
    const forbidden = bench('Margaret Hamilton', { export: false });
    expect(await forbidden.desk.exportCsv({ ids: ['x'] })).toMatchObject({ ok: false });
    expect(forbidden.saved).toEqual([]);
  });
});

describe('the team window', () => {
  test('shows what was opened last, though the page lets go of the one before only later', async () => {
    const { open, rows, desk, follow } = bench();
    const status = follow(desk.status, undefined);
    const closeFirst = open('reports');
    const closeSecond = open('named:kath');
    closeFirst();
    await kit.clock.advance(1000);
    expect(rows().map(({ name }) => name)).toEqual(['Katherine Johnson']);
    expect(status()).toMatchObject({ phase: 'ready', total: 1 });
    closeSecond();
    expect(status()).toMatchObject({ phase: 'signedOut', total: 0 });
  });

  test('has nobody where what was chosen is no choice', async () => {
    const { open, rows } = bench();
    open('nonsense:1');
    await kit.clock.advance(1000);
    expect(rows()).toEqual([]);
  });

  test('says that the lists are looked for until they are there, and does not look for them twice', async () => {
    const { desk, follow, signOut } = bench();
    const first = follow(desk.choices, undefined);
    const second = follow(desk.choices, undefined);
    expect(first().loading).toBe(true);
    await kit.clock.advance(1000);
    expect([first().loading, second().loading]).toEqual([false, false]);
    const asked = kit.requests('/api/v2/groups');
    desk.readAgain();
    await kit.clock.advance(1000);
    expect(kit.requests('/api/v2/groups')).toBe(asked);
    signOut();
    expect(first()).toMatchObject({ loading: false, lists: [], sources: [] });
  });

  test('looks again for lists of which some could not be seen', async () => {
    const { desk, follow } = bench('Grace Hopper');
    follow(desk.choices, undefined);
    await kit.clock.advance(1000);
    const asked = kit.requests('/api/v2/groups');
    desk.readAgain();
    await kit.clock.advance(1000);
    expect(kit.requests('/api/v2/groups')).toBeGreaterThan(asked);
  });

  test('looks for lists once the session is back, if somebody still wants them', async () => {
    const nobody = bench();
    nobody.session(false);
    nobody.session(true);
    await kit.clock.advance(1000);
    expect(kit.requests('/api/v2/groups')).toBe(0);
    kit.stop();
    const { desk, follow, session } = bench();
    session(false);
    const choices = follow(desk.choices, undefined);
    await kit.clock.advance(1000);
    expect(choices().lists).toEqual([]);
    session(true);
    await kit.clock.advance(1000);
    expect(choices().lists.length).toBeGreaterThan(0);
  });
});

describe('a change for others', () => {
  test('is named by its presence, and by none where only the message changes', async () => {
    const { desk, open, follow } = bench();
    open('reports');
    await kit.clock.advance(1000);
    const job = follow(desk.job, undefined);
    const ids = [kit.id('Konrad Zuse')];
    desk.set({ ids, definitionId: builtInId('Meal'), message: null, mayGoOnQueue: false });
    expect(job()).toMatchObject({ job: { presence: { label: 'Meal', systemPresence: 'Meal' }, running: true } });
    expect(desk.set({ ids, definitionId: null, message: 'x', mayGoOnQueue: false })).toMatchObject({
      problem: { key: 'team.problem.underWay' },
    });
    await kit.clock.advance(1000);
    desk.set({ ids, definitionId: null, message: 'soon', mayGoOnQueue: false });
    await kit.clock.advance(1000);
    expect(job()).toMatchObject({ job: { presence: null, done: 1 } });
    expect(presence('Konrad Zuse').message).toBe('soon');
    desk.putAway();
    expect(job()).toEqual({ job: null });
  });

  test('needs somebody, and somebody who is shown', async () => {
    const { desk, open } = bench();
    open('reports');
    await kit.clock.advance(1000);
    for (const ids of [[], ['gone']])
      expect(desk.set({ ids, definitionId: builtInId('Meal'), message: null, mayGoOnQueue: false })).toMatchObject({
        problem: { key: 'team.problem.nobody' },
      });
  });
});

test('a person’s sources are read and set for whoever is signed in', async () => {
  const { desk } = bench('Alan Turing');
  const id = kit.id('Hedy Lamarr');
  const [read] = await Promise.all([desk.person({ id }), kit.clock.advance(1000)]);
  expect(read).toMatchObject({ primaryProblem: null, sourcesProblem: null });
  const [custom] = await Promise.all([desk.customSource({ id, sourceId: 'my-crm' }), kit.clock.advance(1000)]);
  expect(custom).toEqual({ presence: null, problem: null });
});

test('whom a supervisor watches is told of by name and presence once it lasts too long', async () => {
  const { desk, open, tooLong } = bench();
  open('reports');
  await kit.clock.advance(1000);
  desk.setThreshold({ systemPresence: 'Meal', minutes: 1 });
  desk.watch({ ids: [kit.id('Konrad Zuse')], on: true });
  presence('Konrad Zuse').message = '';
  kit.core.faults.changePresence('Konrad Zuse', { definitionId: builtInId('Meal') });
  await kit.clock.advance(180_000);
  expect(tooLong).toEqual([{ id: kit.id('Konrad Zuse'), name: 'Konrad Zuse', presence: 'Meal', minutes: 1 }]);
});

test('nothing is kept or watched for nobody', () => {
  const { desk, signOut } = bench();
  signOut();
  const signIn = { ok: false, problem: { key: 'settings.signInFirst', params: {} } };
  expect(desk.saveList({ name: 'New', ids: [] })).toEqual(signIn);
  expect(desk.watch({ ids: ['x'], on: true })).toEqual(signIn);
});

describe('a saved list', () => {
  test('is kept, replaced under its name, and chosen like any other', async () => {
    const { desk, open, rows, personal, follow } = bench();
    const choices = follow(desk.choices, undefined);
    open('reports');
    await kit.clock.advance(1000);
    desk.saveList({ name: 'New', ids: [kit.id('Konrad Zuse')] });
    desk.saveList({ name: 'new', ids: [kit.id('Annie Easley'), kit.id('Konrad Zuse')] });
    expect(personal.get().teamLists).toMatchObject([
      { id: 'id-1', name: 'new', people: [{ name: 'Annie Easley' }, {}] },
    ]);
    expect(choices().lists.at(-1)).toEqual({
      key: 'list:id-1',
      kind: 'list',
      name: 'new',
      count: 2,
    });
    open('list:id-1');
    await kit.clock.advance(1000);
    expect(rows().map(({ name, state }) => `${name} ${state}`)).toEqual(['Annie Easley known', 'Konrad Zuse known']);
    desk.deleteList({ id: 'id-1' });
    expect(personal.get().teamLists).toEqual([]);
  });

  test('whose people are gone shows them by name, as unknown', async () => {
    const { desk, open, rows, personal } = bench();
    personal.set({ teamLists: [{ id: 'l', name: 'Old', people: [{ id: 'left-long-ago', name: 'Charles Babbage' }] }] });
    open('list:l');
    await kit.clock.advance(3000);
    expect(rows()).toMatchObject([{ name: 'Charles Babbage', state: 'unknown', presence: null }]);
    expect(desk.watch({ ids: ['left-long-ago'], on: true })).toMatchObject({ ok: true });
  });

  test('that is no more is empty, and no error', async () => {
    const { desk, open, rows, follow } = bench();
    open('list:deleted');
    const status = follow(desk.status, undefined);
    await kit.clock.advance(1000);
    expect(rows()).toEqual([]);
    expect(status()).toMatchObject({ phase: 'ready', total: 0 });
  });
});

test('whoever is signed out is told so where a person’s sources are asked for or set, and nothing is sent', async () => {
  const { desk, signOut } = bench();
  const id = kit.id('Konrad Zuse');
  signOut();
  const requests = kit.core.log.requests.length;
  const asked = { id, sourceId: TEAMS_SOURCE_ID };
  const signIn = { key: 'error.signInNeeded' };
  expect(await desk.person({ id })).toMatchObject({ primaryProblem: signIn, sourcesProblem: signIn, sources: [] });
  expect(await desk.customSource(asked)).toMatchObject({ presence: null, problem: signIn });
  expect(await desk.setPrimary(asked)).toMatchObject({ problem: signIn });
  expect(await desk.setCustomSource({ ...asked, definitionId: 'x', message: 'y' })).toMatchObject({ problem: signIn });
  expect(kit.core.log.requests).toHaveLength(requests);
});

test('whoever signs out leaves nothing: no rows, no channel, nobody watched, no change under way', async () => {
  const { desk, open, rows, follow, signOut } = bench();
  const choices = follow(desk.choices, undefined);
  const job = follow(desk.job, undefined);
  open('reports');
  await kit.clock.advance(1000);
  desk.watch({ ids: [kit.id('Konrad Zuse')], on: true });
  desk.set({ ids: [kit.id('Konrad Zuse')], definitionId: builtInId('Meal'), message: null, mayGoOnQueue: false });
  await kit.clock.advance(1000);
  expect(choices().watched).toHaveLength(1);
  signOut();
  await kit.clock.advance(1000);
  expect(rows()).toEqual([]);
  expect(job()).toEqual({ job: null });
  expect(choices().watched).toEqual([]);
  expect(kit.core.channels.all().filter(({ socket }) => socket !== null)).toEqual([]);
});
