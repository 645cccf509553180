/** Schemas that several subjects of the contract use. */
import * as v from 'valibot';
import { messageLifetimeSchema } from '../../presence/presence-view.js';
import { LONGEST_MESSAGE } from '../../settings/message-length.js';

/** No request, or no answer. */
export const nothing = v.undefined();

export const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

/** A row's place in a list, from 0. */
export const placeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

/** How long a presence is set for. */
export const minutesSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440));

/** A message from a window. The service states no limit. Ours only keeps nonsense out. */
export const messageEditSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(LONGEST_MESSAGE)),
  lifetime: messageLifetimeSchema,
});
