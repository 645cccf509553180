import { describe, expect, it } from 'vitest';
import type { GenesysClient } from '../../../electron/genesys/client.js';
import { isChannelAddress } from '../../../electron/genesys/channel-address.js';
import { GenesysError } from '../../../electron/genesys/genesys-error.js';
import { NotificationChannel, type ChannelTrouble } from '../../../electron/genesys/notification-channel.js';
import type { SocketPort } from '../../../electron/ports.js';
import { fakeClock, memoryLog } from './fakes.js';

const HOUR = 3_600_000;
const HEARTBEAT = JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } });
const PONG = JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'pong' } });

interface TestSocket extends SocketPort {
  readonly url: string;
  readonly sent: string[];
  closed: boolean;
}

/** A channel with a service and sockets that behave as the test says. */
function setUp(options: { random?: number; answersPings?: boolean } = {}) {
  const clock = fakeClock();
  const log = memoryLog();
  const sockets: TestSocket[] = [];
  const requests: string[] = [];
  const told: string[] = [];
  const troubles: { trouble: ChannelTrouble; failures: number }[] = [];
  const failures: Error[] = [];
  const set = { expires: 24 * HOUR, uri: 'wss://streaming.mypurecloud.de/channels/', rejected: [] as string[] };
  let made = 0;

  const fail = (): void => {
    const error = failures.shift();
    if (error) throw error;
  };
  const service: Pick<
    GenesysClient['notifications'],
    'postNotificationsChannels' | 'putNotificationsChannelSubscriptions'
  > = {
    postNotificationsChannels: async () => {
      await Promise.resolve();
      requests.push('POST');
      fail();
      made += 1;
      const expires = new Date(clock.now() + set.expires).toISOString();
      return { id: `c${made}`, connectUri: `${set.uri}c${made}`, expires };
    },
    putNotificationsChannelSubscriptions: async ({ channelId, body }) => {
      await Promise.resolve();
      requests.push(`PUT ${channelId} ${body.map((topic) => topic.id).join()}`);
      fail();
      return { entities: body.map(({ id }) => ({ id, state: set.rejected.includes(id) ? 'Rejected' : 'Permitted' })) };
    },
  };
  const channel = new NotificationChannel(
    {
      service,
      openSocket: (url) => {
        const socket: TestSocket = {
          url,
          sent: [],
          closed: false,
          onOpen: () => undefined,
          onMessage: () => undefined,
          onClose: () => undefined,
          send: (text) => {
            socket.sent.push(text);
            if (options.answersPings ?? true) socket.onMessage(PONG);
          },
          close: () => {
            socket.closed = true;
          },
        };
        sockets.push(socket);
        return socket;
      },
      clock,
      random: () => options.random ?? 0.5,
      log,
      apiUrl: 'https://api.mypurecloud.de',
      channelHost: null,
      topics: ['v2.users.u.presence', 'v2.users.u.routingStatus'],
      toLocal: (ms) => ms,
    },
    {
      onLive: () => told.push('live'),
      onEvent: (topic, body) => told.push(`${topic} ${JSON.stringify(body)}`),
      onDown: (heardAt) => told.push(`down, heard ${clock.now() - heardAt} ms ago`),
      onTrouble: (trouble, count) => {
        troubles.push({ trouble, failures: count });
        told.push(`trouble: ${trouble.kind}`);
      },
    },
  );
  const last = (): TestSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  };
  return {
    clock,
    log,
    channel,
    sockets,
    requests,
    told,
    troubles,
    failures,
    set,
    last,
    /** Started and open. */
    live: async () => {
      channel.start();
      await clock.advance(0);
      last().onOpen();
    },
    /** Heartbeats for this many milliseconds. */
    beat: async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 30_000) {
        await clock.advance(30_000);
        last().onMessage(HEARTBEAT);
      }
    },
  };
}

const httpError = (status: number, over: { retryAfterMs?: number } = {}): GenesysError =>
  new GenesysError({ kind: 'http', status, message: `${status}`, retryable: status >= 429, ...over });

describe('a notification channel', () => {
  it('is made, subscribed and opened, and tells its events with topics in lower case', async () => {
    const t = setUp();
    await t.live();
    expect(t.requests).toEqual(['POST', 'PUT c1 v2.users.u.presence,v2.users.u.routingStatus']);
    expect(t.last().url).toBe('wss://streaming.mypurecloud.de/channels/c1');
    t.last().onMessage(JSON.stringify({ topicName: 'V2.Users.U.Presence', eventBody: { message: 'x' } }));
    expect(t.told).toEqual(['live', 'v2.users.u.presence {"message":"x"}']);
    expect(t.channel.isLive).toBe(true);
  });

  it('with heartbeats stays as it is, without a request', async () => {
    const t = setUp();
    await t.live();
    await t.beat(HOUR);
    expect(t.told).toEqual(['live']);
    expect(t.requests).toHaveLength(2);
  });

  it('with an open line is not asked whether it lives while nobody is there, and is asked afterwards', async () => {
    const t = setUp();
    await t.live();
    const before = t.last().sent.length;
    t.channel.hold(true);
    t.channel.check();
    t.channel.renew();
    await t.clock.advance(0);
    expect(t.last().sent).toHaveLength(before);
    expect(t.requests).toHaveLength(2);
    t.channel.hold(false);
    t.channel.check();
    expect(t.last().sent).toHaveLength(before + 1);
  });

  it('that is silent is asked once and is dead after 40 seconds', async () => {
    const t = setUp({ answersPings: false });
    await t.live();
    t.last().onMessage(HEARTBEAT);
    const asked = t.last().sent.length;
    await t.clock.advance(36_000);
    expect(t.last().sent).toHaveLength(asked + 1);
    expect(t.channel.isLive).toBe(true);
    await t.clock.advance(4000);
    expect(t.told).toContain('down, heard 40000 ms ago');
    expect(t.sockets[0]?.closed).toBe(true);
  });

  it('that answers the question lives on', async () => {
    const t = setUp();
    await t.live();
    await t.clock.advance(10 * 60_000);
    expect(t.told).toEqual(['live']);
  });

  it('whose connection broke is opened again, without a new one', async () => {
    const t = setUp();
    await t.live();
    await t.beat(120_000);
    t.last().onClose(1006, 'broken');
    await t.clock.advance(2000);
    t.last().onOpen();
    expect(t.sockets.map(({ url }) => url.slice(-2))).toEqual(['c1', 'c1']);
    expect(t.told.filter((word) => word === 'live')).toHaveLength(2);
    expect(t.requests).toHaveLength(2);
  });

  it('that was good and out of reach is tried quickly at first, then by sockets alone, at different times', async () => {
    const attempts = async (random: number): Promise<{ at: number[]; requests: number }> => {
      const t = setUp({ random });
      await t.live();
      await t.beat(120_000);
      t.last().onClose(1006, 'broken');
      const broke = t.clock.monotonic();
      const at: number[] = [];
      while (t.clock.monotonic() < broke + 120_000) {
        const before = t.sockets.length;
        await t.clock.advance(500);
        if (t.sockets.length === before) continue;
        at.push((t.clock.monotonic() - broke) / 1000);
        t.last().onClose(1006, 'refused');
      }
      return { at, requests: t.requests.length };
    };
    const [early, late] = [await attempts(0.1), await attempts(0.9)];
    expect(early.at.slice(0, 4).at(-1)).toBeLessThan(10);
    expect(late.at.slice(0, 4).at(-1)).toBeLessThan(17);
    // The channel outlives the outage, so nobody asks for another one.
    expect([early.requests, late.requests]).toEqual([2, 2]);
    const longest = Math.max(...late.at.map((time, place) => time - (late.at[place - 1] ?? 0)));
    expect(longest).toBeLessThanOrEqual(30);
    expect((early.at[4] ?? 0) + 20).toBeLessThan(late.at[4] ?? 0);
  });

  it('that was good and is gone is made anew as soon as somebody knows that the service is there', async () => {
    const t = setUp();
    await t.live();
    await t.beat(120_000);
    t.last().onClose(1006, 'broken');
    await t.clock.advance(2000);
    t.last().onClose(1006, 'refused');
    t.channel.check();
    await t.clock.advance(0);
    t.last().onClose(1006, 'refused');
    await t.clock.advance(0);
    t.last().onOpen();
    expect(t.sockets.map(({ url }) => url.slice(-2))).toEqual(['c1', 'c1', 'c1', 'c2']);
    expect(t.told.at(-1)).toBe('live');
  });

  it.each([
    ['stolen by another socket', (socket: TestSocket) => socket.onClose(1000, '')],
    ['replaced by newer ones', (socket: TestSocket) => socket.onMessage(JSON.stringify({ result: '404' }))],
  ])('%s is made anew, not taken back', async (_name, happens) => {
    const t = setUp();
    await t.live();
    await t.beat(120_000);
    happens(t.last());
    await t.clock.advance(2000);
    expect(t.sockets.map(({ url }) => url.slice(-2))).toEqual(['c1', 'c2']);
  });

  it('that is to be closed for maintenance is replaced before it is closed', async () => {
    const t = setUp();
    await t.live();
    const first = t.last();
    first.onMessage(JSON.stringify({ topicName: 'v2.system.socket_closing', eventBody: {} }));
    await t.clock.advance(0);
    expect(t.sockets).toHaveLength(2);
    expect(first.closed).toBe(false);
    first.onMessage(JSON.stringify({ topicName: 'v2.users.u.presence', eventBody: 1 }));
    t.last().onOpen();
    expect(first.closed).toBe(true);
    expect(t.told).toEqual(['live', 'v2.users.u.presence 1', 'live']);
    first.onClose(1001, 'gone');
    await t.clock.advance(1000);
    expect(t.sockets).toHaveLength(2);
  });

  it('is renewed before its 24 hours are over', async () => {
    const t = setUp();
    await t.live();
    await t.beat(24 * HOUR - 11 * 60_000);
    expect(t.sockets).toHaveLength(1);
    await t.clock.advance(30_000);
    t.sockets[0]?.onMessage(HEARTBEAT);
    await t.clock.advance(30_000);
    expect(t.sockets).toHaveLength(2);
    expect(t.told).toEqual(['live']);
    t.last().onOpen();
    expect(t.told).toEqual(['live', 'live']);
    expect(t.sockets[0]?.closed).toBe(true);
  });

  it('whose successor fails keeps the living line and tries again', async () => {
    const t = setUp();
    await t.live();
    t.failures.push(httpError(503), httpError(503));
    t.last().onMessage(JSON.stringify({ topicName: 'v2.system.socket_closing', eventBody: {} }));
    await t.clock.advance(0);
    expect(t.channel.isLive).toBe(true);
    expect(t.told).toEqual(['live']);
    await t.clock.advance(10_000);
    t.last().onOpen();
    expect(t.sockets).toHaveLength(2);
    expect(t.channel.isLive).toBe(true);
  });

  it('that cannot be made is tried again after 2 s, doubling to 90 s, with jitter', async () => {
    const t = setUp({ random: 1 });
    t.failures.push(...Array.from({ length: 9 }, () => httpError(500)));
    t.channel.start();
    await t.clock.advance(0);
    const pauses: number[] = [];
    for (let tries = 1; tries < 9; tries++) {
      const before = t.clock.monotonic();
      while (t.requests.length === tries) await t.clock.advance(500);
      pauses.push((t.clock.monotonic() - before) / 1000);
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 90, 90]);
  });

  it('waits as long as the service asks', async () => {
    const t = setUp();
    t.failures.push(httpError(429, { retryAfterMs: 42_000 }));
    t.channel.start();
    await t.clock.advance(41_000);
    expect(t.requests).toHaveLength(1);
    await t.clock.advance(2000);
    expect(t.requests.length).toBeGreaterThan(1);
  });

  it('waits ten minutes at most, whatever the service asks', async () => {
    const t = setUp();
    t.failures.push(httpError(429, { retryAfterMs: 86_400_000 }));
    t.channel.start();
    await t.clock.advance(599_000);
    expect(t.requests).toHaveLength(1);
    await t.clock.advance(2000);
    expect(t.requests.length).toBeGreaterThan(1);
  });

  it('waits as long as the service asks although the network comes and goes', async () => {
    const t = setUp();
    t.failures.push(httpError(429, { retryAfterMs: 42_000 }));
    t.channel.start();
    for (let second = 0; second < 41; second++) {
      await t.clock.advance(1000);
      t.channel.check();
      if (second % 10 === 0) {
        t.channel.hold(true);
        t.channel.hold(false);
      }
    }
    expect(t.requests).toHaveLength(1);
    await t.clock.advance(2000);
    expect(t.requests.length).toBeGreaterThan(1);
  });

  it.each([
    [401, 'session'],
    [403, 'forbidden'],
  ])('that is refused with %i is not tried again by itself', async (status, kind) => {
    const t = setUp();
    t.failures.push(httpError(status));
    t.channel.start();
    await t.clock.advance(HOUR);
    expect(t.requests).toHaveLength(1);
    expect(t.troubles.map(({ trouble }) => trouble.kind)).toEqual([kind]);
  });

  it('without the topic of the presence is of no use, without another one it is', async () => {
    const t = setUp();
    t.set.rejected = ['v2.users.u.presence'];
    t.channel.start();
    await t.clock.advance(0);
    expect(t.told).toEqual(['trouble: forbidden']);
    const other = setUp();
    other.set.rejected = ['v2.users.u.routingStatus'];
    await other.live();
    expect(other.told).toEqual(['live']);
  });

  it('whose socket never opens says so each time, and counts', async () => {
    const t = setUp();
    t.channel.start();
    for (let tries = 0; tries < 3; tries++) {
      await t.clock.advance(10_000);
      t.last().onClose(1006, 'refused');
    }
    expect(t.troubles).toEqual([1, 2, 3].map((failures) => ({ trouble: { kind: 'sockets' }, failures })));
    // Blocked sockets must not use up the service's channels.
    expect(t.requests.filter((request) => request === 'POST')).toHaveLength(1);
  });

  it('whose socket opens and lets nothing through counts as not working', async () => {
    const t = setUp({ answersPings: false });
    await t.live();
    await t.clock.advance(40_000);
    expect(t.troubles.map(({ trouble }) => trouble.kind)).toEqual(['sockets']);
  });

  it('whose sockets open and break off within seconds is not called one whose sockets do not open', async () => {
    const t = setUp();
    await t.live();
    for (let drop = 0; drop < 3; drop++) {
      t.last().onClose(1006, 'broken');
      await t.clock.advance(5000);
      t.last().onOpen();
    }
    expect(t.troubles).toEqual([1, 2, 3].map((failures) => ({ trouble: { kind: 'dropped' }, failures })));
    t.last().onClose(1006, 'broken');
    await t.clock.advance(10_000);
    t.last().onClose(1006, 'refused');
    expect(t.troubles.at(-1)).toEqual({ trouble: { kind: 'sockets' }, failures: 1 });
  });

  it('whose socket hangs while opening is given up', async () => {
    const t = setUp();
    t.channel.start();
    await t.clock.advance(15_000);
    expect(t.told).toEqual(['trouble: sockets']);
    expect(t.sockets[0]?.closed).toBe(true);
  });

  it('with an address elsewhere is not opened', async () => {
    const t = setUp();
    t.set.uri = 'wss://evil.example/channels/';
    t.channel.start();
    await t.clock.advance(0);
    expect(t.sockets).toHaveLength(0);
    expect(t.told).toEqual(['trouble: address']);
  });

  it('after sleep must show a sign of life within five seconds', async () => {
    const t = setUp({ answersPings: false });
    await t.live();
    t.last().onMessage(HEARTBEAT);
    t.channel.check();
    await t.clock.advance(4999);
    expect(t.channel.isLive).toBe(true);
    await t.clock.advance(1);
    expect(t.channel.isLive).toBe(false);
  });

  it('that waits for its next try is tried at once when the network comes back', async () => {
    const t = setUp();
    t.failures.push(httpError(500), httpError(500), httpError(500), httpError(500));
    t.channel.start();
    await t.clock.advance(20_000);
    const before = t.requests.length;
    t.channel.check();
    await t.clock.advance(0);
    expect(t.requests.length).toBeGreaterThan(before);
  });

  it('makes no attempt while it is held', async () => {
    const t = setUp();
    t.failures.push(httpError(500));
    t.channel.start();
    await t.clock.advance(0);
    t.channel.hold(true);
    await t.clock.advance(HOUR);
    expect(t.requests).toHaveLength(1);
    t.channel.hold(false);
    await t.clock.advance(0);
    expect(t.requests.length).toBeGreaterThan(1);
  });

  it('understands nothing of nonsense, and survives it', async () => {
    const t = setUp();
    await t.live();
    for (const text of ['', '{', 'null', '[]', '{"topicName":7}', '{"result":{}}', '"x"']) t.last().onMessage(text);
    expect(t.told).toEqual(['live']);
    expect(t.channel.isLive).toBe(true);
  });

  it('on a host of nobody’s is not opened, and the log says which host once', async () => {
    const t = setUp();
    t.set.uri = 'wss://streaming.mypurecloud.com/channels/secret-';
    t.channel.start();
    for (let wake = 0; wake < 3; wake++) {
      await t.clock.advance(1000);
      t.channel.check();
    }
    await t.clock.advance(1000);
    expect(t.sockets).toEqual([]);
    expect(t.troubles[0]?.trouble).toEqual({ kind: 'address' });
    const told = t.log.lines.filter(({ message }) => message.includes('refused'));
    expect(told.map(({ fields }) => fields['host'])).toEqual(['streaming.mypurecloud.com']);
    expect(JSON.stringify(t.log.lines)).not.toContain('secret-');
  });

  it('that is stopped leaves no timer, no socket and no word behind', async () => {
    const t = setUp();
    await t.live();
    t.channel.stop();
    t.last().onClose(1006, '');
    await t.clock.advance(HOUR);
    expect(t.clock.pending()).toBe(0);
    expect(t.told).toEqual(['live']);
    expect(t.last().closed).toBe(true);
  });
});

describe('the address of a channel', () => {
  it.each([
    ['wss://streaming.mypurecloud.de/channels/x', 'https://api.mypurecloud.de', true],
    ['wss://streaming.usw2.pure.cloud/channels/x', 'https://api.usw2.pure.cloud', true],
    ['wss://gateway.example.com:8443/channels/x', 'https://gateway.example.com', true],
    ['ws://127.0.0.1:5000/channels/x', 'http://127.0.0.1:5000', true],
    ['ws://localhost:5000/channels/x', 'http://127.0.0.1:5000', true],
    ['ws://streaming.mypurecloud.de/channels/x', 'https://api.mypurecloud.de', false],
    ['ws://127.0.0.1:5000/channels/x', 'https://api.mypurecloud.de', false],
    ['wss://mypurecloud.de.evil.example/x', 'https://api.mypurecloud.de', false],
    ['wss://evilmypurecloud.de/x', 'https://api.mypurecloud.de', false],
    ['wss://streaming.mypurecloud.com/x', 'https://api.mypurecloud.de', false],
    ['wss://user:pass@streaming.mypurecloud.de/x', 'https://api.mypurecloud.de', false],
    ['https://streaming.mypurecloud.de/x', 'https://api.mypurecloud.de', false],
    ['wss://elsewhere.example/x', 'http://127.0.0.1:5000', false],
    ['nonsense', 'https://api.mypurecloud.de', false],
    ['wss://streaming.mypurecloud.de/x', 'https://api.mypurecloud.de.', true],
    ['wss://streaming.mypurecloud.de./x', 'https://api.mypurecloud.de', true],
    ['wss://Streaming.MyPureCloud.DE/x', 'https://API.mypurecloud.de', true],
    ['wss://streaming.mypurecloud.de:443/x', 'https://api.mypurecloud.de:443', true],
    ['ws://localhost.:5000/x', 'http://127.0.0.1:5000', true],
    ['wss://mypurecloud.de..evil.example/x', 'https://api.mypurecloud.de.', false],
  ])('%s for %s: %s', (uri, api, allowed) => {
    expect(isChannelAddress(uri, api)).toBe(allowed);
  });

  it.each([
    ['wss://streaming.mypurecloud.com/x', 'streaming.mypurecloud.com', true],
    ['wss://streaming.mypurecloud.com./x', 'Streaming.MyPureCloud.com', true],
    ['wss://streaming.mypurecloud.com/x', 'streaming.mypurecloud.com.', true],
    ['wss://streaming.mypurecloud.com:8443/x', 'streaming.mypurecloud.com', true],
    ['wss://streaming.mypurecloud.com:8443/x', 'streaming.mypurecloud.com:8443', true],
    ['wss://streaming.mypurecloud.com/x', 'streaming.mypurecloud.com:443', true],
    ['wss://streaming.mypurecloud.com/x', 'streaming.mypurecloud.com:8443', false],
    ['ws://streaming.mypurecloud.com/x', 'streaming.mypurecloud.com', false],
    ['wss://other.mypurecloud.com/x', 'streaming.mypurecloud.com', false],
    ['wss://streaming.mypurecloud.com.evil.example/x', 'streaming.mypurecloud.com', false],
    ['wss://user@streaming.mypurecloud.com/x', 'streaming.mypurecloud.com', false],
    ['wss://evil.example/x', 'a b', false],
    ['wss://gateway.example.com/x', 'streaming.mypurecloud.com', true],
  ])('%s at a gateway of one’s own, where policy names %s: %s', (uri, named, allowed) => {
    expect(isChannelAddress(uri, 'https://gateway.example.com/genesys', named)).toBe(allowed);
  });
});
