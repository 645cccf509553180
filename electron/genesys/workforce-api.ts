/**
 * The part of the Workforce Management API that the app needs: the agent's own schedule (docs/genesys-cloud.md §6).
 */
import { activityCodeListingSchema, agentSchedulesSchema, type AgentSchedulesQuery } from './models/workforce.js';
import { any, boolean, json, operation } from './operation.js';

/** Nobody gets their schedule without this permission. */
export const VIEW_OWN_SCHEDULE = 'wfm:agentSchedule:view';
/** One of these scopes is needed (the vendor's terraform pages). */
export const SCHEDULE_SCOPES: readonly string[] = ['workforce-management:readonly', 'workforce-management'];

/** Means the person's own business unit. */
export const OWN_BUSINESS_UNIT = 'mine';

export const workforceOperations = {
  /** `POST /api/v2/workforcemanagement/agentschedules/mine`: changes nothing, despite its verb. */
  postWorkforcemanagementAgentschedulesMine: operation({
    verb: 'POST',
    path: '/api/v2/workforcemanagement/agentschedules/mine',
    permissions: any(VIEW_OWN_SCHEDULE),
    body: json<AgentSchedulesQuery>(),
    answer: agentSchedulesSchema,
    reads: true,
  }),
  /**
   * `GET /api/v2/workforcemanagement/businessunits/{businessUnitId}/activitycodes`; `mine` is an id. Any of some 60
   * permissions.
   */
  getWorkforcemanagementBusinessunitActivitycodes: operation({
    verb: 'GET',
    path: '/api/v2/workforcemanagement/businessunits/{businessUnitId}/activitycodes',
    permissions: any(VIEW_OWN_SCHEDULE),
    query: { forceDownloadService: boolean() },
    answer: activityCodeListingSchema,
  }),
};
