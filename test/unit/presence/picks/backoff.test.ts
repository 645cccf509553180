import { describe, expect, it } from 'vitest';
import { GenesysError, type GenesysErrorFields } from '../../../../electron/genesys/genesys-error.js';
import { Backoff, remedyFor } from '../../../../electron/presence/picks/backoff.js';
import { fakeClock } from '../../desktop/fake-clock.js';

describe('the pause after a failure', () => {
  /** With the longest pause that chance allows. */
  const longest = () => {
    const time = fakeClock(5_000);
    return { time, backoff: new Backoff(time.clock, () => 1) };
  };

  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 15_000],
    [20, 15_000],
  ])('is at most, after failure %d, %d ms', (failures, ms) => {
    const { time, backoff } = longest();
    expect(backoff.pausedFor()).toBe(0);
    backoff.backOff(failures);
    expect(backoff.pausedFor()).toBe(ms);
    expect(backoff.askedToWait()).toBe(0);
    time.pass(ms - 1);
    expect(backoff.pausedFor()).toBe(1);
    time.pass(1_000);
    expect(backoff.pausedFor()).toBe(0);
  });

  it('is left to chance, so that many apps do not return at once', () => {
    const { clock } = fakeClock();
    const backoff = new Backoff(clock, () => 0.25);
    backoff.backOff(3);
    expect(backoff.pausedFor()).toBe(1_000);
  });

  it('ends with a newer pick. What the service asked for does not', () => {
    const { time, backoff } = longest();
    backoff.retryAfter(3_000);
    backoff.retryAfter(1_000);
    backoff.backOff(4);
    expect(backoff.pausedFor()).toBe(8_000);
    backoff.reset();
    expect(backoff.pausedFor()).toBe(3_000);
    time.pass(2_000);
    expect(backoff.askedToWait()).toBe(1_000);
    time.pass(2_000);
    expect(backoff.askedToWait()).toBe(0);
  });
});

describe('a change that failed', () => {
  const after = (fields: Partial<GenesysErrorFields>) =>
    remedyFor(new GenesysError({ kind: 'http', message: 'x', ...fields }));

  it.each([
    [{ status: 401 }, 'signIn'],
    [{ kind: 'timeout', retryable: true }, 'noAnswer'],
    [{ kind: 'badAnswer', code: 'schema', mayHaveArrived: true }, 'noAnswer'],
    [{ status: 503, retryable: true }, 'retry'],
    [{ status: 400 }, 'none'],
    [{ kind: 'network', retryable: true }, 'network'],
    [{ kind: 'network' }, 'none'],
    [{ kind: 'badAnswer', code: 'html', mayHaveArrived: true }, 'network'],
    [{ kind: 'tooLarge', mayHaveArrived: true }, 'network'],
    [{ kind: 'badAnswer', code: 'html' }, 'none'],
    [{ kind: 'network', mayHaveArrived: true }, 'none'],
    [{ kind: 'tls' }, 'none'],
  ] as const)('by %j is followed by %s', (fields, remedy) => expect(after(fields)).toBe(remedy));

  it('by a fault of our own is followed by nothing', () => expect(remedyFor(new TypeError('odd'))).toBe('none'));
});
