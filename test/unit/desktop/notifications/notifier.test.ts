import { describe, expect, it } from 'vitest';
import {
  createNotificationCenter,
  type NotificationPort,
} from '../../../../electron/desktop/notifications/notification-center.js';
import type { Notification, NotificationCommand } from '../../../../electron/desktop/notifications/notification.js';
import { BURST_MS, createNotifier } from '../../../../electron/desktop/notifications/notifier.js';
import { PICKED_LINGERS_MS } from '../../../../electron/desktop/notifications/pick-notifications.js';
import type { DefinitionRef } from '../../../../electron/presence/presence-view.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import { trayMenu } from '../../../../electron/desktop/tray/tray-menu.js';
import { IDLE, nextPhase } from '../../../../renderer/card/phase.js';
import { alertOf } from '../../../../renderer/popup/conditions.js';
import {
  DEFAULT_NOTIFICATIONS,
  NOTIFICATION_SWITCHES,
  type NotificationSettings,
  type NotificationSwitch,
} from '../../../../electron/settings/settings.js';
import {
  at,
  available,
  definition,
  english,
  exampleState,
  expired,
  meal,
  NOW,
  onBreak,
  onQueue,
  problem,
  signedIn,
} from '../example-state.js';
import { fakeClock } from '../fake-clock.js';

const offline = definition('d-off', 'Offline', 'Offline');

function setUp(wanted: Partial<NotificationSettings> = {}) {
  const time = fakeClock(NOW);
  const shown: Notification[] = [];
  const closed: string[] = [];
  let popupOpen = false;
  let card = true;
  const notifier = createNotifier({
    clock: time.clock,
    wanted: () => ({ ...DEFAULT_NOTIFICATIONS, ...wanted }),
    popupOpen: () => popupOpen,
    cardShows: () => card,
    show: (notification) => shown.push(notification),
    close: (id) => closed.push(id),
  });
  /** The service reports the agent's presence, whoever set it. */
  const isIn = (ref: DefinitionRef, session: AppState['session'] = signedIn) => {
    const { presence } = exampleState();
    const current = presence.current && { ...presence.current, definition: { ...presence.current.definition, ...ref } };
    notifier.update(exampleState({ session, presence: { ...presence, current } }));
  };
  const move = (from: DefinitionRef, to: DefinitionRef) => {
    notifier.signal({ kind: 'changedElsewhere', from, to, at: time.clock.now() });
    isIn(to);
  };
  const turn = (change: Partial<NotificationSettings>) => Object.assign(wanted, change);
  const session = (state: AppState['session']) => notifier.update(exampleState({ session: state }));
  return {
    notifier,
    shown,
    closed,
    time,
    move,
    isIn,
    turn,
    session,
    openPopup: () => (popupOpen = true),
    noCard: () => (card = false),
  };
}
const titles = (shown: readonly Notification[]) => shown.map(({ title }) => english(title.key, title.params));

const failed = {
  pickId: 1,
  definition: meal,
  message: null,
  kind: 'refused',
  problem: problem({ retryable: true }),
} as const;

describe('a notification comes', () => {
  it.each([
    ['on queue', available, onQueue],
    ['off queue', onQueue, available],
    ['to Offline', available, offline],
  ])('when somebody else moves the agent %s', (_where, from, to) => {
    const { move, shown } = setUp();
    move(from, to);
    expect(titles(shown)).toEqual([`You are now ${to.label}`]);
  });

  it('for other changes only where the agent wants all, and for none where they want none', () => {
    for (const [wish, count] of [
      ['moved', 0],
      ['all', 1],
      ['none', 0],
    ] as const) {
      const { move, shown } = setUp({ notifyChanges: wish });
      move(available, meal);
      expect(shown).toHaveLength(count);
    }
    const { move, shown } = setUp({ notifyChanges: 'none' });
    move(available, onQueue);
    expect(shown).toEqual([]);
  });

  it('once for a burst within a minute', () => {
    const { move, shown, time } = setUp();
    move(available, onQueue);
    time.pass(20_000);
    move(onQueue, available);
    time.pass(20_000);
    move(available, onQueue);
    time.pass(600_000);
    expect(titles(shown)).toEqual(['You are now On Queue']);
  });

  it('a second time where the burst ended elsewhere than was said', () => {
    const { move, shown, time } = setUp();
    move(available, onQueue);
    time.pass(20_000);
    move(onQueue, available);
    time.pass(BURST_MS);
    expect(titles(shown)).toEqual(['You are now On Queue', 'You are now Available']);
    time.pass(BURST_MS);
    move(available, offline);
    expect(shown).toHaveLength(3);
  });

  it('at the end of a burst only for what is so then: not where the agent has gone elsewhere since', () => {
    const { move, isIn, shown, closed, time } = setUp();
    move(onQueue, available);
    time.pass(20_000);
    move(available, onQueue);
    time.pass(20_000);
    isIn(meal);
    time.pass(BURST_MS);
    expect(titles(shown)).toEqual(['You are now Available']);
    expect(closed).toContain('changed');
  });

  it('at the end of a burst only where it is still wanted', () => {
    for (const [wish, count] of [
      ['none', 1],
      ['moved', 2],
    ] as const) {
      const { move, turn, shown, time } = setUp({ notifyChanges: 'all' });
      move(available, onQueue);
      time.pass(20_000);
      move(onQueue, meal);
      turn({ notifyChanges: wish });
      time.pass(BURST_MS);
      expect(shown).toHaveLength(count);
    }
    const { move, turn, shown, time } = setUp({ notifyChanges: 'all' });
    move(available, meal);
    time.pass(20_000);
    move(meal, onBreak);
    turn({ notifyChanges: 'moved' });
    time.pass(BURST_MS);
    expect(titles(shown)).toEqual(['You are now Meal']);
  });

  it('at the end of a burst not to whoever sits there by then', () => {
    for (const state of [expired, { kind: 'signedOut', problem: null } as const]) {
      const { move, isIn, session, shown, time } = setUp();
      move(onQueue, available);
      time.pass(20_000);
      move(available, onQueue);
      session(state);
      isIn(onQueue);
      time.pass(BURST_MS);
      expect(titles(shown).filter((title) => title.startsWith('You are now'))).toEqual(['You are now Available']);
    }
  });

  it('and is taken back where it is no longer so', () => {
    const { move, isIn, closed } = setUp();
    move(available, onQueue);
    isIn(onQueue);
    expect(closed).not.toContain('changed');
    isIn(meal);
    expect(closed).toContain('changed');
  });

  it('for a pick that failed, unless the popup shows it or the card does', () => {
    const { notifier, shown, openPopup } = setUp();
    notifier.signal({ kind: 'pickFailed', failed, origin: 'hotkey' });
    expect(shown).toEqual([]);
    notifier.signal({ kind: 'pickFailed', failed, origin: 'popup' });
    expect(titles(shown)).toEqual(['Meal was refused']);
    expect(shown[0]).toMatchObject({
      detail: 'You are not allowed to do that.',
      actions: [{ run: { command: 'presence:retry' } }],
      click: { command: 'popup:open' },
    });
    openPopup();
    notifier.signal({ kind: 'pickFailed', failed, origin: 'popup' });
    expect(shown).toHaveLength(1);
  });

  it('for a pick by hotkey or command that failed, where no card can show it, whatever is switched off', () => {
    const { notifier, shown, noCard } = setUp({ notifyFailures: false });
    noCard();
    notifier.signal({ kind: 'pickFailed', failed, origin: 'commandLine' });
    expect(titles(shown)).toEqual(['Meal was refused']);
    expect(shown[0]).toMatchObject({ id: 'picked', actions: [{ run: { command: 'presence:retry' } }] });
    notifier.signal({ kind: 'pickFailed', failed, origin: 'automation' });
    expect(shown).toHaveLength(1);
  });

  describe('where no card can show it, for a pick outside of the popup', () => {
    const current = exampleState().presence.current!;
    const done = { result: 'done', current: { ...current, definition: { ...current.definition, ...meal } } } as const;
    const pending = { pickId: 1, definition: meal, message: null, waitingFor: null, until: NOW } as const;
    const goesOn = (step: 'sending' | 'waiting' | 'asking', pickId = 1) =>
      exampleState({ presence: { ...exampleState().presence, pending: { ...pending, pickId, step } } });
    const settled = () => new Promise(setImmediate);

    it('that is done: once, and it goes by itself', async () => {
      const { notifier, shown, closed, time } = setUp();
      notifier.update(goesOn('sending'));
      notifier.follow(Promise.resolve(done));
      await settled();
      expect(titles(shown)).toEqual(['You are now Meal']);
      time.pass(PICKED_LINGERS_MS - 1);
      expect(closed).not.toContain('picked');
      time.pass(1);
      expect(closed).toContain('picked');
    });

    it('that waits, once, and then how it ended', async () => {
      const { notifier, shown } = setUp();
      let end: (outcome: typeof done) => void = () => undefined;
      notifier.follow(new Promise((resolve) => (end = resolve)));
      notifier.update(goesOn('sending'));
      expect(shown).toEqual([]);
      notifier.update(goesOn('waiting'));
      notifier.update(goesOn('asking'));
      expect(titles(shown)).toEqual(['Meal waits to be sent']);
      end(done);
      await settled();
      expect(titles(shown)).toEqual(['Meal waits to be sent', 'You are now Meal']);
    });

    it('and no more than the last of several on their way', async () => {
      const { notifier, shown } = setUp();
      notifier.follow(Promise.resolve({ result: 'replaced' } as const));
      notifier.follow(Promise.resolve(done));
      await settled();
      expect(titles(shown)).toEqual(['You are now Meal']);
    });

    it('but not while the popup shows it, nor of what was picked in the popup', async () => {
      const { notifier, shown, openPopup } = setUp();
      notifier.update(goesOn('waiting'));
      expect(shown).toEqual([]);
      openPopup();
      notifier.follow(Promise.resolve(done));
      await settled();
      expect(shown).toEqual([]);
    });
  });

  it('for a missed interaction with both ways out, and goes when it is dealt with', () => {
    const { notifier, shown, closed } = setUp();
    const routing = { ...exampleState().routing, status: 'NOT_RESPONDING' } as const;
    notifier.update(exampleState({ routing }));
    notifier.signal({ kind: 'notResponding' });
    expect(shown[0]?.actions.map(({ run }) => run.command)).toEqual(['routing:backOnQueue', 'routing:offQueue']);
    notifier.update(exampleState({ routing }));
    expect(closed).not.toContain('notResponding');
    notifier.update(exampleState());
    expect(closed).toContain('notResponding');
  });

  it('when the session ends, once, with Sign in, and goes with the next sign-in', () => {
    const { session, shown, closed } = setUp();
    session(exampleState().session);
    session(expired);
    session({ ...expired, problem: problem() });
    expect(titles(shown)).toEqual(['Your session has ended']);
    expect(shown[0]?.actions).toMatchObject([{ run: { command: 'session:signIn' } }]);
    closed.length = 0;
    session(exampleState().session);
    expect(closed).toContain('session');
  });

  describe('half an hour before the session ends', () => {
    const soon = { ...signedIn, expiresAt: at(10, 52), endsSoon: true };
    const withRouting = (status: AppState['routing']['status'], session: AppState['session'] = soon) =>
      exampleState({ session, routing: { status, since: null, pending: false, problem: null } });

    it('once, quietly, with Renew now, and goes once it is renewed', () => {
      const { notifier, shown, closed } = setUp();
      notifier.update(exampleState({ session: signedIn }));
      expect(shown).toEqual([]);
      notifier.update(withRouting('IDLE'));
      notifier.update(withRouting('OFF_QUEUE'));
      expect(shown).toMatchObject([
        {
          title: { key: 'notify.endsSoon', time: at(10, 52) },
          urgent: false,
          actions: [
            { label: 'notify.renewNow', run: { command: 'session:signIn', request: { asSomeoneElse: false } } },
          ],
          click: { command: 'popup:open' },
        },
      ]);
      closed.length = 0;
      notifier.update(withRouting('IDLE', signedIn));
      expect(closed).toContain('session');
      notifier.update(withRouting('IDLE', { ...soon, expiresAt: at(23, 30) }));
      expect(shown).toHaveLength(2);
    });

    it.each(['INTERACTING', 'COMMUNICATING'] as const)('not while the agent is %s, but after it', (status) => {
      const { notifier, shown } = setUp();
      notifier.update(withRouting(status));
      notifier.update(withRouting(status));
      expect(shown).toEqual([]);
      notifier.update(withRouting('IDLE'));
      expect(shown).toHaveLength(1);
    });

    it('not while the session ends as it always does, and nothing is taken back that was never said', () => {
      const { notifier, shown, closed } = setUp();
      notifier.update(exampleState({ session: signedIn }));
      closed.length = 0;
      notifier.update(exampleState({ session: { ...signedIn, expiresAt: at(10, 52), endsSoon: false } }));
      notifier.update(exampleState({ session: { ...signedIn, expiresAt: at(10, 52) } }));
      expect([shown, closed]).toEqual([[], []]);
    });

    it('and gives way to the word that it has ended, which stays', () => {
      const { notifier, shown, closed } = setUp();
      notifier.update(withRouting('IDLE'));
      closed.length = 0;
      notifier.update(exampleState({ session: expired }));
      expect(shown.at(-1)?.title.key).toBe('notify.sessionEnded');
      expect(closed).not.toContain('session');
    });

    it('not where the open popup says it, nor while the browser is open for it', () => {
      const { notifier, shown, openPopup } = setUp();
      notifier.update(withRouting('IDLE', { ...soon, signingIn: { step: 'browser', until: NOW } }));
      openPopup();
      notifier.update(withRouting('IDLE'));
      expect(shown).toEqual([]);
    });

    it('not to an agent who wants no notifications of the session', () => {
      const { notifier, shown } = setUp({ notifySession: false });
      notifier.update(withRouting('IDLE'));
      expect(shown).toEqual([]);
    });
  });

  it('when a session came to nothing by itself, but not where a sign-in did', () => {
    const out = { kind: 'signedOut', problem: problem() } as const;
    const ended = setUp();
    ended.session(signedIn);
    ended.session(out);
    expect(titles(ended.shown)).toEqual(['Your session has ended']);
    const tried = setUp();
    tried.session({ kind: 'signingIn', demo: false, step: 'browser', until: NOW });
    tried.session(out);
    expect(tried.shown).toEqual([]);
  });

  it('for a person whom a supervisor watches, by name where it is known', () => {
    const { notifier, shown } = setUp();
    notifier.watchedTooLong({ id: 'u1', name: 'Ada', presence: 'Break', minutes: 15 });
    notifier.watchedTooLong({ id: 'u2', name: null, presence: 'Break', minutes: 15 });
    expect(shown).toMatchObject([
      { id: 'person:u1', title: { key: 'notify.personTooLong', params: { name: 'Ada', presence: 'Break' } } },
      { id: 'person:u2', title: { key: 'notify.someoneTooLong' } },
    ]);
  });

  it('not when the agent signs out', () => {
    const { session, shown } = setUp();
    session(exampleState().session);
    session({ kind: 'signedOut', problem: null });
    expect(shown).toEqual([]);
  });

  it('once after a hidden start without a session, however long the keychain took', () => {
    const { notifier, session, shown } = setUp();
    notifier.startedHidden();
    session({ kind: 'starting', waiting: false });
    session({ kind: 'starting', waiting: true });
    session({ kind: 'signedOut', problem: null });
    expect(titles(shown)).toEqual(['You are signed out']);
    expect(shown[0]?.actions).toMatchObject([{ run: { command: 'session:signIn' } }]);
    session({ kind: 'signingIn', demo: false, step: 'browser', until: NOW });
    session({ kind: 'signedOut', problem: null });
    expect(shown).toHaveLength(1);
  });

  it('not after a hidden start with a session, nor after an ordinary one', () => {
    const { notifier, session, shown } = setUp();
    notifier.startedHidden();
    session({ kind: 'starting', waiting: false });
    session(exampleState().session);
    session({ kind: 'signedOut', problem: null });
    expect(shown).toEqual([]);
    const ordinary = setUp();
    ordinary.session({ kind: 'starting', waiting: false });
    ordinary.session({ kind: 'signedOut', problem: null });
    expect(ordinary.shown).toEqual([]);
  });

  it('with Go On Queue where a timer would have done it, since only a person may', () => {
    const { notifier, shown } = setUp();
    notifier.signal({ kind: 'goOnQueue', definition: onQueue });
    expect(shown[0]?.actions).toMatchObject([
      { run: { command: 'presence:pick', request: { definitionId: 'd-queue' } } },
    ]);
    expect(shown[0]?.click).toMatchObject({ command: 'popup:open' });
  });

  it('to an agent who is back from an absence, with the message they had On Queue', () => {
    const { notifier, shown } = setUp();
    const message = { text: 'Line 2', lifetime: { kind: 'presence' } } as const;
    notifier.signal({ kind: 'goOnQueue', definition: onQueue, after: 'absence', message });
    expect(shown[0]?.body?.key).toBe('notify.goOnQueueBackBody');
    expect(shown[0]?.actions[0]?.run.request).toEqual({ definitionId: 'd-queue', message });
  });

  it('when the agent’s own limit is reached, and goes with that presence', () => {
    const { notifier, shown, closed } = setUp();
    notifier.signal({ kind: 'limitReached', definition: onBreak, minutes: 15, since: at(10, 22) });
    expect(shown[0]).toMatchObject({ id: 'limit', title: { time: at(10, 22) }, urgent: false });
    expect(english(shown[0]!.body!.key, shown[0]!.body!.params)).toBe('You wanted to be reminded after 15 minutes.');
    notifier.update(exampleState());
    expect(closed).not.toContain('limit');
    const { presence } = exampleState();
    const current = presence.current && { ...presence.current, definition: available };
    notifier.update(exampleState({ presence: { ...presence, current } }));
    expect(closed).toContain('limit');
  });

  it('when the earlier presence could not return after an absence', () => {
    const { notifier, shown } = setUp();
    notifier.signal({ kind: 'restoreDropped', current: meal, returnTo: available });
    expect(titles(shown)).toEqual(['You are still Meal']);
  });

  it('when what the app did by itself was refused', () => {
    const { notifier, shown } = setUp();
    const failed = { pickId: 1, definition: meal, message: null, kind: 'refused', problem: problem() } as const;
    notifier.signal({ kind: 'pickFailed', failed, origin: 'automation' });
    notifier.signal({ kind: 'pickFailed', failed, origin: 'hotkey' });
    expect(shown).toHaveLength(1);
  });

  it('before an unused session ends, and goes when the person is back', () => {
    const { notifier, shown, closed } = setUp();
    notifier.signal({ kind: 'idleEnding', endsAt: at(10, 45) });
    expect(shown[0]).toMatchObject({ title: { time: at(10, 45) }, click: { command: 'session:imHere' } });
    notifier.signal({ kind: 'idleEnding', endsAt: null });
    expect(closed).toEqual(['idle']);
  });

  it('for a timer that was dropped', () => {
    const { notifier, shown } = setUp();
    notifier.signal({ kind: 'timedDropped', returnTo: available });
    expect(titles(shown)).toEqual(['Your timer was dropped']);
  });
});

describe('a kind of notification that is switched off', () => {
  const failed = { pickId: 1, definition: meal, message: null, kind: 'refused', problem: problem() } as const;
  /** What causes one notification of each kind. */
  const occasions: Readonly<Record<NotificationSwitch, (desk: ReturnType<typeof setUp>) => void>> = {
    notifyFailures: ({ notifier }) => notifier.signal({ kind: 'pickFailed', failed, origin: 'popup' }),
    notifySession: ({ notifier, session }) => {
      notifier.signal({ kind: 'idleEnding', endsAt: at(10, 45) });
      session(exampleState().session);
      session(expired);
    },
    notifyNotResponding: ({ notifier }) => notifier.signal({ kind: 'notResponding' }),
    notifyGoOnQueue: ({ notifier }) => notifier.signal({ kind: 'goOnQueue', definition: onQueue }),
    notifyTimers: ({ notifier }) => {
      notifier.signal({ kind: 'timedDropped', returnTo: available });
      notifier.signal({ kind: 'restoreDropped', current: meal, returnTo: available });
    },
    notifyLimits: ({ notifier }) =>
      notifier.signal({ kind: 'limitReached', definition: onBreak, minutes: 15, since: at(10, 22) }),
    notifyPlanned: ({ notifier }) =>
      notifier.signal({ kind: 'plannedSoon', activity: 'Meal', at: at(12, 0), minutes: 2, offers: meal }),
    notifyDiffers: ({ notifier }) =>
      notifier.signal({
        kind: 'plannedDiffers',
        activity: 'Meal',
        until: at(12, 30),
        current: onBreak,
        offers: meal,
      }),
  };

  it.each(NOTIFICATION_SWITCHES)('by %s stays away, and every other one comes', (key) => {
    const everything = setUp();
    const without = setUp({ [key]: false });
    occasions[key](everything);
    occasions[key](without);
    expect(everything.shown).not.toEqual([]);
    expect(without.shown).toEqual([]);
    for (const other of NOTIFICATION_SWITCHES.filter((each) => each !== key)) {
      const before = without.shown.length;
      occasions[other](without);
      expect(without.shown.length, other).toBeGreaterThan(before);
    }
  });

  it('comes again from the moment it is switched on', () => {
    const wanted: Partial<NotificationSettings> = { notifyLimits: false };
    const desk = setUp(wanted);
    occasions.notifyLimits(desk);
    wanted.notifyLimits = true;
    occasions.notifyLimits(desk);
    expect(desk.shown).toHaveLength(1);
  });

  it('leaves the alert of a missed interaction in the popup, on the card and in the tray', () => {
    const state = exampleState({ routing: { ...exampleState().routing, status: 'NOT_RESPONDING' } });
    expect(alertOf(state)).toMatchObject({ kind: 'notResponding' });
    expect(nextPhase(IDLE, state)).toMatchObject({ kind: 'notResponding' });
    expect(trayMenu(state, english, NOW)).toContainEqual(expect.objectContaining({ label: 'Back on queue' }));
  });
});

describe("on the system's notification service", () => {
  const showing = (supported = true) => {
    const made: {
      options: { title?: string; body?: string };
      fire: Record<string, (...args: unknown[]) => void>;
      calls: string[];
    }[] = [];
    const ran: NotificationCommand[] = [];
    const notifications = createNotificationCenter({
      isSupported: () => supported,
      make: (options) => {
        const fire: Record<string, (...args: unknown[]) => void> = {};
        const calls: string[] = [];
        made.push({ options, fire, calls });
        const port: NotificationPort = {
          show: () => calls.push('show'),
          close: () => calls.push('close'),
          on: (event: string, listener: (...args: unknown[]) => void) => (fire[event] = listener),
        };
        return port;
      },
      texts: () => english,
      now: () => NOW,
      run: (command) => ran.push(command),
    });
    return { center: notifications, made, ran };
  };
  const ending = (): Notification => {
    const { notifier, shown } = setUp();
    notifier.signal({ kind: 'idleEnding', endsAt: at(10, 45) });
    return shown[0]!;
  };

  it('it is put into words, and its click and buttons do what they say', () => {
    const { center, made, ran } = showing();
    center.show(ending());
    expect(made[0]?.options).toMatchObject({
      title: 'Your session ends at 10:45 because you have not used it',
      actions: [{ type: 'button', text: "I'm here" }],
    });
    made[0]?.fire['action']?.({}, 0);
    made[0]?.fire['action']?.({ actionIndex: 0 }, undefined);
    made[0]?.fire['click']?.();
    made[0]?.fire['action']?.({}, 7);
    expect(ran.map(({ command }) => command)).toEqual(['session:imHere', 'session:imHere', 'session:imHere']);
  });

  it('a new one of its kind takes its place', () => {
    const { center, made } = showing();
    center.show(ending());
    center.show(ending());
    expect(made.map(({ calls }) => calls)).toEqual([['show', 'close'], ['show']]);
    center.closeAll();
    expect(made[1]?.calls).toEqual(['show', 'close']);
  });

  it('nothing is tried where there is no such service', () => {
    const { center, made } = showing(false);
    center.show(ending());
    expect(made).toEqual([]);
  });
});

describe('windows that crash again and again', () => {
  it('are told of with the reason, whatever is switched off, and no more once they hold', () => {
    const off = { notifyFailures: false, notifySession: false, notifyChanges: 'none' } as const;
    const { notifier, shown, closed } = setUp(off);
    notifier.windowsCrash('out of memory');
    expect(titles(shown)).toEqual(['The window of Presence Tray keeps ending']);
    const body = shown[0]?.body;
    expect(body && english(body.key, body.params)).toContain('(out of memory)');
    notifier.windowsCrash(null);
    expect(closed).toEqual(['crash']);
  });
});

describe('a proxy that asks for a password', () => {
  it('is told of whatever is switched off, and no more once it has it', () => {
    const { notifier, shown, closed } = setUp({ notifyFailures: false, notifySession: false, notifyChanges: 'none' });
    notifier.proxyAsks('proxy:3128');
    expect(titles(shown)).toEqual(['Your proxy asks for a password']);
    notifier.proxyAsks(null);
    expect(closed).toEqual(['proxy']);
  });
});

describe('what is planned', () => {
  const soon = { kind: 'plannedSoon', activity: 'Meal', at: NOW + 120_000, minutes: 2, offers: meal } as const;
  const differs = {
    kind: 'plannedDiffers',
    activity: 'On Queue',
    until: NOW + 3_600_000,
    current: onBreak,
    offers: onQueue,
  } as const;

  it('is told with the button that picks what fits', () => {
    const { notifier, shown } = setUp();
    notifier.signal(soon);
    expect(shown).toMatchObject([
      {
        id: 'planned',
        title: { key: 'notify.plannedSoon', params: { activity: 'Meal' }, time: soon.at },
        body: { key: 'notify.plannedSoonBody', params: { count: 2 } },
        urgent: false,
        actions: [
          { label: 'notify.setPlanned', run: { command: 'presence:pick', request: { definitionId: meal.id } } },
        ],
      },
    ]);
  });

  it('and not followed is told as two facts; On Queue is only ever offered', () => {
    const { notifier, shown, closed } = setUp();
    notifier.signal(soon);
    notifier.signal(differs);
    expect(closed).toContain('planned');
    expect(shown.at(-1)).toMatchObject({
      id: 'differs',
      title: { key: 'notify.plannedDiffers', params: { activity: 'On Queue' } },
      body: { key: 'notify.plannedDiffersBody', params: { presence: 'Break' } },
      actions: [{ label: 'notify.goOnQueueAction' }],
    });
    notifier.signal({ ...differs, offers: null });
    expect(shown.at(-1)?.actions).toEqual([]);
  });

  it('is taken back once the agent is in it, and each kind can be switched off', () => {
    const { notifier, shown, closed } = setUp({ notifyDiffers: false });
    notifier.signal(differs);
    expect(shown).toEqual([]);
    closed.length = 0;
    notifier.signal(soon);
    const state = exampleState();
    notifier.update(state);
    expect(closed).not.toContain('planned');
    notifier.update({
      ...state,
      presence: { ...state.presence, current: { ...state.presence.current!, definition: meal } },
    });
    expect(closed).toContain('planned');
  });
});
