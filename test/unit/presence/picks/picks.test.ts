/** What happens to a pick (docs/design.md §3.2–§3.6). */
import { describe, expect, it } from 'vitest';
import type { OrganizationDefinition } from '../../../../electron/genesys/definitions.js';
import { GenesysError } from '../../../../electron/genesys/error.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../../electron/genesys/primary-definitions.js';
import type { PickRequest } from '../../../../electron/presence/engine.js';
import type { MessageEdit } from '../../../../electron/presence/picks/pick.js';
import { appUnderTest, DEFINITIONS, OLD_BREAK, SECOND_BREAK, type AppUnderTest } from '../soak/app-under-test.js';
import type { SeenRequest } from '../soak/simulated-service.js';

/** Another presence of the organisation's own. */
const OWN_BUSY = '99999999-0000-0000-0000-000000000003';
const OWN: OrganizationDefinition = {
  id: OWN_BUSY,
  languageLabels: { en_US: 'Paperwork' },
  name: null,
  systemPresence: 'Busy',
  primary: false,
  deactivated: false,
  divisionId: null,
};

const forPresence = (text: string): MessageEdit => ({ text, lifetime: { kind: 'presence' } });
const untilCleared = (text: string): MessageEdit => ({ text, lifetime: { kind: 'untilCleared' } });

const live = async (): Promise<AppUnderTest> => {
  const app = appUnderTest();
  await app.live();
  return app;
};

const pick = (app: AppUnderTest, definitionId: string | undefined, over: Partial<PickRequest> = {}) =>
  app.engine.pick({ definitionId, origin: 'popup', ...over });

const changes = (app: AppUnderTest): SeenRequest['body'][] =>
  app.service.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => body);

const view = (app: AppUnderTest) => app.engine.view().presence;

describe('a pick', () => {
  it('is shown as pending, then as the service says it', async () => {
    const app = await live();
    const outcome = pick(app, SECOND_BREAK, { message: forPresence('back at 10:40') });
    await app.world.advance(1);
    expect(view(app)).toMatchObject({
      current: { definition: { label: 'Available' } },
      pending: { definition: { label: 'Coffee' }, message: 'back at 10:40', step: 'sending', waitingFor: null },
    });
    await app.world.advance(1000);
    expect(view(app)).toMatchObject({
      current: { definition: { label: 'Coffee' }, message: 'back at 10:40', messageLifetime: { kind: 'presence' } },
      pending: null,
      failed: null,
    });
    expect(await outcome).toMatchObject({ result: 'done', current: { message: 'back at 10:40' } });
    expect(changes(app)).toEqual([{ presenceDefinition: { id: SECOND_BREAK }, message: 'back at 10:40' }]);
  });

  it('replaces the one that waits behind another, and only two requests go out', async () => {
    const app = await live();
    const outcomes = [ID.Break, ID.Meal, ID.Busy].map((id) => pick(app, id));
    await app.world.advance(1000);
    expect((await Promise.all(outcomes)).map(({ result }) => result)).toEqual(['done', 'replaced', 'done']);
    expect(changes(app).map((body) => body?.['presenceDefinition'])).toEqual([{ id: ID.Break }, { id: ID.Busy }]);
    expect(app.service.mostActivePatches).toBe(1);
    expect(view(app).current?.definition.label).toBe('Busy');
  });

  it('replaces one that waits between two attempts, which is never sent again', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'status', status: 429, retryAfter: 30 }];
    const first = pick(app, ID.Meal);
    await app.world.advance(5000);
    expect(view(app).pending).toMatchObject({ step: 'waiting', waitingFor: 'retry' });
    const second = pick(app, ID.Busy);
    expect((await first).result).toBe('replaced');
    await app.world.advance(24_000);
    expect(changes(app)).toHaveLength(1);
    await app.world.advance(2000);
    expect((await second).result).toBe('done');
    expect(app.service.state.definitionId).toBe(ID.Busy);
  });

  it.each(Array.from({ length: 16 }, (_, each) => each))(
    'goes out after the pause that the service asked for, however early its timer fires (%i)',
    async (others) => {
      const app = await live();
      app.service.faults = [{ kind: 'status', status: 429, retryAfter: 1 }];
      // Each timer of this clock fires early by another part of a millisecond.
      for (let other = 0; other < others; other++) app.world.clock.after(1, () => undefined)();
      const outcome = pick(app, ID.Meal);
      await app.world.advance(5000);
      expect(view(app).pending).toBeNull();
      expect((await outcome).result).toBe('done');
    },
  );

  it.each([500, 502, 503, 504, 408])('that meets %i is sent again', async (status) => {
    const app = await live();
    app.service.faults = [
      { kind: 'status', status },
      { kind: 'status', status },
    ];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(10_000);
    expect((await outcome).result).toBe('done');
    expect(changes(app)).toHaveLength(3);
  });

  it.each([400, 403, 404, 409])('that meets %i is rolled back and says why', async (status) => {
    const app = await live();
    app.service.faults = [{ kind: 'status', status }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(10_000);
    expect(await outcome).toMatchObject({ result: 'refused', problem: { status } });
    expect(changes(app)).toHaveLength(1);
    expect(view(app)).toMatchObject({
      current: { definition: { label: 'Available' } },
      pending: null,
      failed: { kind: 'refused', definition: { label: 'Meal' }, problem: { correlationId: `corr-${status}` } },
    });
    app.engine.dismissFailed();
    expect(view(app).failed).toBeNull();
  });

  it('that would have to wait for longer than it lives is refused at once', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'status', status: 429, retryAfter: 300 }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(1000);
    expect(await outcome).toMatchObject({ result: 'refused', problem: { retryable: true, status: 429 } });
  });

  it('made while the service wants to be left alone for longer than it lives is refused at once, and not sent', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'status', status: 429, retryAfter: 300 }];
    void pick(app, ID.Meal);
    await app.world.advance(1000);
    const second = pick(app, ID.Busy);
    await app.world.advance(1000);
    expect(await second).toMatchObject({
      result: 'refused',
      problem: { key: 'error.tooManyRequestsWait', params: { seconds: '300' }, retryable: true },
    });
    expect(changes(app)).toHaveLength(1);
    await app.world.advance(240_000);
    expect((await Promise.all([pick(app, ID.Busy), app.world.advance(120_000)]))[0].result).toBe('done');
  });

  it('that timed out is not sent again; what the service has is shown, and Retry is offered', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'silence', landsAfter: null }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(60_000);
    expect(await outcome).toMatchObject({ result: 'notApplied', problem: { key: 'pick.noAnswer', retryable: true } });
    expect(changes(app)).toHaveLength(1);
    expect(view(app).failed).toMatchObject({ kind: 'notApplied' });
    app.engine.retry();
    await app.world.advance(1000);
    expect(app.service.state.definitionId).toBe(ID.Meal);
    expect(view(app).failed).toBeNull();
  });

  it('that is answered with nonsense is not sent again, and not taken for a lost connection', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'nonsense', arrives: false }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(60_000);
    expect(await outcome).toMatchObject({ result: 'notApplied', problem: { key: 'pick.unreadable', retryable: true } });
    expect(changes(app)).toHaveLength(1);
    expect(view(app).current?.definition.label).toBe('Available');
  });

  it('that is answered with nonsense and had arrived is done', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'nonsense', arrives: true }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(20_000);
    expect((await outcome).result).toBe('done');
    expect(changes(app)).toHaveLength(1);
    expect(view(app).failed).toBeNull();
  });

  it('that timed out and had arrived is done', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'silence', landsAfter: 100 }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(20_000);
    expect((await outcome).result).toBe('done');
    expect(view(app).failed).toBeNull();
  });

  it('that timed out and had arrived is done, although a read from before that is still on its way', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'silence', landsAfter: 15_500 }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(15_400);
    // No event reports it.
    app.service.channels.strikeDumb();
    app.service.faults = [{ kind: 'slowAnswer', ms: 3000 }];
    app.engine.refresh();
    await app.world.advance(5000);
    expect((await outcome).result).toBe('done');
  });

  it('that timed out and lands later is no longer called not applied', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'silence', landsAfter: 30_000 }];
    void pick(app, ID.Meal, { message: forPresence('soup') });
    await app.world.advance(20_000);
    expect(view(app).failed).toMatchObject({ kind: 'notApplied' });
    await app.world.advance(20_000);
    expect(view(app)).toMatchObject({
      failed: null,
      current: { definition: { label: 'Meal' }, messageLifetime: { kind: 'presence' } },
    });
  });

  it('over which an older one lands late reads not applied', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'silence', landsAfter: 30_000 }];
    void pick(app, ID.Meal);
    await app.world.advance(20_000);
    const second = pick(app, ID.Busy);
    await app.world.advance(1000);
    expect((await second).result).toBe('done');
    await app.world.advance(15_000);
    expect(view(app)).toMatchObject({
      current: { definition: { label: 'Meal' } },
      failed: { definition: { label: 'Busy' }, kind: 'notApplied', problem: { key: 'pick.overtaken' } },
    });
    expect(app.signals.some(({ kind }) => kind === 'changedElsewhere')).toBe(false);
  });

  it('whose answer was lost is recognised by its event, and not sent again', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'reset', arrives: true }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(30_000);
    expect((await outcome).result).toBe('done');
    expect(changes(app)).toHaveLength(1);
  });

  it('whose answer breaks off ends with what the service has', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'halfBody' }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(30_000);
    expect((await outcome).result).toBe('done');
    expect(app.service.state.definitionId).toBe(ID.Meal);
  });

  it('that is answered with a web page, as proxies do, says so', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'html' }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(30_000);
    expect(await outcome).toMatchObject({ result: 'refused', problem: { key: 'error.webPage' } });
  });

  it('can be cancelled while it waits', async () => {
    const app = await live();
    app.service.faults = [{ kind: 'status', status: 503, retryAfter: 20 }];
    const outcome = pick(app, ID.Meal);
    await app.world.advance(1000);
    app.engine.cancelPick();
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.cancelled' } });
    await app.world.advance(60_000);
    expect(changes(app)).toHaveLength(1);
    expect(view(app)).toMatchObject({ pending: null, failed: null });
  });

  it.each([
    [OLD_BREAK, 'pick.unknownDefinition'],
    ['no-such-id', 'pick.unknownDefinition'],
    [ID.Idle, 'pick.notOffered'],
  ])('of %s is refused without a request', async (id, key) => {
    const app = await live();
    expect(await pick(app, id)).toMatchObject({ result: 'refused', problem: { key } });
    expect(changes(app)).toHaveLength(0);
    expect(view(app).failed).toMatchObject({ kind: 'refused' });
  });

  it('of nothing is refused', async () => {
    const app = await live();
    expect(await pick(app, undefined)).toMatchObject({ result: 'refused', problem: { key: 'pick.nothing' } });
  });

  it('of On Queue is refused without its permission, and to whoever is no person', async () => {
    const app = appUnderTest({
      over: {
        person: { userId: 'u', organizationId: 'o', divisionId: null, organizationLanguage: null, permissions: [] },
      },
    });
    expect(await pick(app, ID.OnQueue)).toMatchObject({
      result: 'refused',
      problem: { key: 'pick.onQueueNotPermitted' },
    });
    const permitted = await live();
    const outcome = permitted.engine.pick({ definitionId: ID.OnQueue, origin: 'automation' });
    expect(await outcome).toMatchObject({ result: 'refused', problem: { key: 'pick.onQueueNeedsPerson' } });
    expect(changes(permitted)).toHaveLength(0);
  });
});

describe('the message of a pick', () => {
  it('is gone with the presence it was set for', async () => {
    const app = await live();
    void pick(app, ID.Meal, { message: forPresence('soup') });
    await app.world.advance(1000);
    void pick(app, ID.Available);
    await app.world.advance(1000);
    expect(changes(app).at(-1)).toEqual({ presenceDefinition: { id: ID.Available }, message: '' });
    expect(view(app).current).toMatchObject({ message: '', messageLifetime: null });
  });

  it('stays where it was set until cleared, or by somebody else', async () => {
    const app = await live();
    void pick(app, ID.Meal, { message: untilCleared('in Hamburg') });
    await app.world.advance(1000);
    void pick(app, ID.Available);
    await app.world.advance(1000);
    expect(app.service.state.message).toBe('in Hamburg');
    app.service.changeFromOutside(ID.Busy, 'see me');
    await app.world.advance(1000);
    void pick(app, ID.Available);
    await app.world.advance(1000);
    expect(changes(app).at(-1)).toMatchObject({ message: 'see me' });
  });

  it('set for one presence is somebody else’s once they changed it', async () => {
    const app = await live();
    void pick(app, ID.Meal, { message: forPresence('soup') });
    await app.world.advance(1000);
    app.service.changeFromOutside(ID.Meal, 'long queue');
    await app.world.advance(1000);
    void pick(app, ID.Available);
    await app.world.advance(1000);
    expect(app.service.state.message).toBe('long queue');
  });

  it('is left out where the current one is unknown', async () => {
    const app = appUnderTest();
    app.service.networkUp = false;
    app.engine.start();
    await app.world.advance(1000);
    app.service.networkUp = true;
    void pick(app, ID.Meal);
    await app.world.advance(50);
    expect(changes(app)[0]).toEqual({ presenceDefinition: { id: ID.Meal } });
  });

  it('can be set alone, and white space around it is no difference', async () => {
    const app = await live();
    const outcome = pick(app, undefined, { message: forPresence('  back soon ') });
    await app.world.advance(1);
    expect(view(app).pending).toMatchObject({ definition: null, message: '  back soon ' });
    app.service.manner = 'whole';
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
    expect(changes(app)).toEqual([{ message: '  back soon ' }]);
    expect(view(app).current?.messageLifetime).toEqual({ kind: 'presence' });
  });

  it('survives a restart of the app with its lifetime', async () => {
    const app = await live();
    void pick(app, ID.Meal, { message: forPresence('soup') });
    await app.world.advance(1000);
    const { stored } = app.memory;
    const again = appUnderTest(stored === null ? {} : { memory: stored });
    again.service.changeFromOutside(ID.Meal, 'soup');
    await again.live();
    void pick(again, ID.Available);
    await again.world.advance(1000);
    expect(again.service.state.message).toBe('');
  });

  it('with a time is cleared at its end, if it still stands', async () => {
    const app = await live();
    void pick(app, ID.Meal, { message: { text: 'soup', lifetime: { kind: 'minutes', minutes: 10 } } });
    await app.world.advance(9 * 60_000);
    expect(app.service.state.message).toBe('soup');
    await app.world.advance(2 * 60_000);
    expect(app.service.state).toMatchObject({ definitionId: ID.Meal, message: '' });
    void pick(app, ID.Meal, { message: { text: 'cake', lifetime: { kind: 'minutes', minutes: 10 } } });
    await app.world.advance(1000);
    app.service.changeFromOutside(ID.Meal, 'theirs');
    await app.world.advance(20 * 60_000);
    expect(app.service.state.message).toBe('theirs');
  });
});

describe('where the service takes only half', () => {
  it('the other half is sent once alone', async () => {
    const app = await live();
    app.service.manner = 'definitionOnly';
    const outcome = pick(app, ID.Meal, { message: forPresence('soup') });
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
    expect(changes(app).at(-1)).toEqual({ message: 'soup' });
    app.service.manner = 'messageOnly';
    void pick(app, ID.Busy, { message: forPresence('call me') });
    await app.world.advance(1000);
    expect(changes(app).at(-1)).toEqual({ presenceDefinition: { id: ID.Busy } });
    expect(app.service.state).toMatchObject({ definitionId: ID.Busy, message: 'call me' });
  });

  it('an answer that only echoes is found out, and reads not applied', async () => {
    const app = await live();
    app.service.manner = 'echoesButIgnores';
    void pick(app, ID.Meal);
    await app.world.advance(8000);
    expect(view(app)).toMatchObject({
      current: { definition: { label: 'Available' } },
      failed: { kind: 'notApplied', problem: { key: 'pick.takenBack' } },
    });
  });

  it('a change that the service takes back at once reads not applied', async () => {
    const app = await live();
    app.service.channels.delays = [9000, 9000];
    void pick(app, ID.Meal);
    await app.world.advance(300);
    app.service.changeFromOutside(ID.Offline, '');
    await app.world.advance(1000);
    expect(view(app)).toMatchObject({
      current: { definition: { label: 'Offline' } },
      failed: { definition: { label: 'Meal' }, kind: 'notApplied', problem: { key: 'pick.takenBack' } },
    });
  });
});

describe('a pick without network', () => {
  it('waits visibly and goes out when the network is back', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    const outcome = pick(app, ID.Meal);
    await app.world.advance(30_000);
    expect(view(app).pending).toMatchObject({ step: 'waiting', waitingFor: 'network' });
    app.service.networkUp = true;
    app.engine.networkChanged(true);
    await app.world.advance(15_000);
    expect((await outcome).result).toBe('done');
    expect(app.service.state.definitionId).toBe(ID.Meal);
  });

  it('is dropped after two minutes and never sent', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    const outcome = pick(app, ID.Meal);
    await app.world.advance(121_000);
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.droppedNetwork' } });
    expect(view(app)).toMatchObject({ pending: null, failed: { kind: 'dropped' } });
    app.service.networkUp = true;
    await app.world.advance(300_000);
    expect(app.service.state.definitionId).toBe(ID.Available);
  });

  it('is dropped with a word where somebody changed the presence meanwhile', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    const outcome = pick(app, ID.Meal);
    await app.world.advance(45_000);
    app.service.changeFromOutside(ID.Busy, '');
    app.service.networkUp = true;
    app.engine.networkChanged(true);
    await app.world.advance(20_000);
    expect(await outcome).toMatchObject({
      result: 'dropped',
      problem: { key: 'pick.droppedChanged', params: { presence: 'Meal', current: 'Busy' } },
    });
    expect(app.service.state.definitionId).toBe(ID.Busy);
  });

  it('that no person makes in that moment is dropped where somebody changed the presence, although an older read is still on its way', async () => {
    const app = appUnderTest();
    app.service.channels.blocked = true;
    await app.live();
    await app.world.advance(60_000);
    expect(app.engine.view().connection.kind).toBe('polling');
    app.service.faults = [{ kind: 'slowAnswer', ms: 2000 }];
    app.engine.refresh();
    await app.world.advance(100);
    const outcome = pick(app, ID.Meal, { origin: 'automation' });
    app.service.changeFromOutside(ID.Busy, '');
    await app.world.advance(10_000);
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.droppedChanged' } });
    expect(app.service.state.definitionId).toBe(ID.Busy);
  });

  it('goes out where only the lost connection had set Offline', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    const outcome = pick(app, ID.Meal);
    await app.world.advance(45_000);
    app.service.changeFromOutside(ID.Offline, '');
    app.service.networkUp = true;
    app.engine.networkChanged(true);
    await app.world.advance(20_000);
    expect((await outcome).result).toBe('done');
  });

  it('is not replayed after sleep', async () => {
    const app = await live();
    app.service.networkUp = false;
    app.service.channels.strikeDumb();
    const outcome = pick(app, ID.Meal);
    await app.world.advance(1000);
    app.engine.suspended();
    app.world.sleep('suspended');
    await app.world.advance(3_600_000);
    app.service.networkUp = true;
    await app.world.wake();
    app.engine.resumed();
    await app.world.advance(60_000);
    expect((await outcome).result).toBe('dropped');
    expect(app.service.state.definitionId).toBe(ID.Available);
    expect(app.engine.view().connection.kind).toBe('live');
  });
});

describe('a pick whose session has ended', () => {
  const ended = async (definitionId: string) => {
    const app = await live();
    app.service.expire(true);
    const outcome = pick(app, definitionId);
    await app.world.advance(2000);
    return { app, outcome };
  };

  it('waits for the sign-in and goes through after it', async () => {
    const { app, outcome } = await ended(ID.Meal);
    expect(view(app).pending).toMatchObject({ step: 'waiting', waitingFor: 'signIn' });
    expect(app.engine.view().connection).toMatchObject({ kind: 'lost', problem: { key: 'connection.expired' } });
    expect(app.signIn()).toBe(true);
    await app.world.advance(5000);
    expect((await outcome).result).toBe('done');
    expect(app.service.state.definitionId).toBe(ID.Meal);
  });

  it('to On Queue asks first', async () => {
    const { app, outcome } = await ended(ID.OnQueue);
    app.signIn();
    await app.world.advance(5000);
    expect(view(app).pending).toMatchObject({ step: 'asking', waitingFor: 'confirmation' });
    expect(app.service.state.definitionId).toBe(ID.Offline);
    app.engine.confirmPick();
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
    expect(app.service.state.definitionId).toBe(ID.OnQueue);
  });

  it('to On Queue is dropped where nobody answers', async () => {
    const { app, outcome } = await ended(ID.OnQueue);
    app.signIn();
    await app.world.advance(130_000);
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.droppedUnconfirmed' } });
    expect(app.service.state.definitionId).toBe(ID.Offline);
  });

  it('does not go out for another person', async () => {
    const { app, outcome } = await ended(ID.Meal);
    const other = {
      userId: 'someone',
      organizationId: 'org-1',
      divisionId: null,
      organizationLanguage: null,
      permissions: [],
    };
    expect(app.engine.signedInAgain(app.client(), other)).toBe(false);
    app.engine.stop();
    expect((await outcome).result).toBe('dropped');
    await app.world.advance(60_000);
    expect(app.service.state.definitionId).toBe(ID.Offline);
  });

  it('is sent once more by itself where the session renews', async () => {
    const app = await live();
    app.session.renews = true;
    app.service.expire(false);
    const outcome = pick(app, ID.Meal);
    await app.world.advance(1000);
    expect((await outcome).result).toBe('done');
  });
});

/** The definitions arrive or fail after this time. Meanwhile the app runs. */
const listAfter = async (ms: number, answer: () => readonly OrganizationDefinition[] = () => DEFINITIONS) => {
  const app: AppUnderTest = appUnderTest({
    over: {
      unnamedPresence: () => 'The presence you picked',
      loadDefinitions: () =>
        new Promise((resolve, reject) => {
          app.world.clock.after(ms, () => {
            try {
              resolve(answer());
            } catch (error) {
              reject(error instanceof Error ? error : new Error('no list'));
            }
          });
        }),
    },
  });
  app.engine.start();
  await app.world.advance(1000);
  return app;
};

const failing = (over: Partial<ConstructorParameters<typeof GenesysError>[0]>) => (): never => {
  throw new GenesysError({ kind: 'http', status: 403, message: 'no list', serviceMessage: null, ...over });
};

describe('a pick made before the list of definitions is there', () => {
  it('is shown while it waits, and goes out as soon as the list is there', async () => {
    const app = await listAfter(5000);
    const outcome = pick(app, SECOND_BREAK, { origin: 'hotkey' });
    await app.world.advance(1000);
    expect(view(app).pending).toMatchObject({
      definition: { id: SECOND_BREAK, label: 'The presence you picked' },
      step: 'waiting',
      waitingFor: 'definitions',
    });
    expect(changes(app)).toEqual([]);
    await app.world.advance(3010);
    expect(view(app).pending).toMatchObject({ definition: { label: 'Coffee' }, step: 'sending' });
    await app.world.advance(1000);
    expect(await outcome).toMatchObject({ result: 'done', current: { definition: { label: 'Coffee' } } });
  });

  it.each([
    ['one that is built in', ID.Meal],
    ['another one of the organisation’s own', OWN_BUSY],
  ])('gives way to a later one, %s', async (_what, later) => {
    const app = await listAfter(5000, () => [...DEFINITIONS, OWN]);
    const first = pick(app, SECOND_BREAK, { origin: 'hotkey' });
    await app.world.advance(1000);
    const second = pick(app, later, { origin: 'hotkey' });
    expect(await first).toEqual({ result: 'replaced' });
    await app.world.advance(10_000);
    expect((await second).result).toBe('done');
    expect(app.service.state.definitionId).toBe(later);
    expect(changes(app)).toHaveLength(1);
  });

  it('can be cancelled, and is never sent then', async () => {
    const app = await listAfter(5000);
    const outcome = pick(app, SECOND_BREAK, { origin: 'popup' });
    await app.world.advance(1000);
    app.engine.cancelPick();
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.cancelled' } });
    await app.world.advance(10_000);
    expect(changes(app)).toEqual([]);
    expect(view(app)).toMatchObject({ pending: null, failed: null });
  });

  it.each([
    ['is not permitted', failing({})],
    ['breaks off', failing({ kind: 'network', status: null, retryable: true })],
    ['is answered by an overloaded service', failing({ status: 503, retryable: true })],
    ['is nonsense', failing({ kind: 'badAnswer', status: 200, code: 'schema' })],
    [
      'fails for a reason of the app’s own',
      () => {
        throw new TypeError('undefined is not a function');
      },
    ],
  ])('is sent all the same where the list %s', async (_why, answer) => {
    const app = await listAfter(3000, answer);
    const outcome = pick(app, SECOND_BREAK, { origin: 'hotkey' });
    await app.world.advance(10_000);
    expect((await outcome).result).toBe('done');
    expect(app.service.state.definitionId).toBe(SECOND_BREAK);
  });

  it('of a presence that is gone is refused once that is known', async () => {
    const app = await listAfter(5000);
    const outcome = pick(app, OWN_BUSY, { origin: 'hotkey' });
    await app.world.advance(6000);
    expect(await outcome).toMatchObject({ result: 'refused', problem: { key: 'pick.unknownDefinition' } });
    const old = pick(app, OLD_BREAK, { origin: 'hotkey' });
    expect(await old).toMatchObject({ result: 'refused' });
    expect(changes(app)).toEqual([]);
  });

  it('is dropped after two minutes where no answer ever comes, and can be tried again', async () => {
    const app = await listAfter(10 * 60_000);
    const outcome = pick(app, SECOND_BREAK, { origin: 'popup' });
    await app.world.advance(121_000);
    expect(await outcome).toMatchObject({
      result: 'dropped',
      problem: { key: 'pick.droppedDefinitions', retryable: true },
    });
    expect(changes(app)).toEqual([]);
  });

  it('is dropped where somebody else sets a presence meanwhile', async () => {
    const app = await listAfter(8000);
    await app.world.advance(1000);
    const outcome = pick(app, SECOND_BREAK, { origin: 'hotkey' });
    app.service.changeFromOutside(ID.Busy, '');
    await app.world.advance(10_000);
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.droppedChanged' } });
    expect(app.service.state.definitionId).toBe(ID.Busy);
  });

  it('that no person makes waits for certainty: it could be On Queue', async () => {
    const app = await listAfter(3000, failing({}));
    const outcome = pick(app, SECOND_BREAK, { origin: 'timer' });
    await app.world.advance(130_000);
    expect(await outcome).toMatchObject({ result: 'dropped', problem: { key: 'pick.droppedDefinitions' } });
    expect(changes(app)).toEqual([]);
  });

  it('asks before it goes out after a new sign-in: it could be On Queue', async () => {
    const app = await listAfter(60_000);
    void pick(app, SECOND_BREAK, { origin: 'hotkey' });
    await app.world.advance(1000);
    app.service.expire(false);
    app.engine.sessionExpired();
    await app.world.advance(1000);
    app.signIn();
    await app.world.advance(1000);
    expect(view(app).pending).toMatchObject({ step: 'asking' });
    app.engine.confirmPick();
    await app.world.advance(70_000);
    expect(app.service.state.definitionId).toBe(SECOND_BREAK);
  });
});
