/** A small crowd of the real app in an outage (test/bench/growth.ts). The whole one is told in test/bench/README.md. */
import { describe, expect, it } from 'vitest';
import { BACK_OFF_MS } from '../../../electron/presence/connection/crowd.js';
import { curveOf, sparkline } from '../../bench/growth/curve.js';
import { boundFor, phaseOf, report } from '../../bench/growth/report.js';
import { day, morning, outage, type Told } from '../../bench/growth/scenes.js';
import { freshSeed } from '../presence/fresh-seed.js';

const CLIENTS = 150;
const given = process.env['GROWTH_SEED'];
const seed =
  given === undefined
    ? freshSeed((fresh) => `GROWTH_SEED=${fresh} npx vitest run test/unit/bench/growth`)
    : Number(given);

/** A small crowd is uneven by chance, so its load is held over half a minute instead of over a second. */
const WINDOW_S = 30;
function busiest({ perSecond }: { readonly perSecond: readonly number[] }): number {
  let most = 0;
  for (let from = 0; from < perSecond.length; from++) {
    const sum = perSecond.slice(from, from + WINDOW_S).reduce((all, each) => all + each, 0);
    most = Math.max(most, sum / WINDOW_S);
  }
  return most;
}

function expectManners(told: Told): void {
  for (const phase of ['outage', 'after'])
    expect(busiest(phaseOf(told, phase).requests)).toBeLessThanOrEqual(boundFor(CLIENTS));
  expect(Math.max(...told.rightAfter)).toBeLessThanOrEqual(2 * BACK_OFF_MS);
  expect(told.impatiences).toEqual([]);
}

describe('thousands of apps', () => {
  it('come back from an outage one after the other, and all are right within two back-off periods', async () => {
    const told = await outage(CLIENTS, seed, { outage: 'unreachable' });
    expect(phaseOf(told, 'outage').requests.total).toBe(0);
    expectManners(told);
  });

  it('leave a service alone that answers 503, and wait as long as it then asks for with 429', async () => {
    const told = await outage(CLIENTS, seed, { outage: 'unavailable', crowded: 30 });
    expectManners(told);
    expect(phaseOf(told, 'after').kinds.some(([what]) => what.endsWith(' 429'))).toBe(true);
  });

  it('lose no pick that was made meanwhile, and the last one wins', async () => {
    const told = await outage(40, seed, { outage: 'unavailable', picks: true });
    expect(told.lost).toBe(0);
    expect(Math.max(...told.rightAfter)).toBeLessThanOrEqual(2 * BACK_OFF_MS);
  });

  it('ask for nothing while nothing changes, and their cost is told', async () => {
    const told = await morning(20, seed, 600_000);
    expect(told.rightAfter.every((after) => after === 0)).toBe(true);
    expect(phaseOf(told, 'work').requests.total).toBe(0);
    const text = report({ seed, date: 'today', morning: told, day: await day(1, seed), outages: [] });
    expect(text).toContain('What 50,000 apps would cost');
    const each = phaseOf(told, 'start').requests.total / 20;
    expect(text).toContain(`${Math.round((each * 50_000) / 300).toLocaleString('en-US')} (${each.toFixed(1)} an app)`);
  });
});

describe('a curve', () => {
  it('counts each second, and shows the worst of several in one sign', () => {
    const curve = curveOf([0, 1, 999, 1000, 3500, 9999], 0, 4000);
    expect(curve).toEqual({ perSecond: [3, 1, 0, 1], most: 3, mean: 1.25, total: 5 });
    expect(sparkline(curve, 4)).toBe('█▃ ▃');
    expect(sparkline(curve, 2)).toBe('█▃');
  });
});
