/**
 * Channels and subscriptions of the Notifications API (docs/genesys-cloud.md §3). The events themselves arrive over
 * the channel's socket.
 */
import {
  availableTopicListingSchema,
  channelListingSchema,
  channelSchema,
  channelTopicListingSchema,
  type ChannelTopicWrite,
} from './models/notification.js';
import { nothing } from './models/shared.js';
import { boolean, json, list, none, operation, text } from './operation.js';

const SUBSCRIPTIONS = '/api/v2/notifications/channels/{channelId}/subscriptions';

export const notificationsOperations = {
  /** `POST /api/v2/notifications/channels`, without a body. No permission. */
  postNotificationsChannels: operation({
    verb: 'POST',
    path: '/api/v2/notifications/channels',
    permissions: none,
    answer: channelSchema,
  }),
  /** `GET /api/v2/notifications/channels`. No permission. */
  getNotificationsChannels: operation({
    verb: 'GET',
    path: '/api/v2/notifications/channels',
    permissions: none,
    query: { includechannels: text<'token' | 'oauthclient'>() },
    answer: channelListingSchema,
  }),
  /** `HEAD /api/v2/notifications/channels/{channelId}`: 404 where the channel is gone. No permission. */
  headNotificationsChannel: operation({
    verb: 'HEAD',
    path: '/api/v2/notifications/channels/{channelId}',
    permissions: none,
    answer: nothing,
  }),
  /** `GET /api/v2/notifications/channels/{channelId}/subscriptions`. No permission. */
  getNotificationsChannelSubscriptions: operation({
    verb: 'GET',
    path: SUBSCRIPTIONS,
    permissions: none,
    answer: channelTopicListingSchema,
  }),
  /**
   * `PUT /api/v2/notifications/channels/{channelId}/subscriptions`: replaces all; with `ignoreErrors` each topic says
   * whether it is permitted. No permission.
   */
  putNotificationsChannelSubscriptions: operation({
    verb: 'PUT',
    path: SUBSCRIPTIONS,
    permissions: none,
    query: { ignoreErrors: boolean() },
    body: json<readonly ChannelTopicWrite[]>(),
    answer: channelTopicListingSchema,
  }),
  /** `POST /api/v2/notifications/channels/{channelId}/subscriptions`: adds. No permission. */
  postNotificationsChannelSubscriptions: operation({
    verb: 'POST',
    path: SUBSCRIPTIONS,
    permissions: none,
    query: { ignoreErrors: boolean() },
    body: json<readonly ChannelTopicWrite[]>(),
    answer: channelTopicListingSchema,
  }),
  /** `DELETE /api/v2/notifications/channels/{channelId}/subscriptions`: removes all. No permission. */
  deleteNotificationsChannelSubscriptions: operation({
    verb: 'DELETE',
    path: SUBSCRIPTIONS,
    permissions: none,
    answer: nothing,
  }),
  /** `GET /api/v2/notifications/availabletopics`. No permission. */
  getNotificationsAvailabletopics: operation({
    verb: 'GET',
    path: '/api/v2/notifications/availabletopics',
    permissions: none,
    query: {
      expand: list<'description' | 'requiresPermissions' | 'schema' | 'transports' | 'publicApiTemplateUriPaths'>(),
      includePreview: boolean(),
    },
    answer: availableTopicListingSchema,
  }),
};
