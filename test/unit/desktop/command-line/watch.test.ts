import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Piece } from '../../../../electron/desktop/command-line/command.js';
import { watchStatus, type WatchPort } from '../../../../electron/desktop/command-line/watch.js';
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

/** Lets everything that is ready run. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Somebody who watches. The test controls the app's state, the clock and the reader. */
function watching(asJson = false) {
  let state = appState();
  const listeners = new Set<() => void>();
  let timers: (() => void)[] = [];
  const pieces: Piece[] = [];
  const hangUp = new AbortController();
  let reads: () => void = () => undefined;
  let slow = false;
  const port: WatchPort = {
    state: () => state,
    onChange: (run) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    clock: {
      now: () => NOW,
      monotonic: () => 0,
      sinceBoot: () => 0,
      after: (_ms, run) => {
        timers.push(run);
        return () => (timers = timers.filter((each) => each !== run));
      },
    },
    texts: () => texts,
  };
  const ended = watchStatus(asJson, port, (piece) => pieces.push(piece), {
    gone: hangUp.signal,
    taken: () => (slow ? new Promise((resolve) => (reads = resolve)) : Promise.resolve()),
  });
  const passTime = async () => {
    await settle();
    for (const run of timers.splice(0)) run();
    await settle();
  };
  return {
    ended,
    lines: () => pieces.map(({ out }) => out),
    become: async (next: AppState) => {
      state = next;
      for (const run of [...listeners]) run();
      await settle();
    },
    passTime,
    beSlow: () => (slow = true),
    readOn: async () => {
      reads();
      await passTime();
    },
    hangUp: () => hangUp.abort(),
    /** What would wake the app. */
    waitsFor: () => ({ timers: timers.length, listeners: listeners.size }),
  };
}

describe('somebody who watches', () => {
  it('is told the presence now and at every change, a line each', async () => {
    const watch = watching();
    await watch.passTime();
    await watch.become(withPresence({ current: current(AVAILABLE, { message: 'back\nsoon', since: NOW }) }));
    expect(watch.lines()).toEqual([
      expect.stringMatching(/^Break · Since 10:22\sAM\n$/),
      expect.stringMatching(/^Available · back soon · Since 10:40\sAM\n$/),
    ]);
  });

  it('as JSON is told what --status tells, and when it was so', async () => {
    const watch = watching(true);
    await settle();
    const [line] = watch.lines();
    expect(JSON.parse(line ?? '')).toEqual({
      at: new Date(NOW).toISOString(),
      state: 'live',
      presence: ref(BREAK),
      message: '',
      since: new Date(NOW - 18 * MINUTE).toISOString(),
      pending: null,
      routingStatus: null,
      timed: null,
    });
    expect(line?.indexOf('\n')).toBe((line?.length ?? 0) - 1);
  });

  it('costs the app no timer while nothing changes, and nothing at all once they have gone', async () => {
    const watch = watching();
    await watch.passTime();
    expect(watch.waitsFor()).toEqual({ timers: 0, listeners: 1 });
    watch.hangUp();
    await watch.ended;
    expect(watch.waitsFor()).toEqual({ timers: 0, listeners: 0 });
  });

  it('is not told of changes that the status does not show, nor of a start known a little better', async () => {
    const watch = watching(true);
    await watch.passTime();
    await watch.become(appState({ personal: { recent: [ref(COFFEE)], favourites: [], routines: [] } }));
    await watch.become(withPresence({ current: current(BREAK, { since: NOW - 18 * MINUTE + 700 }) }));
    expect(watch.lines()).toHaveLength(1);
    await watch.become(withPresence({ current: current(BREAK, { since: NOW }) }));
    expect(watch.lines()).toHaveLength(2);
  });

  it('is told presence and routing status, which come one after the other, in one line', async () => {
    const watch = watching();
    await watch.passTime();
    await watch.become(withPresence({ current: current(ON_QUEUE) }));
    const idle = { status: 'IDLE', since: null, pending: false, problem: null } as const;
    await watch.become(withPresence({ current: current(AVAILABLE) }));
    await watch.become(withPresence({ current: current(ON_QUEUE) }, { routing: idle }));
    await watch.passTime();
    expect(watch.lines()).toHaveLength(3);
    expect(watch.lines()[2]).toContain('Routing: idle');
  });

  it('who reads slowly gets the latest instead of all', async () => {
    const watch = watching();
    watch.beSlow();
    await watch.passTime();
    await watch.become(withPresence({ current: current(COFFEE) }));
    await watch.readOn();
    for (let change = 0; change < 1_000; change += 1)
      await watch.become(
        withPresence({ current: current(change % 2 === 0 ? AVAILABLE : BREAK, { message: `${change}` }) }),
      );
    await watch.become(withPresence({ current: current(ON_QUEUE) }));
    await watch.readOn();
    expect(watch.lines().map((line) => line.split(' · ')[0])).toEqual(['Break', 'Coffee', 'Available', 'On Queue']);
  });

  it('is told when the session is over, and goes on watching', async () => {
    const watch = watching();
    await watch.passTime();
    await watch.become({
      ...appState({ session: { kind: 'signedOut', problem: null } }),
      presence: { ...appState().presence, current: null },
    });
    await watch.passTime();
    await watch.become(appState());
    expect(watch.lines().map((line) => line.split(' · ')[0]?.trim())).toEqual(['Break', 'Signed out', 'Break']);
  });

  it('ends up with what is, and is never told the same twice, whatever happens', async () => {
    const presences = [AVAILABLE, BREAK, COFFEE, ON_QUEUE];
    const acts = fc.array(fc.oneof(fc.nat(presences.length - 1), fc.constantFrom('time', 'read', 'slow')), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(acts, async (list) => {
        const watch = watching();
        let last = BREAK;
        for (const act of list) {
          if (act === 'time') await watch.passTime();
          else if (act === 'read') await watch.readOn();
          else if (act === 'slow') watch.beSlow();
          else {
            last = presences[act] ?? BREAK;
            await watch.become(withPresence({ current: current(last) }));
          }
        }
        for (let turn = 0; turn < 3; turn += 1) await watch.readOn();
        const lines = watch.lines();
        expect(lines.at(-1)?.split(' · ')[0]).toBe(last.label);
        for (const [index, line] of lines.entries()) expect(line).not.toBe(lines[index - 1]);
        watch.hangUp();
        await watch.ended;
      }),
      { numRuns: 60 },
    );
  });
});
