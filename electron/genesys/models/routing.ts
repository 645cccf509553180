import * as v from 'valibot';
import { model, optional } from '../lenient.js';
import { ROUTING_STATUSES, toRoutingStatus, type RoutingStatusName } from '../routing-status.js';
import { text } from './shared.js';

export const routingStatusSchema = model({
  userId: text,
  /** Null: an unknown status, from which nothing may be concluded. */
  status: optional(v.pipe(v.string(), v.transform(toRoutingStatus), v.picklist(ROUTING_STATUSES))),
  startTime: text,
});
/** The service also answers `OFF_QUEUE` for a user who does not exist. */
export type RoutingStatus = v.InferOutput<typeof routingStatusSchema>;

/** Body of `v2.users.{id}.routingStatus`. */
export const routingEventSchema = model({ routingStatus: routingStatusSchema });

/** `IDLE` returns a person to the queue after _Not responding_. */
export interface RoutingStatusWrite {
  readonly status: RoutingStatusName;
}
