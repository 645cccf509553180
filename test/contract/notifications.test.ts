/** A channel made by the vendor's library carries what the vendor's guide shows. */
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { PRIMARY_DEFINITION_IDS } from '../../electron/genesys/primary-definitions.js';
import { AGENT, withBench } from './check.js';

/** Takes messages one by one, waiting for each. */
function inbox(socket: WebSocket) {
  const arrived: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on('message', (data: Buffer) => {
    const message: unknown = JSON.parse(data.toString('utf8'));
    const next = waiting.shift();
    if (next) next(message);
    else arrived.push(message);
  });
  return {
    next: (): Promise<unknown> =>
      arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => waiting.push(resolve)),
  };
}

test('a presence set through the vendor’s library comes over the channel’s socket', async () => {
  await withBench(async (bench) => {
    const channel = await bench.vendor(AGENT, 'postNotificationsChannels');
    const { id, connectUri } = { id: '', connectUri: '', ...(channel as object) };
    const presence = `v2.users.${bench.id(AGENT)}.presence`;
    await bench.vendor(AGENT, 'putNotificationsChannelSubscriptions', {
      path: { channelId: id },
      body: [{ id: presence }, { id: `v2.users.${bench.id(AGENT)}.routingStatus` }],
    });
    const socket = new WebSocket(connectUri);
    const { next } = inbox(socket);
    await new Promise((opened) => socket.once('open', opened));
    try {
      socket.send(JSON.stringify({ message: 'ping' }));
      expect(await next()).toMatchObject({ topicName: 'channel.metadata', eventBody: { message: 'pong' } });
      await bench.vendor(AGENT, 'patchUserPresencesPurecloud', {
        path: { userId: bench.id(AGENT) },
        body: { presenceDefinition: { id: PRIMARY_DEFINITION_IDS.OnQueue }, message: 'hello' },
      });
      const events = [await next(), await next()];
      expect(events).toContainEqual(
        expect.objectContaining({
          topicName: presence,
          eventBody: expect.objectContaining({
            source: 'PURECLOUD',
            presenceDefinition: { id: PRIMARY_DEFINITION_IDS.OnQueue, systemPresence: 'ON_QUEUE' },
            message: 'hello',
          }) as unknown,
        }),
      );
      expect(events).toContainEqual(
        expect.objectContaining({
          eventBody: expect.objectContaining({
            id: bench.id(AGENT),
            routingStatus: expect.objectContaining({ status: 'IDLE' }) as unknown,
          }) as unknown,
        }),
      );
    } finally {
      socket.terminate();
    }
  });
});
