import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRateCeiling, type Urgency } from '../../../electron/genesys/rate-ceiling.js';
import { failureOf, fakeClock, settle } from './fakes.js';

describe('the ceiling of 300 requests a minute', () => {
  test('lets a person’s change go at once while a large read waits', async () => {
    const clock = fakeClock();
    const ceiling = createRateCeiling(clock);
    const gone: string[] = [];
    for (let read = 0; read < 400; read++) void ceiling.pass('read').then(() => gone.push('read'));
    await settle();
    expect(gone).toHaveLength(280);
    void ceiling.pass('change').then(() => gone.push('change'));
    await settle();
    expect(gone.at(-1)).toBe('change');
  });

  test('lets the agent’s own requests go before what is asked for a team, and keeps places for them', async () => {
    const clock = fakeClock();
    const ceiling = createRateCeiling(clock, { limit: 10, windowMs: 1000, keptForChanges: 2, keptForOneself: 3 });
    const gone: string[] = [];
    const ask = (urgency: Urgency) => void ceiling.pass(urgency).then(() => gone.push(urgency));
    for (let request = 0; request < 8; request++) ask('others');
    await settle();
    expect(gone).toEqual(Array(5).fill('others'));
    for (let request = 0; request < 4; request++) ask('read');
    for (let request = 0; request < 3; request++) ask('change');
    await settle();
    expect(gone.slice(5)).toEqual(['read', 'read', 'read', 'change', 'change']);
    await clock.advance(1000);
    expect(gone.slice(10)).toEqual(['change', 'read', 'others', 'others', 'others']);
    expect(clock.pending()).toBe(0);
  });

  test('sends what waited as soon as the minute is over, in order', async () => {
    const clock = fakeClock();
    const ceiling = createRateCeiling(clock, { limit: 2, windowMs: 1000, keptForChanges: 0 });
    const gone: number[] = [];
    for (let request = 1; request <= 5; request++) void ceiling.pass('read').then(() => gone.push(request));
    await settle();
    expect(gone).toEqual([1, 2]);
    await clock.advance(999);
    expect(gone).toEqual([1, 2]);
    await clock.advance(1);
    expect(gone).toEqual([1, 2, 3, 4]);
    await clock.advance(1000);
    expect(gone).toEqual([1, 2, 3, 4, 5]);
    expect(clock.pending()).toBe(0);
  });

  test('forgets a request that was given up while it waited', async () => {
    const clock = fakeClock();
    const ceiling = createRateCeiling(clock, { limit: 1, windowMs: 1000, keptForChanges: 0 });
    await ceiling.pass('read');
    const giveUp = new AbortController();
    const waiting = failureOf(ceiling.pass('read', giveUp.signal));
    giveUp.abort();
    expect(await waiting).toMatchObject({ kind: 'cancelled', mayHaveArrived: false });
    expect(clock.pending()).toBe(0);
    expect(await failureOf(ceiling.pass('read', giveUp.signal))).toMatchObject({ kind: 'cancelled' });
  });

  test('holds in every window, and in the end everything goes, whatever comes when', async () => {
    const arrivals = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 400 }), change: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async (requests) => {
        const clock = fakeClock();
        const ceiling = createRateCeiling(clock, { limit: 4, windowMs: 1000, keptForChanges: 1 });
        const sentAt: number[] = [];
        for (const { wait, change } of requests) {
          await clock.advance(wait);
          void ceiling.pass(change ? 'change' : 'read').then(() => sentAt.push(clock.monotonic()));
        }
        await clock.advance(1000 * requests.length);
        expect(sentAt).toHaveLength(requests.length);
        for (const start of sentAt) {
          expect(sentAt.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(4);
        }
        expect(clock.pending()).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
