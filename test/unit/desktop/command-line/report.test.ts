import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { englishAs } from '../../english.js';
import {
  clockTime,
  isoTime,
  listJson,
  listText,
  seconds,
  span,
  stateName,
  statusJson,
  statusText,
  watchText,
} from '../../../../electron/desktop/command-line/report.js';
import type { DefinitionRef } from '../../../../electron/presence/presence-view.js';
import type { AppState } from '../../../../electron/ipc/app-state.js';
import {
  appState,
  AVAILABLE,
  BREAK,
  COFFEE,
  current,
  MINUTE,
  NOW,
  ON_QUEUE,
  ref,
  texts,
  withPresence,
} from './state-fixture.js';

const pending = {
  pickId: 1,
  definition: ref(AVAILABLE),
  message: null,
  step: 'sending',
  waitingFor: null,
  until: NOW,
} as const;
const person = { userId: 'u', name: 'Ada', email: null, organizationId: 'o', organization: 'Org' };
const connection = (kind: AppState['connection']['kind'], asOf: number | null = null): Partial<AppState> => ({
  connection: { kind, asOf, problem: null },
});

describe('the state in one word', () => {
  it.each<[string, Partial<AppState>]>([
    ['live', connection('live')],
    ['polling', connection('polling')],
    ['polling', connection('paused')],
    ['connecting', connection('connecting')],
    ['connecting', connection('none')],
    ['lost', connection('lost')],
    ['expired', { session: { kind: 'expired', person, demo: false, problem: null } }],
    ['signedOut', { session: { kind: 'signedOut', problem: null } }],
    ['signingIn', { session: { kind: 'signingIn', demo: false, step: 'browser', until: NOW } }],
    ['starting', { session: { kind: 'starting', waiting: false } }],
  ])('%s', (name, change) => {
    expect(stateName(appState(change))).toBe(name);
  });
});

describe('--status --json', () => {
  it('has exactly the promised fields, on one line', () => {
    const state = withPresence(
      {
        current: current(BREAK, { message: 'back at 10:40' }),
        pending,
        timed: { until: NOW + 30 * MINUTE, returnTo: ref(AVAILABLE) },
      },
      { routing: { status: 'OFF_QUEUE', since: null, pending: false, problem: null } },
    );
    const text = statusJson(state);
    expect(text.split('\n')).toHaveLength(2);
    expect(JSON.parse(text)).toEqual({
      state: 'live',
      presence: { id: 'b1', label: 'Break', systemPresence: 'Break' },
      message: 'back at 10:40',
      since: new Date(NOW - 18 * MINUTE).toISOString(),
      pending: { id: 'a1', label: 'Available' },
      routingStatus: 'OFF_QUEUE',
      timed: { until: new Date(NOW + 30 * MINUTE).toISOString(), returnTo: ref(AVAILABLE) },
    });
    expect(Object.keys(JSON.parse(text))).toEqual([
      'state',
      'presence',
      'message',
      'since',
      'pending',
      'routingStatus',
      'timed',
    ]);
  });

  it('says null for what is unknown', () => {
    const state = withPresence({ current: null }, { session: { kind: 'signedOut', problem: null } });
    expect(JSON.parse(statusJson(state))).toEqual({
      state: 'signedOut',
      presence: null,
      message: null,
      since: null,
      pending: null,
      routingStatus: null,
      timed: null,
    });
  });

  it('a message on its way alone is pending for the presence that stays', () => {
    const state = withPresence({ pending: { ...pending, definition: null, message: 'soon' } });
    expect(JSON.parse(statusJson(state)).pending).toEqual({ id: 'b1', label: 'Break' });
  });

  it('a time that no calendar has is null', () => {
    expect(JSON.parse(statusJson(withPresence({ current: current(BREAK, { since: 1e20 }) }))).since).toBeNull();
  });

  it('carries any label and message unchanged, and no control character to the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        const text = statusJson(withPresence({ current: current(BREAK, { message }) }));
        expect(JSON.parse(text).message).toBe(message);
        expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
      { examples: [['\u001b[2J\u009b2J\u2028']] },
    );
  });
});

describe('--list', () => {
  const state = appState({}, [AVAILABLE, BREAK, COFFEE, ON_QUEUE]);

  it('as JSON has exactly the promised fields', () => {
    expect(JSON.parse(listJson(state))).toEqual([
      { id: 'a1', label: 'Available', systemPresence: 'Available', primary: true },
      { id: 'b1', label: 'Break', systemPresence: 'Break', primary: true },
      { id: 'b2', label: 'Coffee', systemPresence: 'Break', primary: false },
      { id: 'q1', label: 'On Queue', systemPresence: 'OnQueue', primary: true },
    ]);
  });

  it('names On Queue once, also where it only stands beside the groups', () => {
    const beside = appState();
    const twice = { ...state, definitions: { ...state.definitions, onQueue: ON_QUEUE } };
    const only = { ...beside, definitions: { ...beside.definitions, onQueue: ON_QUEUE } };
    for (const each of [twice, only]) expect(listJson(each).match(/q1/g)).toHaveLength(1);
  });

  it('as text shows secondary ones beneath the primary one', () => {
    expect(listText(state)).toBe('a1  Available\nb1  Break\nb2    Coffee\nq1  On Queue\n');
  });

  it('tells apart presences that read the same, in words; JSON has its fixed fields', () => {
    const definitions = [
      { ...COFFEE, id: 'l1', label: 'Lunch', apart: ['Break'] },
      { ...COFFEE, id: 'l2', label: 'Lunch', apart: ['Meal', 'Berlin'] },
    ];
    const group = { systemPresence: 'Break', label: 'Break', division: null, definitions } as const;
    const state = appState({ definitions: { kind: 'ready', groups: [group], onQueue: null, problem: null } });
    expect(listText(state)).toBe('l1    Lunch (Break)\nl2    Lunch (Meal · Berlin)\n');
    expect(listJson(state)).not.toContain('apart');
    const definition: DefinitionRef = { id: 'l2', label: 'Lunch', systemPresence: 'Meal', apart: ['Meal'] };
    const berlin = { ...current(COFFEE), definition };
    expect(statusJson(withPresence({ current: berlin }))).not.toContain('apart');
  });
});

describe('--status for people', () => {
  it('says presence, message and since when', () => {
    const state = withPresence({ current: current(BREAK, { message: 'back\nat\u001b[2J 10:40' }) });
    expect(statusText(state, NOW, texts)).toBe('Break\nMessage: back at [2J 10:40\nSince 10:22 AM (18 min)\n');
  });

  it('says the time left of a presence set for a time', () => {
    const state = withPresence({ timed: { until: NOW + 29.2 * MINUTE, returnTo: ref(AVAILABLE) } });
    expect(statusText(state, NOW, texts)).toContain('Until 11:09 AM (30 min left), then Available\n');
  });

  it('does not let the time tick while unconnected, and says how old the news is', () => {
    const state = withPresence({}, connection('lost', NOW - MINUTE));
    expect(statusText(state, NOW, texts)).toBe('No connection, as of 10:39 AM\nBreak\nSince 10:22 AM\n');
  });

  it.each([
    ['lost', 'No connection, as of 10:39 AM'],
    ['paused', 'No live updates: checking once a minute, as of 10:39 AM'],
    ['polling', 'No live updates: checking once a minute'],
    ['connecting', 'Connecting'],
  ] as const)('says how old the news is only where none comes: %s', (kind, line) => {
    const state = withPresence({}, connection(kind, NOW - MINUTE));
    expect(statusText(state, NOW, texts).split('\n')[0]).toBe(line);
  });

  it('says what is on its way, what failed, who else decides and the routing status', () => {
    const state = withPresence(
      {
        pending,
        failed: {
          pickId: 1,
          definition: ref(COFFEE),
          message: null,
          kind: 'refused',
          problem: {
            key: 'x',
            params: {},
            serviceMessage: null,
            status: null,
            code: null,
            correlationId: null,
            retryable: false,
          },
        },
        otherSource: 'Teams',
        current: current(ON_QUEUE, { future: ref(BREAK), since: null }),
      },
      { routing: { status: 'INTERACTING', since: null, pending: false, problem: null } },
    );
    expect(statusText(state, NOW, texts)).toBe(
      [
        'On Queue',
        'After this interaction: Break',
        'Teams decides the presence that others see',
        'On its way: Available',
        'Not set: Coffee',
        'Routing: interacting',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [75, '(1 h 15 min)'],
    [0, '(0 min)'],
    [-5, '(0 min)'],
    [60 * 30, '(30 h 0 min)'],
  ])('%i minutes read %s', (minutes, shown) => {
    const state = withPresence({ current: current(BREAK, { since: NOW - minutes * MINUTE }) });
    expect(statusText(state, NOW, texts)).toContain(shown);
  });

  it('is in the language of the app', () => {
    const german = englishAs('de', { 'cli.status.sinceFor': 'Seit {{time}} ({{span}})' });
    expect(statusText(appState(), NOW, german)).toContain('Seit 10:22 (18 min)');
  });

  it.each<[string, Partial<AppState>]>([
    ['Signed out', { session: { kind: 'signedOut', problem: null } }],
    ['Starting', { session: { kind: 'starting', waiting: false } }],
  ])('%s is all there is to say where nothing is known', (line, change) => {
    expect(statusText(withPresence({ current: null }, change), NOW, texts)).toBe(`${line}\n`);
  });
});

describe('--watch', () => {
  const told = (state: AppState) => watchText(state, NOW, texts).trimEnd().split(' · ');
  const routing = (status: AppState['routing']['status']) => ({
    routing: { status, since: null, pending: false, problem: null },
  });

  it('has each fact once, the presence first, and none that is not', () => {
    expect(told(withPresence({ current: current(BREAK, { since: null }) }, routing('OFF_QUEUE')))).toEqual(['Break']);
    expect(told(withPresence({ current: current(BREAK, { since: null }) }, routing(null)))).toEqual(['Break']);
    const all = withPresence(
      {
        current: current(ON_QUEUE, { message: 'soon', future: ref(BREAK) }),
        pending,
        timed: { until: NOW + 30 * MINUTE, returnTo: ref(AVAILABLE) },
      },
      { ...routing('INTERACTING'), ...connection('lost') },
    );
    expect(told(all)).toEqual([
      texts('cli.state.lost'),
      'On Queue',
      'soon',
      texts('cli.status.since', { time: clockTime(NOW - 18 * MINUTE, NOW, texts) }),
      texts('cli.status.future', { presence: 'Break' }),
      texts('cli.set.until', { time: clockTime(NOW + 30 * MINUTE, NOW, texts), presence: 'Available' }),
      texts('cli.status.pending', { presence: 'Available' }),
      texts('cli.status.routing', { status: texts('cli.routing.INTERACTING') }),
    ]);
  });

  it('calls a pick of a message by the presence that stays, or by nothing where that is not known', () => {
    const ofMessage = { ...pending, definition: null };
    const known = withPresence({ current: current(BREAK, { since: null }), pending: ofMessage });
    expect(told(known)).toContain(texts('cli.status.pending', { presence: 'Break' }));
    expect(told(withPresence({ current: null, pending: ofMessage }))).toContain(texts('cli.status.pendingMessage'));
  });

  it('tells a sign-in that is being finished from one that waits for a person', () => {
    const signingIn = (step: 'browser' | 'exchanging') =>
      told(withPresence({ current: null }, { session: { kind: 'signingIn', demo: false, step, until: NOW } }));
    expect(signingIn('exchanging')).toEqual([texts('cli.state.finishing')]);
    expect(signingIn('browser')).toEqual([texts('cli.state.signingIn')]);
  });
});

describe('times', () => {
  it('have a date where they are half a day away or more', () => {
    const date = String(new Date(NOW).getFullYear());
    const dated = (hours: number) => clockTime(NOW + hours * 60 * MINUTE, NOW, texts).includes(date);
    expect([11.9, -11.9, 12, -12].map(dated)).toEqual([false, false, true, true]);
  });

  it('that last are told in minutes, then in hours and minutes, never below nothing', () => {
    const minutes = (count: number) => texts('cli.span.minutes', { minutes: count });
    expect([-5, 0, 59].map((count) => span(count * MINUTE, texts))).toEqual([0, 0, 59].map(minutes));
    expect(span(59.9 * MINUTE, texts)).toBe(minutes(59));
    expect(span(60 * MINUTE, texts)).toBe(texts('cli.span.hours', { hours: 1, minutes: 0 }));
    expect(span(125 * MINUTE, texts)).toBe(texts('cli.span.hours', { hours: 2, minutes: 5 }));
    expect(seconds(1_001, texts)).toBe(texts('cli.span.seconds', { seconds: 2 }));
  });

  it('that no calendar has are none', () => {
    expect(isoTime(8.64e15)).toBe('+275760-09-13T00:00:00.000Z');
    expect([isoTime(8.64e15 + 1), isoTime(-8.64e15 - 1), isoTime(null)]).toEqual([null, null, null]);
  });
});
