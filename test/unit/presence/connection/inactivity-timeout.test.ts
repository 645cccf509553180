/** The exact moments of the organisation’s inactivity timeout: when it is put off, and when somebody is asked. */
import { describe, expect, it } from 'vitest';
import { GenesysError } from '../../../../electron/genesys/genesys-error.js';
import { InactivityTimeout } from '../../../../electron/presence/connection/inactivity-timeout.js';
import type { Clock } from '../../../../electron/ports.js';
import { fakeClock } from '../../desktop/fake-clock.js';
import { rememberingLog } from '../../settings/doubles.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T10:00:00Z');
const settled = () => new Promise(setImmediate);

/** An organisation that ends sessions after an hour without use. */
async function desk(said: object | Error = { enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 3_600 }) {
  const time = fakeClock(START);
  let setBy = 0;
  const clock: Clock = { ...time.clock, now: () => time.clock.now() + setBy };
  const log = rememberingLog();
  const endings: (number | null)[] = [];
  const state = { policy: 'whilePresent' as 'whilePresent' | 'never', presentSince: -Infinity, lastUse: 0 };
  let renewals = 0;
  let expired = 0;
  let fails: Error | null = null;
  const tokens = {
    getTokensTimeout: () => (said instanceof Error ? Promise.reject(said) : Promise.resolve(said)),
    getTokensMe: () => {
      renewals += 1;
      return fails === null ? Promise.resolve({}) : Promise.reject(fails);
    },
  };
  const timeout = new InactivityTimeout({
    clock,
    log,
    service: () => ({ tokens }) as never,
    signal: new AbortController().signal,
    policy: () => state.policy,
    presentSince: () => state.presentSince,
    lastUse: () => state.lastUse,
    onExpired: () => (expired += 1),
    onEnding: (endsAt) => endings.push(endsAt),
  });
  await timeout.start();
  return {
    timeout,
    log,
    endings,
    state,
    renewals: () => renewals,
    expired: () => expired,
    waiting: () => time.waiting(),
    fail: (error: Error | null): void => void (fails = error),
    setClock: (by: number): void => void (setBy += by),
    pass: async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 10_000) {
        time.pass(Math.min(10_000, ms - passed));
        await settled();
      }
    },
  };
}

it.each([
  [{ enableIdleTokenTimeout: false, idleTokenTimeoutSeconds: 3_600 }],
  [{ enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 0 }],
  [{ enableIdleTokenTimeout: true }],
  [{}],
])('an organisation that says %j has none, and nothing is looked at', async (said) => {
  const { timeout, waiting } = await desk(said);
  expect(timeout.timeout).toBeNull();
  expect(waiting()).toBe(0);
  await timeout.imHere();
});

it('one that cannot be asked has none that is known, and the log says so', async () => {
  const { timeout, log } = await desk(new TypeError('odd'));
  expect(timeout.timeout).toBeNull();
  expect(log.lines).toEqual(['inactivity timeout unknown {"error":"TypeError"}']);
});

describe('a timeout of an hour', () => {
  it('is put off after half of it while somebody is there, and then after each half', async () => {
    const { timeout, pass, renewals, state } = await desk();
    expect(timeout.timeout).toBe(60 * MINUTE);
    state.presentSince = Infinity;
    await pass(30 * MINUTE - 10_000);
    expect(renewals()).toBe(0);
    await pass(10_000);
    expect(renewals()).toBe(1);
    await pass(30 * MINUTE - 10_000);
    expect(renewals()).toBe(1);
    await pass(30_000);
    expect(renewals()).toBe(2);
  });

  it('counts from the last answer to any request', async () => {
    const { pass, renewals, state } = await desk();
    state.presentSince = Infinity;
    state.lastUse = START + 20 * MINUTE;
    await pass(50 * MINUTE - 10_000);
    expect(renewals()).toBe(0);
    await pass(30_000);
    expect(renewals()).toBe(1);
  });

  it('is put off only where somebody came since it was last used', async () => {
    const { pass, renewals, state } = await desk();
    state.presentSince = START;
    await pass(40 * MINUTE);
    expect(renewals()).toBe(0);
    state.presentSince = START + 39 * MINUTE;
    await pass(MINUTE);
    expect(renewals()).toBe(1);
  });

  it('is never put off where the organisation does not want it: somebody is asked two minutes before, once', async () => {
    const { pass, renewals, state, endings } = await desk();
    Object.assign(state, { policy: 'never', presentSince: Infinity });
    await pass(58 * MINUTE - 10_000);
    expect(endings).toEqual([]);
    await pass(40_000);
    expect(endings).toEqual([START + 60 * MINUTE]);
    await pass(60 * MINUTE);
    expect(endings).toHaveLength(1);
    expect(renewals()).toBe(0);
  });

  it('that is over is neither put off nor asked about', async () => {
    const { pass, renewals, state, endings } = await desk();
    await pass(60 * MINUTE);
    expect(endings).toHaveLength(1);
    state.presentSince = Infinity;
    await pass(60 * MINUTE);
    expect(renewals()).toBe(0);
    expect(endings).toHaveLength(1);
  });

  it('begins anew when the person says that they are there, and the warning is over', async () => {
    const { timeout, pass, endings, renewals } = await desk();
    await timeout.imHere();
    expect(endings).toEqual([]);
    await pass(59 * MINUTE);
    expect(endings).toHaveLength(1);
    await timeout.imHere();
    expect(renewals()).toBe(2);
    expect(endings).toEqual([START + 60 * MINUTE, null]);
    await pass(57 * MINUTE);
    expect(endings).toHaveLength(2);
    await pass(2 * MINUTE);
    expect(endings.at(-1)).toBe(START + 119 * MINUTE);
  });

  it('is not taken as put off where that failed, and a refused session is expired', async () => {
    const { timeout, pass, fail, endings, expired } = await desk();
    fail(new GenesysError({ kind: 'network', message: 'lost' }));
    await pass(59 * MINUTE);
    await timeout.imHere();
    expect(expired()).toBe(0);
    expect(endings).toHaveLength(1);
    fail(new GenesysError({ kind: 'http', status: 401, message: 'over' }));
    await timeout.imHere();
    expect(expired()).toBe(1);
    await pass(60 * MINUTE);
    expect(endings).toHaveLength(1);
  });

  it.each([3_600_000, -3_600_000])('lasts as long as was meant where the clock is set by %d ms', async (by) => {
    const { pass, endings, setClock, state } = await desk();
    await pass(20 * MINUTE);
    setClock(by);
    state.lastUse = -Infinity;
    await pass(38 * MINUTE - 60_000);
    expect(endings).toEqual([]);
    await pass(90_000);
    expect(endings).toEqual([START + by + 60 * MINUTE]);
    setClock(by);
    await pass(60_000);
    expect(endings).toHaveLength(1);
  });

  it('is looked at no longer once the session ends', async () => {
    const { timeout, pass, endings } = await desk();
    timeout.stop();
    await pass(120 * MINUTE);
    expect(endings).toEqual([]);
  });
});
