import * as v from 'valibot';
import { done, ok, param, readBody, type Answer, type Call, type Route } from '../call.js';
import type { Channel, Channels } from '../channels.js';
import { oneOf } from '../listing.js';
import { notFound } from '../service-error.js';
import { AVAILABLE_TOPICS } from '../topics.js';
import { isoTime } from '../wire.js';

const topicsBody = v.array(v.object({ id: v.string() }));

/** Channels and their subscriptions (docs/genesys-cloud.md §3). @param socketUrl `ws://127.0.0.1:PORT` */
export function notificationRoutes(channels: Channels, socketUrl: () => string): Route[] {
  const view = (channel: Channel): Record<string, unknown> => ({
    connectUri: `${socketUrl()}/channels/${channel.id}`,
    id: channel.id,
    expires: isoTime(channel.expiresAt),
  });
  const own = (call: Call): Channel => {
    const id = param(call, 'channelId');
    const channel = channels.find(id);
    if (channel?.personId !== call.person.id) throw notFound('channel', id);
    channels.used(channel);
    return channel;
  };
  const subscriptions = (channel: Channel): Record<string, unknown>[] =>
    [...channel.topics.keys()].map((id) => ({ id, selfUri: `/api/v2/notifications/channels/${channel.id}/${id}` }));
  const subscribe = (call: Call, replace: boolean): Answer => {
    const channel = own(call);
    const ids = readBody(call, topicsBody).map(({ id }) => id);
    const ignoreErrors = call.query.text('ignoreErrors')?.toLowerCase() === 'true';
    const refused = channels.subscribe(channel, ids, { replace, ignoreErrors });
    if (!ignoreErrors) return ok({ entities: subscriptions(channel) });
    return ok({
      entities: ids.map((id) => {
        const reason = refused.get(id);
        return reason === undefined
          ? { id, state: 'Permitted' }
          : { id, state: 'Rejected', rejectionReason: reason, missingPermissions: [] };
      }),
    });
  };

  const path = '/api/v2/notifications/channels';
  return [
    { verb: 'POST', path, handle: (call) => ok(view(channels.create(call.grant))) },
    {
      verb: 'GET',
      path,
      handle: (call) => {
        const which = oneOf(call.query, 'includechannels', ['token', 'oauthclient']) ?? 'token';
        const list = channels
          .all()
          .filter(({ personId, clientId, grantKey }) =>
            which === 'token'
              ? grantKey === call.grant.key
              : personId === call.person.id && clientId === call.grant.clientId,
          );
        return ok({ entities: list.map(view) });
      },
    },
    {
      verb: 'HEAD',
      path: `${path}/{channelId}`,
      handle: (call) => {
        own(call);
        return { status: 200 };
      },
    },
    {
      verb: 'GET',
      path: `${path}/{channelId}/subscriptions`,
      handle: (call) => ok({ entities: subscriptions(own(call)) }),
    },
    { verb: 'POST', path: `${path}/{channelId}/subscriptions`, handle: (call) => subscribe(call, false) },
    { verb: 'PUT', path: `${path}/{channelId}/subscriptions`, handle: (call) => subscribe(call, true) },
    {
      verb: 'DELETE',
      path: `${path}/{channelId}/subscriptions`,
      handle: (call) => {
        own(call).topics.clear();
        return done;
      },
    },
    {
      verb: 'GET',
      path: '/api/v2/notifications/availabletopics',
      handle: () => ok({ entities: AVAILABLE_TOPICS }),
    },
  ];
}
