/** Whether the login can be reached at all, asked for before the browser is. */
import { describe, expect, it } from 'vitest';
import { regionEnvironment } from '../../../electron/genesys/environment.js';
import { checkLogin } from '../../../electron/session/reachability.js';
import { plainTarget } from '../../../electron/session/sign-in-target.js';
import { fakeClock } from '../desktop/fake-clock.js';

const target = plainTarget(regionEnvironment('eu_central_1')!, 'client');

async function check(answer: number | Error) {
  const asked: RequestInit[] = [];
  const trouble = await checkLogin(
    {
      fetch: (_url, init = {}) => {
        asked.push(init);
        return answer instanceof Error
          ? Promise.reject(answer)
          : Promise.resolve(new Response(null, { status: answer }));
      },
      clock: fakeClock().clock,
      userAgent: 'PresenceTray/1',
    },
    target,
    'http://localhost:1/',
    new AbortController().signal,
  );
  return { trouble, asked };
}

describe('a login', () => {
  it.each([200, 302, 403, 500, 405])('that answers with %d may be all right', async (status) => {
    const { trouble, asked } = await check(status);
    expect(trouble).toBeNull();
    expect(asked).toMatchObject([{ redirect: 'manual', credentials: 'omit', cache: 'no-store' }]);
  });

  it.each([
    [400, 'signIn.problem.wrongClient'],
    [401, 'signIn.problem.wrongClient'],
    [404, 'signIn.problem.wrongRegion'],
  ])('that answers with %d is suspected: %s', async (status, key) => {
    expect((await check(status)).trouble).toMatchObject({ kind: 'suspects', problem: { key, status } });
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'signIn.problem.unreachable'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'signIn.problem.tls'],
  ])('that fails with %s ends the sign-in: %s', async (message, key) => {
    expect((await check(new Error(message))).trouble).toMatchObject({ kind: 'ends', problem: { key } });
  });

  it.each([
    ['net::ERR_CONNECTION_RESET', 'a connection that broke once may hold the next time'],
    ['net::ERR_PROXY_AUTH_REQUESTED', 'a person is being asked for the proxy’s password'],
    ['odd', 'nobody knows why'],
  ])('that fails with %s ends nothing: %s', async (message) => {
    expect((await check(new Error(message))).trouble).toBeNull();
  });
});
