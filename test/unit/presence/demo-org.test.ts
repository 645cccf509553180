/**
 * The engine with the real client and real sockets against the demo org on loopback: the simulated service's promises
 * hold there too.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openWsSocket } from '../../../electron/desktop/system/electron-ports.js';
import { netSocket } from '../../../electron/desktop/system/net-socket.js';
import { systemClock } from '../../../electron/demo-org/clock.js';
import type { Fault } from '../../../electron/demo-org/faults.js';
import { startDemoOrg, type DemoOrg } from '../../../electron/demo-org/index.js';
import { createGenesysClient, type GenesysClient } from '../../../electron/genesys/client.js';
import { loadDefinitions } from '../../../electron/genesys/definitions.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../electron/genesys/primary-definitions.js';
import type { OpenSocket } from '../../../electron/ports.js';
import { createPresenceEngine, type EngineView, type PresenceEngine } from '../../../electron/presence/engine.js';
import { ServerClock } from '../../../electron/presence/current/server-clock.js';
import type { PresenceSignal } from '../../../electron/presence/signals.js';
import { silentLog } from '../../../electron/silent-log.js';

const ADA = 'Ada Lovelace';
const HEDY = 'Hedy Lamarr';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Desk {
  readonly demo: DemoOrg;
  readonly engine: PresenceEngine;
  readonly signals: PresenceSignal[];
  readonly token: { value: string };
  client(): GenesysClient;
  /** Resolves once the state is so. The test's own limit is the only one. */
  until(isSo: (view: EngineView) => boolean): Promise<EngineView>;
  /** What the service itself has. */
  has(): { definitionId: string | undefined; message: string | undefined };
}

async function atWork(openSocket: OpenSocket, name = ADA, faults: readonly Fault[] = []): Promise<Desk> {
  const demo = await startDemoOrg({ users: 20 });
  for (const fault of faults) demo.faults.add(fault);
  closers.push(() => demo.close());
  const person = demo.org.person(name);
  if (!person) throw new Error(`${name} does not work here`);
  const token = { value: demo.issueToken(name) };
  const serverClock = new ServerClock(systemClock);
  const client = (): GenesysClient => {
    const mine = token.value;
    return createGenesysClient({
      environment: { region: 'custom', apiUrl: demo.apiUrl, loginUrl: demo.loginUrl },
      fetch,
      clock: systemClock,
      random: () => 0.1,
      log: silentLog,
      tokens: { accessToken: () => mine, renew: () => Promise.resolve(false) },
      userAgent: 'presence-tray-test',
      onServerDate: (serverMs, receivedAt) => serverClock.heardDate(serverMs, receivedAt),
    });
  };
  const first = client();
  const engine = createPresenceEngine({
    person: {
      userId: person.id,
      organizationId: demo.org.id,
      divisionId: person.divisionId,
      organizationLanguage: null,
      permissions: person.permissions,
    },
    service: first,
    loadDefinitions: (includeDeactivated) => loadDefinitions(client(), null, { includeDeactivated }),
    openSocket,
    apiUrl: demo.apiUrl,
    clock: systemClock,
    random: () => 0.1,
    log: silentLog,
    serverClock,
    memory: { read: () => null, write: () => undefined },
    languages: () => ['de-DE'],
    systemName: (system) => system,
    divisionName: (id) => id,
    presentSince: () => Date.now(),
    idleRenewal: () => 'whilePresent',
  });
  closers.push(() => engine.stop());
  const signals: PresenceSignal[] = [];
  engine.onSignal((signal) => signals.push(signal));
  const until = (isSo: (view: EngineView) => boolean): Promise<EngineView> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo(engine.view())) return;
        stopLooking();
        resolve(engine.view());
      };
      const stopLooking = engine.onChange(look);
      look();
    });
  const desk: Desk = {
    demo,
    engine,
    signals,
    token,
    client,
    until,
    has: () => {
      const presence = demo.org.person(name)?.presences.get('PURECLOUD');
      return { definitionId: presence?.definitionId, message: presence?.message };
    },
  };
  engine.start();
  await until(isLive);
  return desk;
}

const isLive = ({ connection, definitions }: EngineView): boolean =>
  connection.kind === 'live' && definitions.kind === 'ready';
const isIn = (definitionId: string) => (view: EngineView) => view.presence.current?.definition.id === definitionId;

/** `ws` has the standard's interface too, so it replaces `net.WebSocket`, which Node lacks. */
const standard = netSocket(WebSocket, () => null);
if (standard === null) throw new Error('the standard socket is none');

describe.each([
  ['ws', openWsSocket],
  ['net.WebSocket', standard],
])('in the demo org, over %s', (_name, openSocket) => {
  it('a pick and its message arrive, and definitions are in the reader’s language', async () => {
    const desk = await atWork(openSocket);
    const message = { text: 'zurück um 10:40', lifetime: { kind: 'presence' as const } };
    const outcome = await desk.engine.pick({ definitionId: ID.Break, message, origin: 'popup' });
    expect(outcome).toMatchObject({ result: 'done', current: { definition: { label: 'Pause' } } });
    expect(desk.has()).toEqual({ definitionId: ID.Break, message: 'zurück um 10:40' });
    expect(desk.engine.view().definitions.onQueue).not.toBeNull();
  });

  it('a change by somebody else comes over the channel', async () => {
    const desk = await atWork(openSocket);
    desk.demo.faults.changePresence(ADA, { definitionId: ID.Meeting, message: 'now' });
    const { presence } = await desk.until(isIn(ID.Meeting));
    expect(presence.current?.message).toBe('now');
    expect(desk.signals).toMatchObject([{ kind: 'changedElsewhere' }]);
  });

  it.each([
    ['killed', (demo: DemoOrg) => demo.faults.killSockets(ADA)],
    ['closed', (demo: DemoOrg) => demo.faults.closeSockets(ADA)],
    ['stolen', (demo: DemoOrg) => demo.faults.stealChannels(ADA)],
    ['forgotten', (demo: DemoOrg) => demo.faults.dropChannels(ADA)],
    ['announced to close', (demo: DemoOrg) => demo.faults.announceClosing(ADA)],
  ])('what happened while the channel was %s is read', async (_name, happens) => {
    const desk = await atWork(openSocket);
    happens(desk.demo);
    desk.demo.faults.changePresence(ADA, { definitionId: ID.Busy });
    await desk.until((view) => isIn(ID.Busy)(view) && isLive(view));
    desk.demo.faults.changePresence(ADA, { definitionId: ID.Meal });
    await desk.until(isIn(ID.Meal));
  });

  it.each([
    ['names its definition by a number', { source: 'PURECLOUD', presenceDefinition: { id: 7 } }],
    ['has a text for a definition', { source: 'PURECLOUD', presenceDefinition: 'Meeting' }],
    ['has an odd source', { source: 7, presenceDefinition: { id: ID.Training, systemPresence: 'TRAINING' } }],
    ['is a list', [ID.Training]],
    ['is nothing', null],
  ])('a change is shown although its event %s: it is read', async (_name, eventBody) => {
    const desk = await atWork(openSocket);
    const id = desk.demo.org.person(ADA)?.id ?? '';
    desk.demo.faults.holdEvents();
    desk.demo.faults.changePresence(ADA, { definitionId: ID.Meeting });
    desk.demo.faults.sendFrame(JSON.stringify({ topicName: `v2.users.${id}.presence`, eventBody }), ADA);
    await desk.until(isIn(ID.Meeting));
  });

  it('an event with odd fields loses these alone', async () => {
    const desk = await atWork(openSocket);
    const id = desk.demo.org.person(ADA)?.id ?? '';
    const event = { id: [], primary: 'yes', message: 7, modifiedDate: {}, futurePresenceDefinition: 'Meal' };
    const presenceDefinition = { id: ID.Meeting, systemPresence: 'NAP' };
    desk.demo.faults.sendFrame(
      JSON.stringify({ topicName: `v2.users.${id}.presence`, eventBody: { ...event, presenceDefinition } }),
      ADA,
    );
    const { presence } = await desk.until(isIn(ID.Meeting));
    expect(presence.current?.definition.systemPresence).toBe('Meeting');
  });

  it('one odd definition costs itself, and odd fields of the person’s presence cost themselves', async () => {
    const odd = { id: 7, systemPresence: 'Meal' };
    const desk = await atWork(openSocket, ADA, [
      { match: { path: '/api/v2/presence/definitions' }, odd: [{ at: 'entities.3', value: odd, insert: true }] },
      {
        match: { path: 'presences/purecloud' },
        odd: [
          { at: 'message', value: {} },
          { at: 'modifiedDate', value: 1 },
        ],
      },
    ]);
    const { definitions, presence } = desk.engine.view();
    expect(definitions.groups.flatMap((group) => group.definitions).length).toBeGreaterThan(10);
    expect(presence.current?.definition.id).toBe(desk.has().definitionId);
  });

  it.each([
    ['the answer is lost', { reset: true, applied: true, times: 1 }],
    ['the connection breaks', { drop: true, times: 1 }],
    ['half an answer comes', { halfBody: true, applied: true, times: 1 }],
    ['the service has a hiccup', { status: 503, times: 2 }],
    ['there were too many requests', { status: 429, retryAfter: 1, times: 1 }],
  ])('a pick comes true although %s', async (_name, fault) => {
    const desk = await atWork(openSocket);
    desk.demo.faults.add({ match: { verb: 'PATCH' }, ...fault });
    const outcome = await desk.engine.pick({ definitionId: ID.Meal, origin: 'hotkey' });
    expect(outcome.result).toBe('done');
    expect(desk.has().definitionId).toBe(ID.Meal);
  });

  it('a refusal is told in the service’s own words', async () => {
    const desk = await atWork(openSocket);
    desk.demo.faults.add({ match: { verb: 'PATCH' }, status: 403, message: 'Not today.', times: 1 });
    const outcome = await desk.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    expect(outcome).toMatchObject({ result: 'refused', problem: { serviceMessage: 'Not today.', status: 403 } });
    expect(desk.engine.view().presence.failed?.problem.correlationId).not.toBeNull();
  });

  it.each(['presenceDefinition', 'message'] as const)('both halves arrive where only %s is honoured', async (half) => {
    const desk = await atWork(openSocket);
    desk.demo.org.switches.patchHonoursOnlyOne = half;
    const message = { text: 'soup', lifetime: { kind: 'presence' as const } };
    const outcome = await desk.engine.pick({ definitionId: ID.Meal, message, origin: 'popup' });
    expect(outcome.result).toBe('done');
    expect(desk.has()).toEqual({ definitionId: ID.Meal, message: 'soup' });
  });

  it('a change that does not stick reads not applied', async () => {
    const desk = await atWork(openSocket);
    const before = desk.has().definitionId;
    desk.demo.org.switches.patchSticks = false;
    const outcome = await desk.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    expect(outcome).toMatchObject({ result: 'notApplied' });
    expect(desk.engine.view().presence.current?.definition.id).toBe(before);
  });

  it('an expired session is noticed, and the pick that waited goes through after the sign-in', async () => {
    const desk = await atWork(openSocket);
    desk.demo.faults.expireTokens(ADA);
    const outcome = desk.engine.pick({ definitionId: ID.Meal, origin: 'popup' });
    await desk.until(({ presence }) => presence.pending?.waitingFor === 'signIn');
    desk.token.value = desk.demo.issueToken(ADA);
    const person = desk.demo.org.person(ADA);
    if (!person) throw new Error('nobody');
    const who = {
      userId: person.id,
      organizationId: desk.demo.org.id,
      divisionId: null,
      organizationLanguage: null,
      permissions: person.permissions,
    };
    expect(desk.engine.signedInAgain(desk.client(), who)).toBe(true);
    expect((await outcome).result).toBe('done');
    await desk.until(isLive);
  });

  it('where Teams decides, that is said, and Genesys Cloud can be made primary', async () => {
    const desk = await atWork(openSocket, HEDY);
    await desk.until(({ presence }) => presence.otherSource !== null);
    const outcome = await desk.engine.pick({ makePrimary: true, origin: 'popup' });
    expect(outcome.result).toBe('done');
    expect(desk.engine.view().presence.otherSource).toBeNull();
  });

  it('a definition nobody had loaded, and one that was deactivated, are named', async () => {
    const desk = await atWork(openSocket);
    const id = desk.demo.faults.addDefinition('Break', 'Coffee round');
    desk.demo.faults.setDeactivated(id, true);
    desk.demo.faults.changePresence(ADA, { definitionId: id });
    const { presence } = await desk.until(
      (view) => isIn(id)(view) && view.presence.current?.definition.label === 'Coffee round',
    );
    expect(presence.current?.selectable).toBe(false);
  });

  it('not responding is shown, and the way back works', async () => {
    const desk = await atWork(openSocket);
    await desk.engine.pick({ definitionId: ID.OnQueue, origin: 'popup' });
    desk.demo.faults.setRouting(ADA, 'NOT_RESPONDING');
    await desk.until(({ routing }) => routing.status === 'NOT_RESPONDING');
    desk.engine.backOnQueue();
    await desk.until(({ routing }) => routing.status === 'IDLE' && !routing.pending);
  });
});
