/** Notification channels and what they are subscribed to (docs/genesys-cloud.md §3). */
import type * as v from 'valibot';
import { anyText, entities, id, ifPresent, model, optional } from '../lenient.js';
import { flag, text } from './shared.js';

export const channelSchema = model({
  /** `wss://…`; the socket needs no token beyond this address. */
  connectUri: anyText,
  id,
  /** 24 hours after the channel was made. */
  expires: text,
});
/** The vendor's `Channel`. */
export type Channel = v.InferOutput<typeof channelSchema>;

export const channelListingSchema = model({ entities: ifPresent(entities(channelSchema)) });
/** The vendor's `ChannelEntityListing`. */
export type ChannelEntityListing = v.InferOutput<typeof channelListingSchema>;

export const channelTopicSchema = model({
  id,
  /** `Permitted` or `Rejected`, where errors were ignored. */
  state: text,
  rejectionReason: text,
  missingPermissions: optional(entities(anyText)),
  selfUri: text,
});
/** The vendor's `ChannelTopic`. */
export type ChannelTopic = v.InferOutput<typeof channelTopicSchema>;

export const channelTopicListingSchema = model({ entities: optional(entities(channelTopicSchema)) });
/** The vendor's `ChannelTopicEntityListing`. */
export type ChannelTopicEntityListing = v.InferOutput<typeof channelTopicListingSchema>;

/** One topic to subscribe to. */
export interface ChannelTopicWrite {
  readonly id: string;
}

export const availableTopicListingSchema = model({
  entities: ifPresent(entities(model({ id, description: text, visibility: text, requiresCurrentUser: flag }))),
});
/** The vendor's `AvailableTopicEntityListing`. */
export type AvailableTopicEntityListing = v.InferOutput<typeof availableTopicListingSchema>;
