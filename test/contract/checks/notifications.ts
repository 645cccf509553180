/** Channels and subscriptions. notifications.test.ts covers what a channel's socket carries. */
import { expect } from 'vitest';
import { AGENT, CLERK, entitiesOf, idOf, refusal, type Bench, type Checks } from '../check.js';

const make = async (bench: Bench): Promise<{ channelId: string }> => ({
  channelId: idOf(await bench.vendor(AGENT, 'postNotificationsChannels')),
});

const topic = (bench: Bench, kind: string) => `v2.users.${bench.id(AGENT)}.${kind}`;

export const notificationChecks: Checks = {
  postNotificationsChannels: async (bench) => {
    const channel = {
      id: expect.any(String) as unknown,
      connectUri: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/channels\//) as unknown,
      expires: expect.stringMatching(/Z$/) as unknown,
    };
    expect(await bench.vendor(AGENT, 'postNotificationsChannels')).toEqual(channel);
    expect(await bench.ours(AGENT, 'postNotificationsChannels')).toEqual(channel);
  },
  getNotificationsChannels: async (bench) => {
    const { channelId } = await make(bench);
    for (const includechannels of ['token', 'oauthclient']) {
      const listing = await bench.read(AGENT, 'getNotificationsChannels', { query: { includechannels } });
      expect(entitiesOf(listing)).toEqual([expect.objectContaining({ id: channelId })]);
    }
    expect(entitiesOf(await bench.read(CLERK, 'getNotificationsChannels'))).toEqual([]);
  },
  headNotificationsChannel: async (bench) => {
    const path = await make(bench);
    await bench.vendor(AGENT, 'headNotificationsChannel', { path });
    expect(await bench.ours(AGENT, 'headNotificationsChannel', { path })).toBeUndefined();
    await expect(bench.ours(CLERK, 'headNotificationsChannel', { path })).rejects.toMatchObject({ status: 404 });
  },
  getNotificationsChannelSubscriptions: async (bench) => {
    const path = await make(bench);
    expect(entitiesOf(await bench.read(AGENT, 'getNotificationsChannelSubscriptions', { path }))).toEqual([]);
    const body = [{ id: topic(bench, 'presence') }];
    await bench.vendor(AGENT, 'putNotificationsChannelSubscriptions', { path, body });
    expect(entitiesOf(await bench.read(AGENT, 'getNotificationsChannelSubscriptions', { path }))).toEqual([
      expect.objectContaining({ id: topic(bench, 'presence') }),
    ]);
  },
  putNotificationsChannelSubscriptions: async (bench) => {
    const path = await make(bench);
    const body = [{ id: topic(bench, 'presence') }, { id: 'v2.nonsense' }];
    const judged = [
      expect.objectContaining({ id: topic(bench, 'presence'), state: 'Permitted' }),
      expect.objectContaining({ id: 'v2.nonsense', state: 'Rejected', rejectionReason: expect.any(String) as unknown }),
    ];
    const sample = { path, query: { ignoreErrors: true }, body };
    expect(entitiesOf(await bench.vendor(AGENT, 'putNotificationsChannelSubscriptions', sample))).toEqual(judged);
    expect(entitiesOf(await bench.ours(AGENT, 'putNotificationsChannelSubscriptions', sample))).toEqual(judged);
    expect(await bench.refused(AGENT, 'putNotificationsChannelSubscriptions', { path, body })).toEqual(
      refusal(400, 'notification.invalid.topic'),
    );
  },
  postNotificationsChannelSubscriptions: async (bench) => {
    const path = await make(bench);
    await bench.vendor(AGENT, 'putNotificationsChannelSubscriptions', {
      path,
      body: [{ id: topic(bench, 'presence') }],
    });
    const body = [{ id: topic(bench, 'routingStatus') }];
    const both = [
      expect.objectContaining({ id: topic(bench, 'presence') }),
      expect.objectContaining({ id: topic(bench, 'routingStatus') }),
    ];
    expect(entitiesOf(await bench.vendor(AGENT, 'postNotificationsChannelSubscriptions', { path, body }))).toEqual(
      both,
    );
    expect(entitiesOf(await bench.ours(AGENT, 'postNotificationsChannelSubscriptions', { path, body }))).toEqual(both);
  },
  deleteNotificationsChannelSubscriptions: async (bench) => {
    const path = await make(bench);
    await bench.vendor(AGENT, 'putNotificationsChannelSubscriptions', {
      path,
      body: [{ id: topic(bench, 'presence') }],
    });
    await bench.vendor(AGENT, 'deleteNotificationsChannelSubscriptions', { path });
    expect(entitiesOf(await bench.read(AGENT, 'getNotificationsChannelSubscriptions', { path }))).toEqual([]);
    expect(await bench.ours(AGENT, 'deleteNotificationsChannelSubscriptions', { path })).toBeUndefined();
  },
  getNotificationsAvailabletopics: async (bench) => {
    const topics = entitiesOf(await bench.read(AGENT, 'getNotificationsAvailabletopics'));
    expect(topics).toContainEqual(expect.objectContaining({ id: 'v2.users.{id}.presence' }));
  },
};
