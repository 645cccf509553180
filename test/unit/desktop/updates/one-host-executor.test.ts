/** electron-updater’s requests: through the app’s own proxy, and to the feed’s host alone. */
import { EventEmitter } from 'node:events';
import type { RequestOptions } from 'node:http';
import { beforeEach, describe, expect, it, vi } from 'vitest';

class FakeRequest extends EventEmitter {
  aborted = 0;
  constructor(readonly options: Record<string, unknown>) {
    super();
  }
  abort(): void {
    this.aborted += 1;
  }
}
const requests = vi.hoisted((): FakeRequest[] => []);
vi.mock('electron', () => ({
  net: {
    request: (options: Record<string, unknown>) => {
      const request = new FakeRequest(options);
      requests.push(request);
      return request;
    },
  },
}));
const { OneHostExecutor } = await import('../../../../electron/desktop/updates/one-host-executor.js');
beforeEach(() => void (requests.length = 0));

const FEED = 'https://updates.example/stable/latest-linux.yml';
const options: RequestOptions = { protocol: 'https:', hostname: 'updates.example', path: '/stable/app.AppImage' };

function asked(change: RequestOptions = {}) {
  const executor = new OneHostExecutor('session' as never, FEED);
  const responses: unknown[] = [];
  executor.createRequest({ ...options, ...change }, (response) => responses.push(response));
  return { executor, responses, request: requests.at(-1)! };
}

describe('a request', () => {
  it('goes over the app’s session, without cookies, and decides on redirects itself', () => {
    expect(asked({ headers: { accept: '*/*', via: ['a', 'b'], none: undefined } }).request.options).toEqual({
      protocol: 'https:',
      hostname: 'updates.example',
      path: '/stable/app.AppImage',
      headers: { accept: '*/*', via: 'a, b' },
      redirect: 'manual',
      credentials: 'omit',
      session: 'session',
    });
  });

  it.each([
    [{ port: 8443 }, { port: 8443 }],
    [{ port: '8443' }, { port: 8443 }],
    [{ port: null }, {}],
    [{ port: undefined }, {}],
    [{ protocol: 'http:' }, { protocol: 'http:' }],
    [{ protocol: 'ftp:' }, { protocol: 'https:' }],
    [{ protocol: undefined }, { protocol: 'https:' }],
    [{ hostname: null }, { hostname: '' }],
    [{ path: null }, { path: '/' }],
    [{ headers: undefined }, { headers: {} }],
  ])('for %j is one for %j', (change, wanted) => {
    const { options: found } = asked(change).request;
    expect(found).toMatchObject(wanted);
    if (!('port' in wanted)) expect(found).not.toHaveProperty('port');
  });

  it('has its answer, unless the answer only claims to be elsewhere', () => {
    const { executor, request, responses } = asked();
    const answer = { headers: {} };
    request.emit('response', answer);
    expect(responses).toEqual([answer]);
    const errors: unknown[] = [];
    request.on('error', (error) => errors.push(error));
    request.emit('response', { headers: { location: 'https://elsewhere.example/' } });
    expect(responses).toHaveLength(1);
    expect(request.aborted).toBe(1);
    expect(errors).toEqual([executor.refused]);
    expect(executor.refused).toMatchObject({ reason: 'otherHost' });
  });
});

describe('a redirect', () => {
  /** electron-updater asks again after each redirect that may be followed. */
  function redirected() {
    const executor = new OneHostExecutor('session' as never, FEED);
    const errors: unknown[] = [];
    let followed = 0;
    const to = (url: string): void => {
      executor.createRequest(options, () => undefined);
      const request = requests.at(-1)!;
      Reflect.apply(Reflect.get(executor, 'addRedirectHandlers') as () => void, executor, [
        request,
        options,
        (error: unknown) => errors.push(error),
        0,
        () => (followed += 1),
      ]);
      request.emit('redirect', 302, 'GET', url);
    };
    return { executor, to, errors, followed: () => followed };
  }

  it('on the feed’s host is followed, five times in all', () => {
    const { executor, to, errors, followed } = redirected();
    for (let turn = 0; turn < 5; turn += 1) to('https://updates.example/other/app.AppImage');
    expect(followed()).toBe(5);
    expect(executor.refused).toBeNull();
    to('https://updates.example/other/app.AppImage');
    expect(followed()).toBe(5);
    expect(errors).toEqual([executor.refused]);
  });

  it.each(['https://elsewhere.example/app.AppImage', 'http://updates.example/app.AppImage'])(
    'to %s is refused',
    (url) => {
      const { executor, to, errors, followed } = redirected();
      to(url);
      expect(followed()).toBe(0);
      expect(errors).toEqual([executor.refused]);
      expect(executor.refused).toMatchObject({ reason: 'otherHost' });
    },
  );
});
