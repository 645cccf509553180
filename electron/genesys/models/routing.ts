import * as v from 'valibot';
import { toRoutingStatus, type RoutingStatusName } from '../routing-status.js';
import { text } from './shared.js';

export const routingStatusSchema = v.looseObject({
  userId: text,
  status: v.nullish(v.pipe(v.string(), v.transform(toRoutingStatus))),
  startTime: text,
});
/** The vendor's `RoutingStatus`; `OFF_QUEUE` also for a user who does not exist. */
export type RoutingStatus = v.InferOutput<typeof routingStatusSchema>;

/** The body with which a person returns to the queue (`IDLE`) after not having responded. */
export interface RoutingStatusWrite {
  readonly status: RoutingStatusName;
}
