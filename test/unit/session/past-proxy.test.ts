/** A sign-in that a proxy stops waits for the person’s answer, and goes on. */
import { describe, expect, it } from 'vitest';
import { GenesysError } from '../../../electron/genesys/genesys-error.js';
import type { SessionPorts } from '../../../electron/session/issued-session.js';
import { PROXY_ASKS } from '../../../electron/session/proxy-fetch.js';
import { pastProxy } from '../../../electron/session/sign-in-attempt.js';

const { signal } = new AbortController();
const failure = (code: string) => new GenesysError({ kind: 'network', code, message: code });

/** @param failures what the request meets first. @param opens how often the proxy lets by. Null: nobody can be asked */
function signIn(failures: readonly Error[], opens: number | null) {
  let tries = 0;
  let asked = 0;
  const proxyOpens = () => Promise.resolve((asked += 1) <= (opens ?? 0));
  const ports = (opens === null ? {} : { proxyOpens }) as unknown as SessionPorts;
  const done = pastProxy(ports, signal, () => {
    const error = failures[tries];
    tries += 1;
    return error === undefined ? Promise.resolve('tokens') : Promise.reject(error);
  });
  return { done, tries: () => tries, asked: () => asked };
}
const asks = failure(PROXY_ASKS);

describe('a request of a sign-in', () => {
  it('is sent once where no proxy stops it', async () => {
    const { done, tries, asked } = signIn([], 9);
    expect(await done).toBe('tokens');
    expect([tries(), asked()]).toEqual([1, 0]);
  });

  it('is sent again each time the proxy opens, five times in all', async () => {
    const { done, tries } = signIn([asks, asks, asks, asks], 9);
    expect(await done).toBe('tokens');
    expect(tries()).toBe(5);
    const more = signIn([asks, asks, asks, asks, asks], 9);
    await expect(more.done).rejects.toBe(asks);
    expect([more.tries(), more.asked()]).toEqual([5, 4]);
  });

  it.each([0, null])('fails as it is where nobody answers (%s)', async (opens) => {
    const { done, tries } = signIn([asks], opens);
    await expect(done).rejects.toBe(asks);
    expect(tries()).toBe(1);
  });

  it.each([failure('ECONNRESET'), new TypeError('odd')])(
    'waits for no proxy where something else fails (%s)',
    async (error) => {
      const { done, asked } = signIn([error], 9);
      await expect(done).rejects.toBe(error);
      expect(asked()).toBe(0);
    },
  );
});
