/** How many requests the demo org takes from a person's app in a minute. */
import { expect, it } from 'vitest';
import { serviceClock } from '../../../electron/demo-org/clock.js';
import { RateLimit } from '../../../electron/demo-org/rate-limit.js';
import { ServiceError } from '../../../electron/demo-org/service-error.js';
import { DEFAULT_SWITCHES } from '../../../electron/demo-org/switches.js';
import { HandClock } from './with-demo-org.js';

function limit(rateLimitPerMinute: number | null) {
  const clock = new HandClock();
  const rates = new RateLimit(serviceClock(clock), { ...DEFAULT_SWITCHES, rateLimitPerMinute });
  /** The status, and how many seconds to wait. */
  const ask = (person = 'ada', app = 'app'): number | string | undefined => {
    try {
      rates.count(person, app);
      return 200;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return error.extra.headers?.['Retry-After'] ?? error.extra.headers?.['retry-after'];
    }
  };
  return { clock, ask };
}

it('as many as it says, then none until the minute of the first is over', () => {
  const { clock, ask } = limit(2);
  expect(ask()).toBe(200);
  clock.advance(20_000);
  expect([ask(), ask()]).toEqual([200, '40']);
  clock.advance(39_999);
  expect(ask()).toBe('1');
  clock.advance(1);
  expect([ask(), ask(), ask()]).toEqual([200, 200, '60']);
});

it('each person and each app has their own', () => {
  const { ask } = limit(1);
  expect([ask(), ask('grace'), ask('ada', 'another'), ask()]).toEqual([200, 200, 200, '60']);
});

it('any number where there is no limit', () => {
  const { ask } = limit(null);
  expect(Array.from({ length: 1000 }, () => ask()).every((each) => each === 200)).toBe(true);
});
