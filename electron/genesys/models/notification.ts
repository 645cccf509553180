/** Notification channels and what they are subscribed to (docs/genesys-cloud.md §3). */
import type * as v from 'valibot';
import { anyText, entities, id, ifPresent, model, optional } from '../lenient.js';
import { flag, text } from './shared.js';

export const channelSchema = model({
  /** `wss://…`. The address itself is the credential: the socket needs no token. */
  connectUri: anyText,
  id,
  /** 24 hours after the channel was created. */
  expires: text,
});
export type Channel = v.InferOutput<typeof channelSchema>;

export const channelListingSchema = model({ entities: ifPresent(entities(channelSchema)) });
export type ChannelEntityListing = v.InferOutput<typeof channelListingSchema>;

export const channelTopicSchema = model({
  id,
  /** `Permitted`, or `Rejected` if `ignoreErrors` was set. */
  state: text,
  rejectionReason: text,
  missingPermissions: optional(entities(anyText)),
  selfUri: text,
});
export type ChannelTopic = v.InferOutput<typeof channelTopicSchema>;

export const channelTopicListingSchema = model({ entities: optional(entities(channelTopicSchema)) });
export type ChannelTopicEntityListing = v.InferOutput<typeof channelTopicListingSchema>;

/** One topic to subscribe to. */
export interface ChannelTopicWrite {
  readonly id: string;
}

export const availableTopicListingSchema = model({
  entities: ifPresent(entities(model({ id, description: text, visibility: text, requiresCurrentUser: flag }))),
});
export type AvailableTopicEntityListing = v.InferOutput<typeof availableTopicListingSchema>;
