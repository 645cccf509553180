/** The agent's own schedule, and what the service says about adherence (docs/genesys-cloud.md §6). */
import * as v from 'valibot';
import { anyText, entities, id, ifPresent, model, optional } from '../lenient.js';
import { flag, namedEntitySchema, number, text } from './shared.js';

/** An activity needs a start and a length. */
const agentActivitySchema = model({
  startDate: anyText,
  lengthMinutes: v.pipe(v.number(), v.finite()),
  activityCodeId: text,
  /** A planner's own words. */
  description: text,
});
export type AgentActivity = v.InferOutput<typeof agentActivitySchema>;

const fullDayTimeOffSchema = model({
  /** A date in the business unit's time zone. */
  businessUnitDate: anyText,
  activityCodeId: text,
  description: text,
});

const agentScheduleSchema = model({
  user: optional(namedEntitySchema),
  shifts: optional(
    entities(
      model({ id: text, startDate: text, lengthMinutes: number, activities: optional(entities(agentActivitySchema)) }),
    ),
  ),
  fullDayTimeOffMarkers: optional(entities(fullDayTimeOffSchema)),
});
/** The vendor's `BuAgentScheduleSearchResponse`. */
export type AgentSchedule = v.InferOutput<typeof agentScheduleSchema>;

export const agentSchedulesSchema = model({
  agentSchedules: ifPresent(entities(agentScheduleSchema)),
  /** An IANA name. */
  businessUnitTimeZone: text,
});
/** The vendor's `BuCurrentAgentScheduleSearchResponse`. */
export type AgentSchedules = v.InferOutput<typeof agentSchedulesSchema>;

/** The body that asks for them. ISO 8601, UTC. */
export interface AgentSchedulesQuery {
  readonly startDate: string;
  readonly endDate: string;
}

const activityCodeSchema = model({
  id,
  name: text,
  active: flag,
  category: text,
  secondaryPresences: optional(entities(model({ id }))),
});
/** The vendor's `BusinessUnitActivityCode`. */
export type ActivityCode = v.InferOutput<typeof activityCodeSchema>;

export const activityCodeListingSchema = model({ entities: optional(entities(activityCodeSchema)), downloadUrl: text });
/** The vendor's `BusinessUnitActivityCodeListing`. */
export type ActivityCodeListing = v.InferOutput<typeof activityCodeListingSchema>;

/** Body of `v2.users.ID.workforcemanagement.adherence`, of which only the verdict is read. */
export const adherenceEventSchema = model({ user: optional(namedEntitySchema), adherenceState: text });
