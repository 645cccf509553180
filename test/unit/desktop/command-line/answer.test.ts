import { describe, expect, it } from 'vitest';
import {
  answerCommand,
  type CommandPort,
  type HistoryPort,
  type SchedulePort,
} from '../../../../electron/desktop/command-line/answer.js';
import type { Command, Piece } from '../../../../electron/desktop/command-line/command.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import type { PendingPick } from '../../../../electron/presence/presence-view.js';
import type { PickOutcome } from '../../../../electron/presence/picks/pick.js';
import type { Routine } from '../../../../electron/settings/routine.js';
import { totalsOf } from '../../../../electron/history/day.js';
import {
  appState,
  AVAILABLE,
  BREAK,
  COFFEE,
  current,
  definition,
  MINUTE,
  NOW,
  ON_QUEUE,
  organization,
  ref,
  texts,
  withPresence,
} from './state-fixture.js';

const SIGNED_OUT: Partial<AppState> = { session: { kind: 'signedOut', problem: null } };
const ON_QUEUE_NOW = withPresence({ current: current(ON_QUEUE) });
const STARTING: Partial<AppState> = { session: { kind: 'starting', waiting: false } };
const problem = {
  key: 'error.notAuthorized',
  params: {},
  serviceMessage: 'Missing\nthe following permission(s)',
  status: 403,
  code: 'missing.permissions',
  correlationId: '1ff5f2a0',
  retryable: false,
};

/** An app whose state, clock and engine the test controls. */
function app(
  first: AppState = appState(),
  outcome: PickOutcome | Promise<PickOutcome> = { result: 'done', current: current(BREAK) },
  atShiftsEnd: AppState = first,
  definitions = [organization(BREAK, { de: 'Pause' }), organization(AVAILABLE), organization(COFFEE)],
  history: HistoryPort | null = null,
  schedule: SchedulePort | null = null,
  routines: readonly Routine[] = [],
  diagnosed: CommandPort['diagnose'] = () => Promise.resolve(''),
) {
  let state = first;
  let passed = 0;
  const listeners = new Set<() => void>();
  const timers = new Map<() => void, number>();
  const calls: unknown[] = [];
  const pieces: Piece[] = [];
  const port: CommandPort = {
    state: () => state,
    onChange: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    definitions: () => definitions,
    routines: () => routines,
    pick: (request) => {
      calls.push(request);
      return Promise.resolve(outcome);
    },
    cancelPick: () => calls.push('cancel'),
    togglePopup: () => calls.push('toggle'),
    showPopup: () => calls.push('show'),
    exploreDemo: () => {
      calls.push('demo');
      if (!state.app.demoOffered) return 'notOffered';
      return state.session.kind === 'signedOut' ? 'begun' : 'signedIn';
    },
    history: () => history,
    schedule: () => schedule,
    diagnose: (form) => diagnosed(form),
    signOut: async () => {
      calls.push('signOut');
    },
    shiftEnds: async () => {
      calls.push('shiftEnds');
      state = atShiftsEnd;
    },
    quit: () => calls.push('quit'),
    clock: {
      now: () => NOW,
      monotonic: () => passed,
      sinceBoot: () => 0,
      after: (ms, run) => {
        timers.set(run, ms);
        return () => timers.delete(run);
      },
    },
    texts: () => texts,
  };
  return {
    calls,
    listeners,
    timers,
    said: () => pieces.map(({ err }) => err),
    ask: (command: Command | null) =>
      answerCommand(command, port, (piece) => pieces.push(piece), {
        gone: new AbortController().signal,
        taken: () => Promise.resolve(),
      }),
    /** Fires the timers of this many milliseconds. */
    fire: (ms: number) => {
      for (const [run, after] of [...timers]) if (after === ms) run();
    },
    /** Time passes without a timer. */
    pass: (ms: number) => (passed += ms),
    become: (next: AppState) => {
      state = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

const set = (presence: string, more: Partial<Extract<Command, { name: 'set' }>> = {}): Command => ({
  name: 'set',
  presence,
  message: null,
  forMs: null,
  ...more,
});
const refused = (err: string) => ({ exitCode: 1, out: '', err });
const said = (out: string) => ({ exitCode: 0, out, err: '' });

describe('--set', () => {
  it('picks what was named and says what stands then', async () => {
    const { ask, calls } = app();
    expect(await ask(set('pause'))).toEqual(said('Break\n'));
    expect(calls).toEqual([{ definitionId: 'b1', origin: 'commandLine' }]);
  });

  it('takes a message, for this presence only, and a time', async () => {
    const timed = withPresence({ timed: { until: NOW + 30 * MINUTE, returnTo: ref(AVAILABLE) } });
    const { ask, calls } = app(timed, { result: 'done', current: current(BREAK, { message: 'soon' }) });
    expect(await ask(set('Break', { message: 'soon', forMs: 30 * MINUTE }))).toEqual(
      said('Break: soon\nUntil 11:10 AM, then Available\n'),
    );
    expect(calls).toEqual([
      {
        definitionId: 'b1',
        message: { text: 'soon', lifetime: { kind: 'presence' } },
        forMs: 30 * MINUTE,
        origin: 'commandLine',
      },
    ]);
  });

  it('an empty message clears it, none leaves it to the app', async () => {
    const { ask, calls } = app();
    await ask(set('Break', { message: '' }));
    expect(calls).toMatchObject([{ message: { text: '' } }]);
  });

  it('on the queue during an interaction it says that it comes afterwards', async () => {
    const onQueue = definition('q1', 'On Queue', 'OnQueue', true);
    const { ask } = app(appState(), { result: 'done', current: current(onQueue, { future: ref(BREAK) }) });
    expect(await ask(set('Break'))).toEqual(said('Requested, after this interaction: Break\n'));
  });

  it('that somebody changed before the answer came says what stands now, and never one’s label with the other’s message', async () => {
    const learning = definition('t1', 'Learning', 'Training');
    const { ask } = app(appState(), { result: 'done', current: current(learning, { message: 'boss' }) });
    expect(await ask(set('Break'))).toEqual(
      said('Break was set, and has since been changed elsewhere. You are now Learning.\n'),
    );
  });

  it.each([
    ['refused', '“Break” was refused. You are not allowed to do this. Ask your administrator.'],
    ['dropped', '“Break” was not set. You are not allowed to do this. Ask your administrator.'],
    [
      'notApplied',
      '“Break” was asked for, but Genesys Cloud shows something else. You are not allowed to do this. Ask your administrator.',
    ],
  ] as const)('%s ends with 1, the service’s words and its correlation id', async (result, first) => {
    const { ask } = app(appState(), { result, problem });
    expect(await ask(set('Break'))).toEqual(
      refused(`${first}\nGenesys Cloud says: Missing the following permission(s)\nCorrelation id: 1ff5f2a0\n`),
    );
  });

  it('whose request is under way when the app ends is not known to have come to nothing', async () => {
    const unanswered = { ...problem, key: 'pick.stoppedUnanswered', serviceMessage: null, correlationId: null };
    const { ask } = app(appState(), { result: 'dropped', problem: unanswered });
    expect(await ask(set('Break'))).toEqual(
      refused(
        'Presence Tray was ended before it could answer. Whether “Break” was set is not known; --status tells once it runs again.\n',
      ),
    );
  });

  it('replaced by a newer choice ends with 1', async () => {
    const { ask } = app(appState(), { result: 'replaced' });
    expect(await ask(set('Break'))).toEqual(refused('“Break” was not set: a newer choice took its place.\n'));
  });

  it('an unknown name lists look-alikes, sets nothing and cannot speak to the terminal', async () => {
    const { ask, calls } = app();
    expect(await ask(set('Brake'))).toEqual(refused('There is no presence called “Brake”. Did you mean: Break?\n'));
    expect(await ask(set('\u001b]0;x\u0007Zebra'))).toEqual(
      refused('There is no presence called “]0;x Zebra”. --list shows those you can set.\n'),
    );
    expect(calls).toEqual([]);
  });

  it('an ambiguous name lists the candidates with their ids', async () => {
    const { ask, calls } = app(appState({}, [BREAK, definition('b9', 'BREAK', 'Away')]));
    expect(await ask(set('break'))).toEqual(
      refused('Several presences are called “break”. Name one by its id:\n  b1  Break (Break)\n  b9  BREAK (Away)\n'),
    );
    expect(calls).toEqual([]);
  });

  it('Offline can be set, though no list offers it: by any of its names, by its id, and before its definition is known', async () => {
    const offline = definition('o1', 'Offline', 'Offline', true);
    const named = app(appState(), { result: 'done', current: current(offline) }, undefined, [
      organization(offline, { de: 'Abgemeldet' }),
    ]);
    for (const name of ['Offline', 'OFFLINE', 'abgemeldet', 'o1']) {
      expect(await named.ask(set(name))).toEqual(said('Offline\n'));
    }
    expect(named.calls).toEqual(Array(4).fill({ definitionId: 'o1', origin: 'commandLine' }));

    const unnamed = app(appState(), { result: 'done', current: current(offline) }, undefined, []);
    await unnamed.ask(set('offline'));
    expect(unnamed.calls).toMatchObject([{ definitionId: 'ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5' }]);
  });

  it('Idle, which only the system sets, cannot', async () => {
    const { ask } = app(appState(), undefined, undefined, [organization(definition('i1', 'Idle', 'Idle', true))]);
    expect(await ask(set('idle'))).toEqual(refused('“idle” is not a presence you can set.\n'));
  });

  it('Off Queue leads where the On Queue switch leads, and does nothing where the agent is not On Queue', async () => {
    const onQueue = app(withPresence({ current: current(ON_QUEUE), offQueueTo: ref(COFFEE) }), {
      result: 'done',
      current: current(COFFEE),
    });
    for (const presence of ['Off Queue', 'off queue', 'OFF_QUEUE'])
      expect(await onQueue.ask(set(presence))).toMatchObject({ exitCode: 0, out: 'Coffee\n' });
    expect(onQueue.calls).toMatchObject([COFFEE, COFFEE, COFFEE].map(({ id }) => ({ definitionId: id })));
    const off = app();
    expect(await off.ask(set('Off Queue'))).toEqual({ exitCode: 0, out: 'You are not On Queue.\n', err: '' });
    expect(off.calls).toEqual([]);
    const nowhere = app(withPresence({ current: current(ON_QUEUE), offQueueTo: null }));
    expect(await nowhere.ask(set('Off Queue'))).toMatchObject({ exitCode: 1 });
  });

  it('what may not be picked is told apart from what does not exist', async () => {
    const { ask } = app(appState({}, [AVAILABLE]));
    expect(await ask(set('Break'))).toEqual(refused('“Break” is not a presence you can set.\n'));
  });
});

describe('an app that is not ready', () => {
  it.each<[string, Partial<AppState>, string]>([
    ['signed out', SIGNED_OUT, 'You are not signed in. Open the app and sign in first.\n'],
    [
      'expired',
      {
        session: {
          kind: 'expired',
          person: { userId: 'u', name: 'Ada', email: null, organizationId: 'o', organization: 'Org' },
          demo: false,
          problem: null,
        },
      },
      'Your session has expired. Sign in again in the app.\n',
    ],
    [
      'in the browser',
      {
        session: { kind: 'signingIn', demo: false, step: 'browser', until: NOW },
        environment: { ...appState().environment, region: 'eu_central_1' },
      },
      'You are not signed in yet. Finish the sign-in in your browser first.\n',
    ],
  ])('%s refuses --set and --list at once', async (_name, change, err) => {
    const { ask, calls } = app(appState(change));
    expect(await ask(set('Break'))).toEqual(refused(err));
    expect(await ask({ name: 'list', json: true })).toEqual(refused(err));
    expect(calls).toEqual([]);
  });

  it('--set waits for keychain and definitions, then picks', async () => {
    const { ask, calls, become, listeners, timers } = app(appState(STARTING));
    const answer = ask(set('Break'));
    become(appState({ definitions: { kind: 'loading', groups: [], onQueue: null, problem: null } }));
    expect(calls).toEqual([]);
    become(appState());
    expect(await answer).toEqual(said('Break\n'));
    expect([listeners.size, timers.size]).toEqual([0, 0]);
  });

  it.each<[string, Partial<AppState>]>([
    [
      'the code is being exchanged',
      {
        session: { kind: 'signingIn', demo: false, step: 'exchanging', until: NOW },
        environment: { ...appState().environment, region: 'eu_central_1' },
      },
    ],
    [
      'the demo signs in by itself, whatever the settings name',
      {
        session: { kind: 'signingIn', demo: true, step: 'browser', until: NOW },
        environment: { ...appState().environment, region: 'eu_central_1' },
      },
    ],
  ])('--set waits while %s', async (_name, change) => {
    const { ask, become } = app(appState(change));
    const answer = ask(set('Break'));
    become(appState());
    expect(await answer).toEqual(said('Break\n'));
  });

  it('--set is refused as soon as it turns out that nobody is signed in', async () => {
    const { ask, become } = app(appState(STARTING));
    const answer = ask(set('Break'));
    become(appState(SIGNED_OUT));
    expect(await answer).toMatchObject({ exitCode: 1, err: expect.stringMatching(/not signed in/) });
  });

  it('--set gives up after two minutes', async () => {
    const { ask, timers, listeners } = app(appState(STARTING));
    const answer = ask(set('Break'));
    const [[run, ms] = [() => undefined, 0]] = timers;
    expect(ms).toBe(120_000);
    run();
    expect(await answer).toEqual(refused('The app is still starting. Try again in a moment.\n'));
    expect(listeners.size).toBe(0);
  });

  it('without definitions it says why', async () => {
    const failed = appState({ definitions: { kind: 'failed', groups: [], onQueue: null, problem } });
    expect(await app(failed).ask(set('Break'))).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/^The list of presences could not be loaded\. You are not allowed/),
    });
  });

  it('--status answers all the same, and its exit status says that nobody is signed in', async () => {
    const { ask } = app(withPresence({ current: null }, SIGNED_OUT));
    expect(await ask({ name: 'status', json: false })).toEqual({
      exitCode: 1,
      out: 'Signed out\n',
      err: expect.stringMatching(/not signed in/),
    });
    const json = await ask({ name: 'status', json: true });
    expect(JSON.parse(json.out)).toMatchObject({ state: 'signedOut', presence: null });
  });
});

describe('a --set that waits', () => {
  const never = new Promise<PickOutcome>(() => undefined);
  const pending = (change: Partial<PendingPick> = {}): AppState =>
    withPresence({
      pending: {
        pickId: 1,
        definition: ref(BREAK),
        message: null,
        step: 'sending',
        waitingFor: null,
        until: NOW + MINUTE,
        ...change,
      },
    });
  const waiting = (waitingFor: PendingPick['waitingFor']): AppState => pending({ step: 'waiting', waitingFor });
  /** Lets the command reach its pick. */
  const underWay = () => new Promise((resolve) => setImmediate(resolve));

  it.each<[PendingPick['waitingFor'], string]>([
    ['definitions', 'Break is sent once the list of presences is there.\n'],
    ['network', 'No connection. Break is sent when it returns.\n'],
    ['retry', 'Genesys Cloud is busy. Break is sent as soon as it can be.\n'],
    ['signIn', 'Break is sent once you have signed in.\n'],
    ['confirmation', 'Break waits for your word in the popup of Presence Tray.\n'],
  ])('says once, and at once, that it waits for: %s', async (waitingFor, text) => {
    const { ask, said, become } = app(appState(), never);
    void ask(set('Break'));
    await underWay();
    expect(said()).toEqual([]);
    become(waiting(waitingFor));
    become(waiting(waitingFor));
    expect(said()).toEqual([text]);
  });

  it('says the next reason, too', async () => {
    const { ask, said, become } = app(appState(), never);
    void ask(set('Break'));
    await underWay();
    become(waiting('network'));
    become(waiting('retry'));
    expect(said()).toHaveLength(2);
  });

  it('says after three seconds that the service has not answered yet', async () => {
    const { ask, said, fire } = app(pending(), never);
    void ask(set('Break'));
    await underWay();
    fire(3_000);
    expect(said()).toEqual(['Waiting for Genesys Cloud to answer.\n']);
  });

  it('says nothing of somebody else’s pick', async () => {
    const { ask, said, become } = app(appState(), never);
    void ask(set('Break'));
    await underWay();
    become(pending({ definition: ref(COFFEE), step: 'waiting', waitingFor: 'network' }));
    expect(said()).toEqual([]);
  });

  it('for the app itself says what that waits for', async () => {
    const { ask, said, become } = app(appState(STARTING));
    const answer = ask(set('Break'));
    become(appState({ session: { kind: 'starting', waiting: true } }));
    become(appState({ session: { kind: 'signingIn', demo: false, step: 'exchanging', until: NOW } }));
    become(appState({ definitions: { kind: 'loading', groups: [], onQueue: null, problem: null } }));
    become(appState());
    await answer;
    expect(said()).toEqual([
      'Waiting for Presence Tray to be ready.\n',
      'Waiting for your keyring. Its password may be asked for in another window.\n',
      'Waiting for the sign-in to be finished.\n',
      'Waiting for the list of presences.\n',
    ]);
  });

  it('gives up after --timeout, and what waits is not sent any more', async () => {
    const { ask, calls, become, fire, timers, listeners } = app(appState(), never);
    const answer = ask(set('Break', { timeoutMs: 60_000 }));
    await underWay();
    become(waiting('network'));
    fire(60_000);
    expect(await answer).toEqual(refused('“Break” was not set within 60 s, and is not tried any more.\n'));
    expect(calls.at(-1)).toBe('cancel');
    expect([timers.size, listeners.size]).toEqual([0, 0]);
  });

  it('of which the request is under way does not claim that it came to nothing', async () => {
    const { ask, fire } = app(pending(), never);
    const answer = ask(set('Break', { timeoutMs: 1_500 }));
    await underWay();
    fire(1_500);
    expect(await answer).toEqual(refused('“Break” is not confirmed after 2 s. It may still be set; --status tells.\n'));
  });

  it('leaves a newer pick of somebody else alone when it gives up', async () => {
    const { ask, calls, become, fire } = app(appState(), never);
    const answer = ask(set('Break', { timeoutMs: 60_000 }));
    await underWay();
    become(pending({ definition: ref(COFFEE) }));
    fire(60_000);
    await answer;
    expect(calls).not.toContain('cancel');
  });

  it('is bound by --timeout while the app is not ready, too', async () => {
    const { ask, fire } = app(appState(STARTING));
    const answer = ask(set('Break', { timeoutMs: 5_000 }));
    fire(5_000);
    expect(await answer).toEqual(refused('The app is still starting. Try again in a moment.\n'));
  });

  it('counts against --timeout the time that the app took to be ready', async () => {
    const { ask, pass, become, fire } = app(appState(STARTING), never);
    const answer = ask(set('Break', { timeoutMs: 60_000 }));
    pass(20_000);
    become(appState());
    await underWay();
    become(waiting('network'));
    fire(40_000);
    expect(await answer).toEqual(refused('“Break” was not set within 60 s, and is not tried any more.\n'));
  });

  it('that is answered in time leaves nothing behind', async () => {
    const { ask, timers, listeners, said } = app();
    expect(await ask(set('Break', { timeoutMs: 60_000 }))).toEqual({ exitCode: 0, out: 'Break\n', err: '' });
    expect([timers.size, listeners.size, said()]).toEqual([0, 0, []]);
  });
});

describe('--status while somebody signs in', () => {
  const signingIn = (step: 'browser' | 'exchanging', demo = false) =>
    withPresence({ current: null }, { session: { kind: 'signingIn', demo, step, until: NOW } });

  it('in the browser ends with 1 and says that it is to be finished there', async () => {
    expect(await app(signingIn('browser')).ask({ name: 'status', json: false })).toEqual({
      exitCode: 1,
      out: 'Signing in: continue in your browser\n',
      err: 'You are not signed in yet. Finish the sign-in in your browser first.\n',
    });
  });

  it('with the browser done speaks of it no more', async () => {
    expect(await app(signingIn('exchanging')).ask({ name: 'status', json: false })).toEqual({
      exitCode: 1,
      out: 'Signing in: being finished\n',
      err: 'The sign-in is just being finished. Try again in a moment.\n',
    });
  });

  it('to the demo org, which needs no browser, neither', async () => {
    const { exitCode, err } = await app(signingIn('browser', true)).ask({ name: 'status', json: true });
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: expect.stringMatching(/just being finished/) });
  });
});

describe('the other commands', () => {
  it('--toggle opens or closes the popup', async () => {
    const { ask, calls } = app();
    expect(await ask({ name: 'toggle' })).toEqual(said(''));
    expect(calls).toEqual(['toggle']);
  });

  it('--sign-out signs out; who is not signed in is told', async () => {
    const { ask, calls } = app();
    expect(await ask({ name: 'signOut' })).toEqual(said('Signed out.\n'));
    expect(calls).toEqual(['signOut']);
    expect(await app(appState(SIGNED_OUT)).ask({ name: 'signOut' })).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/not signed in/),
    });
  });

  it('--quit lets the quit automation act, then answers, and quits afterwards', async () => {
    const { ask, calls } = app();
    const answer = await ask({ name: 'quit' });
    expect([answer.exitCode, answer.err, calls]).toEqual([0, '', ['shiftEnds']]);
    answer.afterwards?.();
    expect(calls).toEqual(['shiftEnds', 'quit']);
  });

  it.each(['quit', 'signOut'] as const)(
    '--%s, which can ask nobody, says that the agent stays On Queue',
    async (name) => {
      const { ask } = app(ON_QUEUE_NOW);
      expect(await ask({ name })).toMatchObject({ exitCode: 0, err: expect.stringMatching(/still On Queue/) });
    },
  );

  it('--quit says nothing of the queue that the quit automation took the agent off', async () => {
    const { ask } = app(ON_QUEUE_NOW, undefined, appState());
    expect((await ask({ name: 'quit' })).err).toBe('');
  });

  it('a second start shows the popup; a hidden one does nothing', async () => {
    const { ask, calls } = app();
    await ask({ name: 'startedAgain', hidden: true, demo: false });
    expect(calls).toEqual([]);
    await ask({ name: 'startedAgain', hidden: false, demo: false });
    expect(calls).toEqual(['show']);
  });

  it('a second start with --demo explores the demo org, unless the organisation forbids it', async () => {
    const state = appState();
    const { ask, calls } = app({ ...state, session: { kind: 'signedOut', problem: null } });
    expect(await ask({ name: 'startedAgain', hidden: false, demo: true })).toEqual(said(''));
    expect(calls).toEqual(['show', 'demo']);
    expect(await app(state).ask({ name: 'startedAgain', hidden: true, demo: true })).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/signed in already/),
    });
    const forbidden = app({ ...state, app: { ...state.app, demoOffered: false } });
    expect(await forbidden.ask({ name: 'startedAgain', hidden: true, demo: true })).toMatchObject({ exitCode: 1 });
  });

  it('a command of another version is refused with a hint', async () => {
    expect(await app().ask(null)).toMatchObject({ exitCode: 1, err: expect.stringMatching(/another version/) });
  });
});

describe('--history', () => {
  const bounds = { from: NOW - 60 * MINUTE, to: NOW + 60 * MINUTE };
  const stretches = [{ from: bounds.from, to: NOW, presence: ref(BREAK), by: 'you' as const }];
  const day = { date: '2026-11-21', bounds, stretches, open: true, totals: totalsOf(stretches) };
  const kept = (more: Partial<HistoryPort> = {}): HistoryPort => ({
    kept: 'yes',
    mayExport: true,
    day: async (date) => (date === null || date === day.date ? day : null),
    ...more,
  });
  const asked = (
    history: HistoryPort | null,
    as: 'text' | 'json' | 'csv',
    state = appState(),
    date: string | null = null,
  ) => app(state, undefined, state, [], history).ask({ name: 'history', date, as });

  it('tells the presences of today, for people and for programs', async () => {
    expect((await asked(kept(), 'text')).out).toMatch(/ – now {2}Break \(1 h 0 min, you\)\n$/);
    expect(JSON.parse((await asked(kept(), 'json')).out)).toEqual([
      { from: new Date(bounds.from).toISOString(), to: null, presence: ref(BREAK), by: 'you' },
    ]);
    expect((await asked(kept(), 'csv')).out).toMatch(
      /^from,to,seconds,presence,systemPresence,by\r\n.*,Break,Break,you\r\n$/,
    );
  });

  it('is there while the session is expired', async () => {
    const expired = appState({ session: { ...appState().session, kind: 'expired' } as AppState['session'] });
    expect(await asked(kept(), 'json', expired)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['nobody is signed in', null, appState(SIGNED_OUT), 'not signed in'],
    ['none is kept', kept({ kept: 'off' }), appState(), 'No history'],
    ['the organisation forbids it', kept({ kept: 'offByPolicy' }), appState(), 'organisation'],
  ])('says why there is none where %s', async (_name, history, state, words) => {
    const answer = await asked(history, 'text', state);
    expect(answer).toMatchObject({ exitCode: 1, out: '' });
    expect(answer.err).toContain(words);
  });

  it('is no file where the organisation allows none', async () => {
    expect(await asked(kept({ mayExport: false }), 'csv')).toMatchObject({ exitCode: 1, out: '' });
    expect(await asked(kept({ mayExport: false }), 'text')).toMatchObject({ exitCode: 0 });
  });
});

describe('--schedule', () => {
  const meal = {
    from: NOW + 80 * MINUTE,
    to: NOW + 110 * MINUTE,
    name: null,
    category: 'Meal',
    fullDay: false,
    presence: null,
    systemPresence: 'Meal',
  } as const;
  const known = (more: Partial<SchedulePort> = {}): SchedulePort => ({
    settled: () => Promise.resolve(),
    lack: () => null,
    today: () => [meal],
    ...more,
  });
  const asked = (schedule: SchedulePort | null, json = true, state = appState()) =>
    app(state, undefined, state, [], null, schedule).ask({ name: 'schedule', json });

  it('tells what is planned today, for programs and for people', async () => {
    expect(JSON.parse((await asked(known())).out)).toEqual([
      { from: new Date(meal.from).toISOString(), to: new Date(meal.to).toISOString(), name: 'Meal', category: 'Meal' },
    ]);
    expect((await asked(known(), false)).out.replaceAll('\u202f', ' ')).toBe('12:00 PM – 12:30 PM  Meal\n');
  });

  it.each([
    ['nothing is planned', known({ today: () => [] }), appState(), 'Nothing'],
    [
      'the permission is missing',
      known({ lack: () => ({ kind: 'permission' }) }),
      appState(),
      'wfm:agentSchedule:view',
    ],
    ['the scope is missing', known({ lack: () => ({ kind: 'scope' }) }), appState(), 'workforce-management:readonly'],
    ['it could not be read', known({ lack: () => ({ kind: 'unread', problem }) }), appState(), 'could not be read'],
    ['nobody is signed in', null, appState(SIGNED_OUT), 'not signed in'],
  ])('says in one sentence why there is none where %s', async (_name, schedule, state, words) => {
    const answer = await asked(schedule, true, state);
    expect(answer).toMatchObject({ exitCode: 1, out: '' });
    expect(answer.err).toContain(words);
  });
});

describe('--set with the name of a routine', () => {
  const lunch: Routine = {
    id: 'r1',
    name: 'Lunch',
    definitionId: BREAK.id,
    message: { text: 'back at one', lifetime: { kind: 'untilCleared' } },
    forMinutes: 45,
  };
  const desk = (...routines: Routine[]) => app(appState(), undefined, appState(), undefined, null, null, routines);

  it('sets its presence with its message for its time', async () => {
    const { ask, calls } = desk(lunch);
    expect(await ask(set('lunch'))).toMatchObject({ exitCode: 0 });
    expect(calls).toEqual([
      { definitionId: BREAK.id, message: lunch.message, forMs: 45 * MINUTE, origin: 'commandLine' },
    ]);
  });

  it('lets what is typed stand above it', async () => {
    const { ask, calls } = desk(lunch);
    await ask(set('Lunch', { message: 'gone', forMs: MINUTE }));
    expect(calls).toEqual([
      {
        definitionId: BREAK.id,
        message: { text: 'gone', lifetime: { kind: 'presence' } },
        forMs: MINUTE,
        origin: 'commandLine',
      },
    ]);
  });

  it('sets a presence of that name instead, where there is one', async () => {
    const { ask, calls } = desk({ ...lunch, name: 'Coffee' });
    await ask(set('Coffee'));
    expect(calls).toEqual([{ definitionId: COFFEE.id, origin: 'commandLine' }]);
  });

  it('sets nothing where its presence is gone, or would be On Queue', async () => {
    const state = appState({ definitions: { ...appState().definitions, onQueue: ON_QUEUE } });
    const gone = app(state, undefined, state, undefined, null, null, [
      { ...lunch, definitionId: 'gone' },
      { ...lunch, name: 'Phones', definitionId: ON_QUEUE.id },
    ]);
    expect(await gone.ask(set('Lunch'))).toMatchObject({ exitCode: 1 });
    expect(await gone.ask(set('Phones'))).toMatchObject({ exitCode: 1 });
    expect(gone.calls).toEqual([]);
  });
});

describe('--diagnostics', () => {
  it('is asked for as JSON, or in the language of the shell', async () => {
    const forms: unknown[] = [];
    const { ask, timers } = app(undefined, undefined, undefined, undefined, null, null, [], (form) => {
      forms.push(form);
      return Promise.resolve('told\n');
    });
    expect(await ask({ name: 'diagnostics', json: true })).toEqual({
      exitCode: 0,
      out: 'told\n',
      err: '',
    });
    await ask({ name: 'diagnostics', json: false });
    expect(forms).toEqual(['json', texts]);
    expect(timers.size).toBe(0);
  });

  it('says that it tests, if that takes a while', async () => {
    let tell: (text: string) => void = () => undefined;
    const { ask, fire, said } = app(undefined, undefined, undefined, undefined, null, null, [], () => {
      return new Promise((resolve) => (tell = resolve));
    });
    const asked = ask({ name: 'diagnostics', json: true });
    fire(3_000);
    expect(said()).toEqual(['The self-tests are running.\n']);
    tell('told\n');
    expect(await asked).toMatchObject({ exitCode: 0, out: 'told\n' });
  });

  it('works whoever is signed in, or nobody', async () => {
    const { ask } = app(appState(SIGNED_OUT), undefined, undefined, undefined, null, null, [], () =>
      Promise.resolve('told\n'),
    );
    expect(await ask({ name: 'diagnostics', json: true })).toMatchObject({ exitCode: 0 });
  });
});
