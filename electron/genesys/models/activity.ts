/** Body of `v2.users.{id}.activity`: presence, routing status and out of office in one (docs/genesys-cloud.md §7.2). */
import type * as v from 'valibot';
import { model, optional } from '../lenient.js';
import { presenceDefinitionSchema } from './presence.js';
import { routingStatusSchema } from './routing.js';
import { flag, text } from './shared.js';

export const activityEventSchema = model({
  id: text,
  presence: optional(
    model({
      presenceDefinition: optional(presenceDefinitionSchema),
      /** The vendor's own sample calls it so; the presence events say `message`. */
      presenceMessage: text,
      message: text,
      modifiedDate: text,
    }),
  ),
  routingStatus: optional(routingStatusSchema),
  outOfOffice: optional(model({ active: flag, modifiedDate: text })),
});
export type ActivityEvent = v.InferOutput<typeof activityEventSchema>;
