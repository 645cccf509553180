import * as v from 'valibot';
import { model, optional } from '../lenient.js';
import { ROUTING_STATUSES, toRoutingStatus, type RoutingStatusName } from '../routing-status.js';
import { text } from './shared.js';

export const routingStatusSchema = model({
  userId: text,
  /** Null for one that nobody knows yet: then nothing may be concluded from it. */
  status: optional(v.pipe(v.string(), v.transform(toRoutingStatus), v.picklist(ROUTING_STATUSES))),
  startTime: text,
});
/** The vendor's `RoutingStatus`; `OFF_QUEUE` also for a user who does not exist. */
export type RoutingStatus = v.InferOutput<typeof routingStatusSchema>;

/** Body of `v2.users.{id}.routingStatus`. */
export const routingEventSchema = model({ routingStatus: routingStatusSchema });

/** The body with which a person returns to the queue (`IDLE`) after not having responded. */
export interface RoutingStatusWrite {
  readonly status: RoutingStatusName;
}
