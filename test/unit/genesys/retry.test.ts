import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRetryAfter, retryDelay, MAX_ATTEMPTS } from '../../../electron/genesys/retry.js';
import { GenesysError } from '../../../electron/genesys/error.js';
import { failureOf, jsonAnswer, refusal, setUp, settle, type Answer } from './fakes.js';

/** Refuses a number of times, then answers. */
const after =
  (times: number, answer: Answer): Answer =>
  (request, turn) =>
    turn <= times ? answer(request, turn) : jsonAnswer({ id: 'me' });

describe('a read that fails', () => {
  test.each([408, 429, 500, 502, 503, 504])('with %i is tried again', async (status) => {
    const { client, clock, service } = setUp(after(2, () => refusal(status, 'x', 'x')));
    const call = client.users.getUsersMe({});
    await clock.advance(10_000);
    expect(await call).toEqual({ id: 'me' });
    expect(service.seen).toHaveLength(3);
  });

  test.each([400, 401, 403, 404, 409, 413, 415, 422, 501])('with %i is not', async (status) => {
    const { client, service, clock } = setUp(() => refusal(status, 'x', 'x'));
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ status, retryable: false });
    expect(service.seen).toHaveLength(1);
    expect(clock.pending()).toBe(0);
  });

  test('because the connection broke is tried again, in the end given up', async () => {
    const { client, clock, service } = setUp(() => Promise.reject(new Error('net::ERR_CONNECTION_RESET')));
    const call = failureOf(client.users.getUsersMe({}));
    await clock.advance(120_000);
    expect(await call).toMatchObject({ kind: 'network' });
    expect(service.seen).toHaveLength(MAX_ATTEMPTS);
  });

  test('waits as long as the service asks, not less', async () => {
    const { client, clock, service } = setUp(
      after(1, () => refusal(429, 'too.many.requests.retry.after', 'x', { 'Retry-After': '42' })),
      { random: () => 0 },
    );
    const call = client.users.getUsersMe({});
    await clock.advance(41_999);
    expect(service.seen).toHaveLength(1);
    await clock.advance(1);
    await call;
    expect(service.seen).toHaveLength(2);
  });

  test('waits until the date the service names', async () => {
    const { client, clock, service } = setUp(
      after(1, () => refusal(503, 'service.unavailable', 'x', { 'Retry-After': 'Sat, 21 Nov 2026 10:00:30 GMT' })),
      { random: () => 0 },
    );
    const call = client.users.getUsersMe({});
    await clock.advance(29_999);
    expect(service.seen).toHaveLength(1);
    await clock.advance(1);
    await call;
    expect(service.seen).toHaveLength(2);
  });

  test('does not wait for more than two minutes, but says how long it would be', async () => {
    const { client, clock } = setUp(() =>
      refusal(429, 'too.many.requests.retry.after', 'x', { 'Retry-After': '3600' }),
    );
    expect(await failureOf(client.users.getUsersMe({}))).toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
    expect(clock.pending()).toBe(0);
  });

  /** The service's clock. The computer's is an hour ahead of it. */
  const serverTime = (clock: { now(): number }, aheadMs = 0) =>
    new Date(clock.now() - 3_600_000 + aheadMs).toUTCString();

  test.each([
    ['the answer says when it was sent', true],
    ['only an earlier answer did', false],
  ])('waits until the date the service names although the computer’s clock is wrong, where %s', async (_, dated) => {
    const { client, clock, service } = setUp(
      (_request, turn) => {
        if (turn !== 2) return jsonAnswer({ id: 'me' }, { headers: dated ? {} : { date: serverTime(clock) } });
        const date = dated ? { date: serverTime(clock) } : {};
        return refusal(429, 'too.many.requests', 'x', { 'Retry-After': serverTime(clock, 30_000), ...date });
      },
      { random: () => 0 },
    );
    await client.users.getUsersMe({});
    const call = client.users.getUsersMe({});
    await clock.advance(29_000);
    expect(service.seen).toHaveLength(2);
    await clock.advance(2000);
    await call;
    expect(service.seen).toHaveLength(3);
  });

  test('stops waiting when the caller gives up', async () => {
    const { client, clock, service } = setUp(() => refusal(429, 'x', 'x', { 'Retry-After': '30' }));
    const giveUp = new AbortController();
    const call = failureOf(client.users.getUsersMe({}, { signal: giveUp.signal }));
    await settle();
    giveUp.abort();
    expect(await call).toMatchObject({ kind: 'cancelled', mayHaveArrived: false });
    expect(clock.pending()).toBe(0);
    expect(service.seen).toHaveLength(1);
  });
});

describe('a change that fails', () => {
  const change = { userId: 'u', body: { message: 'x' } };

  test('is left to whoever asked for it', async () => {
    const { client, service } = setUp(() => refusal(503, 'service.unavailable', 'x'));
    expect(await failureOf(client.presence.patchUserPresencesPurecloud(change))).toMatchObject({ retryable: true });
    expect(service.seen).toHaveLength(1);
  });

  test('is tried again where that was asked for', async () => {
    const { client, clock, service } = setUp(after(1, () => refusal(503, 'service.unavailable', 'x')));
    const call = client.presence.patchUserPresencesPurecloud(change, { retry: true });
    await clock.advance(1000);
    await call;
    expect(service.seen).toHaveLength(2);
  });

  test('is never sent again after a time-out: it may still land', async () => {
    const { client, clock, service } = setUp(() => new Promise(() => undefined));
    const call = failureOf(client.presence.patchUserPresencesPurecloud(change, { retry: true }));
    await clock.advance(600_000);
    expect(await call).toMatchObject({ kind: 'timeout', mayHaveArrived: true });
    expect(service.seen).toHaveLength(1);
  });

  test('that only searches is tried again like a read', async () => {
    const { client, clock } = setUp((_, turn) =>
      turn === 1 ? refusal(500, 'x', 'x') : jsonAnswer({ results: [{ id: 'u' }] }),
    );
    const call = client.users.postUsersSearch({
      body: { query: [{ type: 'CONTAINS', fields: ['name'], value: 'a' }] },
    });
    await clock.advance(1000);
    expect((await call).results).toEqual([{ id: 'u' }]);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');

  test.each([
    ['42', 42_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Sat, 21 Nov 2026 10:00:05 GMT', 5000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['', null],
    ['soon', null],
    ['-3', null],
    ['42 s', 42_000],
    ['42 seconds', 42_000],
    ['42, 42', 42_000],
    ['42 apples', null],
    ['1e999', null],
    ['999999999999999999', 86_400_000],
    ['Saturday, 21-Nov-26 10:00:05 GMT', 5000],
    ['Sat Nov 21 10:00:05 2026', 5000],
    ['Sat, 21 Nov 2026 11:00:05 +0100', 5000],
    ['2026-11-21T10:00:05Z', 5000],
    ['2026-11-21T10:00:05', 5000],
    ['Sat, 21 Nov 2126 10:00:00 GMT', 86_400_000],
    ['Sat, 31 Feb 2026 99:00:00 GMT', null],
  ])('%j is %s ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });

  test('never is anything but a sensible number, whatever stands there', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const wait = parseRetryAfter(header, now);
        expect(wait === null || wait >= 0).toBe(true);
      }),
    );
  });
});

test('the wait before another attempt has full jitter: anything up to a bound that doubles', () => {
  const passing = new GenesysError({ kind: 'network', message: '', retryable: true });
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
    expect(retryDelay(passing, attempt, () => 0)).toBe(0);
    expect(retryDelay(passing, attempt, () => 1)).toBe(500 * 2 ** (attempt - 1));
  }
  expect(retryDelay(passing, MAX_ATTEMPTS, () => 0)).toBeNull();
});
