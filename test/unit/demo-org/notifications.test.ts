import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { DemoOrg } from '../../../electron/demo-org/index.js';
import { HandClock, apiOf, withDemoOrg } from './with-demo-org.js';

const ADA = 'Ada Lovelace';
const BREAK = '227b37e2-f1d0-4dd0-8f50-badd7cf6d158';
const ON_QUEUE = 'e08eaf1b-ee47-4fa9-a231-1200e284798f';

/** A socket whose messages are taken one by one. */
async function openSocket(url: string) {
  const socket = new WebSocket(url);
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  let code: number | null = null;
  socket.on('message', (data: Buffer) => {
    waiting.push(data.toString());
    wake();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) =>
    socket.on('close', (number) => {
      code = number;
      resolve(number);
      wake();
    }),
  );
  await once(socket, 'open');
  return {
    socket,
    closed,
    next: async () => {
      while (waiting.length === 0) {
        if (code !== null) throw new Error(`closed with ${code}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return JSON.parse(waiting.shift()!);
    },
    send: (message: unknown) => socket.send(JSON.stringify(message)),
  };
}

async function channelOf(demo: DemoOrg, topics: string[]) {
  const api = apiOf(demo, demo.issueToken(ADA));
  const channel = (await api('POST', '/api/v2/notifications/channels')).json;
  const id = demo.org.person(ADA)!.id;
  const body = topics.map((topic) => ({ id: `v2.users.${id}${topic}` }));
  const subscribed = await api('PUT', `/api/v2/notifications/channels/${channel.id}/subscriptions`, body);
  expect(subscribed.status).toBe(200);
  return { api, id, channel, client: await openSocket(channel.connectUri) };
}

describe('the notification service of the demo org', () => {
  it('tells a subscriber of a change of presence in the words of the vendor’s guide', async () => {
    await withDemoOrg({}, async (demo) => {
      const { api, id, client } = await channelOf(demo, ['.presence']);
      const patch = await api('PATCH', `/api/v2/users/${id}/presences/purecloud`, {
        presenceDefinition: { id: ON_QUEUE },
        message: 'soon back',
      });
      expect(await client.next()).toEqual({
        topicName: `v2.users.${id}.presence`,
        version: '2',
        eventBody: {
          source: 'PURECLOUD',
          presenceDefinition: { id: ON_QUEUE, systemPresence: 'ON_QUEUE' },
          primary: true,
          message: 'soon back',
          modifiedDate: patch.json.modifiedDate,
        },
        metadata: { CorrelationId: patch.headers.get('inin-correlation-id') },
      });
    });
  });

  it('hears several topics by a combined one, in any spelling', async () => {
    await withDemoOrg({}, async (demo) => {
      const { api, id, client } = await channelOf(demo, ['?Presence&routingstatus&OUTOFOFFICE']);
      await api('PATCH', `/api/v2/users/${id}/presences/purecloud`, { presenceDefinition: { id: ON_QUEUE } });
      expect((await client.next()).topicName).toBe(`v2.users.${id}.presence`);
      expect((await client.next()).eventBody).toEqual({
        id,
        routingStatus: { status: 'IDLE', startTime: expect.any(String) },
      });
      await api('PUT', `/api/v2/users/${id}/outofoffice`, { active: true, indefinite: true });
      expect((await client.next()).eventBody).toEqual({ user: { id }, active: true, indefinite: true });
    });
  });

  it('has everything in the activity topic', async () => {
    await withDemoOrg({}, async (demo) => {
      const { api, id, client } = await channelOf(demo, ['.activity']);
      await api('PATCH', `/api/v2/users/${id}/presences/purecloud`, { presenceDefinition: { id: BREAK } });
      expect((await client.next()).eventBody).toMatchObject({
        id,
        presence: { presenceDefinition: { id: BREAK, systemPresence: 'BREAK' }, presenceMessage: '' },
        routingStatus: { status: 'OFF_QUEUE' },
      });
    });
  });

  it('beats every 30 seconds and answers a ping', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock }, async (demo) => {
      const { client } = await channelOf(demo, ['.presence']);
      client.send({ message: 'ping' });
      expect(await client.next()).toEqual({ topicName: 'channel.metadata', eventBody: { message: 'pong' } });
      clock.advance(29_999);
      clock.advance(1);
      expect(await client.next()).toEqual({
        topicName: 'channel.metadata',
        eventBody: { message: 'WebSocket Heartbeat' },
      });
      clock.advance(30_000);
      expect((await client.next()).eventBody.message).toBe('WebSocket Heartbeat');
    });
  });

  it('takes subscriptions over the socket too, and refuses topics nobody has', async () => {
    await withDemoOrg({}, async (demo) => {
      const { id, client } = await channelOf(demo, []);
      const topic = `v2.users.${id}.presence`;
      client.send({ message: 'subscribe', topics: [topic], correlationId: 'c-1' });
      expect(await client.next()).toEqual({
        topics: [topic],
        correlationId: 'c-1',
        result: '200',
        status: 'subscribed',
      });
      demo.faults.changePresence(ADA, { definitionId: 'Meal' });
      expect((await client.next()).eventBody.presenceDefinition.systemPresence).toBe('MEAL');
      client.send({ message: 'subscribe', topics: ['v2.users.x.presence'] });
      expect(await client.next()).toMatchObject({ result: '400', status: 'failure' });
      client.send({ message: 'subscribe' });
      expect(await client.next()).toMatchObject({ result: '400', status: 'error' });
    });
  });

  it('keeps one socket a channel: a second one puts the first out', async () => {
    await withDemoOrg({}, async (demo) => {
      const { channel, client } = await channelOf(demo, ['.presence']);
      const second = await openSocket(channel.connectUri);
      await client.closed;
      demo.faults.changePresence(ADA, { definitionId: 'Busy' });
      expect((await second.next()).eventBody.presenceDefinition.systemPresence).toBe('BUSY');
    });
  });

  it('answers 404 on the socket of a channel that is gone: unknown, expired, replaced, without its token', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock, switches: { tokenSeconds: 172_800 } }, async (demo) => {
      const lost = await openSocket(`${demo.apiUrl.replace('http', 'ws')}/channels/streaming-0-nothing`);
      expect((await lost.next()).result).toBe('404');
      await lost.closed;

      const old = await channelOf(demo, ['.presence']);
      clock.advance(24 * 3_600_000);
      for (let message = await old.client.next(); ; message = await old.client.next())
        if (message.result === '404') break;

      const revoked = await channelOf(demo, ['.presence']);
      await revoked.api('DELETE', '/api/v2/tokens/me');
      expect((await revoked.client.next()).result).toBe('404');
    });
  });

  it('replaces the channel that was not used for longest by the 21st, unconnected ones first', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock }, async (demo) => {
      const api = apiOf(demo, demo.issueToken(ADA));
      const create = async () => (await api('POST', '/api/v2/notifications/channels')).json;
      const connected = await create();
      const socket = await openSocket(connected.connectUri);
      const ids: string[] = [];
      for (let at = 1; at < 20; at += 1) {
        clock.advance(1000);
        ids.push((await create()).id);
      }
      await create();
      const exists = async (id: string) => (await api('HEAD', `/api/v2/notifications/channels/${id}`)).status;
      expect(await exists(connected.id)).toBe(200);
      expect(await exists(ids[0]!)).toBe(404);
      expect(await exists(ids[1]!)).toBe(200);
      socket.socket.close();
    });
  });

  it('refuses unknown topics and more than a thousand, and says which with ignoreErrors', async () => {
    await withDemoOrg({ users: 1100 }, async (demo) => {
      const { api, id, channel } = await channelOf(demo, []);
      const path = `/api/v2/notifications/channels/${channel.id}/subscriptions`;
      const good = { id: `v2.users.${id}.presence` };
      const bad = { id: 'v2.users.nobody.presence' };
      expect((await api('PUT', path, [good, bad])).json.code).toBe('notification.invalid.topic');
      expect((await api('PUT', `${path}?ignoreErrors=true`, [good, bad])).json.entities).toEqual([
        { id: good.id, state: 'Permitted' },
        { id: bad.id, state: 'Rejected', rejectionReason: 'notification.invalid.topic', missingPermissions: [] },
      ]);
      const many = [...demo.org.people.keys()].slice(0, 1001).map((one) => ({ id: `v2.users.${one}.presence` }));
      expect((await api('PUT', path, many)).json.code).toBe('notification.subscription.too.many.subscriptions');
      expect((await api('PUT', path, many.slice(1))).status).toBe(200);
      const long = { id: `v2.users.${id}?${'presence&'.repeat(20)}presence` };
      expect((await api('POST', path, [long])).json.code).toBe('notification.invalid.topic');
    });
  });

  it('warns before maintenance, falls silent, dies and holds events back when told to', async () => {
    await withDemoOrg({}, async (demo) => {
      const { client } = await channelOf(demo, ['.presence']);
      demo.faults.announceClosing(ADA);
      expect((await client.next()).topicName).toBe('v2.system.socket_closing');
      demo.faults.silence(true);
      demo.faults.changePresence(ADA, { definitionId: 'Meal' });
      demo.faults.silence(false);
      demo.faults.holdEvents();
      demo.faults.changePresence(ADA, { definitionId: 'Break' });
      demo.faults.changePresence(ADA, { definitionId: 'Busy' });
      demo.faults.releaseEvents((events) => [...events].reverse());
      expect((await client.next()).eventBody.presenceDefinition.systemPresence).toBe('BUSY');
      expect((await client.next()).eventBody.presenceDefinition.systemPresence).toBe('BREAK');
      demo.faults.killSockets(ADA);
      expect(await client.closed).toBe(1006);
    });
  });

  it('opens no socket for a web page, which is what an origin of another address means', async () => {
    await withDemoOrg({}, async (demo) => {
      const { api } = await channelOf(demo, ['.presence']);
      const { connectUri } = (await api('POST', '/api/v2/notifications/channels')).json;
      const port = new URL(demo.apiUrl).port;
      const opens = (origin: string) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(connectUri, { origin });
          socket.on('open', () => {
            socket.close();
            resolve(true);
          });
          socket.on('error', () => resolve(false));
        });
      for (const origin of [
        'https://evil.example',
        'null',
        'http://localhost:1',
        `https://127.0.0.1:${port}`,
        'file://',
      ])
        expect(await opens(origin), origin).toBe(false);
      // Electron's own socket sends this.
      expect(await opens(demo.apiUrl)).toBe(true);
    });
  });
});
