/** Notification channels and what they are subscribed to (genesys.md §3). */
import * as v from 'valibot';
import { flag, text } from './shared.js';

export const channelSchema = v.looseObject({
  /** `wss://…`; the socket needs no token beyond this address. */
  connectUri: text,
  id: text,
  /** 24 hours after the channel was made. */
  expires: text,
});
/** The vendor's `Channel`. */
export type Channel = v.InferOutput<typeof channelSchema>;

export const channelListingSchema = v.looseObject({ entities: v.nullish(v.array(channelSchema)) });
/** The vendor's `ChannelEntityListing`. */
export type ChannelEntityListing = v.InferOutput<typeof channelListingSchema>;

export const channelTopicSchema = v.looseObject({
  id: text,
  /** `Permitted` or `Rejected`, where errors were ignored. */
  state: text,
  rejectionReason: text,
  missingPermissions: v.nullish(v.array(v.string())),
  selfUri: text,
});
/** The vendor's `ChannelTopic`. */
export type ChannelTopic = v.InferOutput<typeof channelTopicSchema>;

export const channelTopicListingSchema = v.looseObject({ entities: v.nullish(v.array(channelTopicSchema)) });
/** The vendor's `ChannelTopicEntityListing`. */
export type ChannelTopicEntityListing = v.InferOutput<typeof channelTopicListingSchema>;

/** One topic to subscribe to. */
export interface ChannelTopicWrite {
  readonly id: string;
}

export const availableTopicListingSchema = v.looseObject({
  entities: v.nullish(
    v.array(v.looseObject({ id: text, description: text, visibility: text, requiresCurrentUser: flag })),
  ),
});
/** The vendor's `AvailableTopicEntityListing`. */
export type AvailableTopicEntityListing = v.InferOutput<typeof availableTopicListingSchema>;
