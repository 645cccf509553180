/**
 * The organisation's presence settings: what is restored after a lost connection, leaving the queue by request, and the
 * source that decides by default.
 */
import type { GenesysClient } from '../genesys/client.js';
import type { PresenceSettings, PresenceSettingsUpdate } from '../genesys/models/presence.js';
import { confirmed, done, type WriteResult } from './write-result.js';

export interface OrganisationFields {
  readonly restore: boolean;
  /** 1 to 1,440 (docs/genesys-cloud.md §2.4). In milliseconds on the wire. */
  readonly restoreMinutes: number;
  readonly restoreOnQueue: boolean;
  readonly offQueueRequests: boolean;
  /** Null: Genesys Cloud itself. */
  readonly defaultSourceId: string | null;
}

export type OrganisationResult = WriteResult<OrganisationFields>;

const MINUTE_MS = 60_000;
export const SHORTEST_RESTORE = 1;
export const LONGEST_RESTORE = 1440;

const minutesOf = (ms: number | null | undefined): number =>
  Math.min(LONGEST_RESTORE, Math.max(SHORTEST_RESTORE, Math.round((ms ?? MINUTE_MS) / MINUTE_MS)));

const toFields = (settings: PresenceSettings): OrganisationFields => ({
  restore: settings.restorePresenceSettings?.enabled ?? false,
  restoreMinutes: minutesOf(settings.restorePresenceSettings?.restoreTimeMilliseconds),
  restoreOnQueue: settings.restorePresenceSettings?.restoreOnQueueEnabled ?? false,
  offQueueRequests: settings.requestingOffQueueEnabled ?? false,
  defaultSourceId: settings.defaultPrimaryPresenceRegisteredSourceId?.trim() || null,
});

const same = (a: OrganisationFields, b: OrganisationFields): boolean =>
  a.restore === b.restore &&
  a.restoreMinutes === b.restoreMinutes &&
  a.restoreOnQueue === b.restoreOnQueue &&
  a.offQueueRequests === b.offQueueRequests &&
  a.defaultSourceId === b.defaultSourceId;

/** @throws GenesysError */
export const readOrganisation = async (client: GenesysClient): Promise<OrganisationFields> =>
  toFields(await client.presence.getPresenceSettings({}));

/** @param before the state from which the change was made. @throws GenesysError */
export async function writeOrganisation(
  client: GenesysClient,
  before: OrganisationFields,
  after: OrganisationFields,
): Promise<OrganisationResult> {
  const found = await client.presence.getPresenceSettings({});
  const now = toFields(found);
  if (!same(now, before)) return { kind: 'conflict', now };
  if (same(now, after)) return done('');
  return confirmed('', {
    send: async () =>
      toFields(await client.presence.putPresenceSettings({ body: bodyOf(found, now, after) }, { retry: true })),
    read: () => readOrganisation(client),
    has: (has) => same(has, after),
    fields: (has) => has,
  });
}

/** What the service did not say and nobody changed is left out: what is shown for it is only a guess. */
function bodyOf(found: PresenceSettings, now: OrganisationFields, after: OrganisationFields): PresenceSettingsUpdate {
  const rule = found.restorePresenceSettings;
  const ms = rule?.restoreTimeMilliseconds ?? null;
  const isRuleChanged =
    now.restore !== after.restore ||
    now.restoreMinutes !== after.restoreMinutes ||
    now.restoreOnQueue !== after.restoreOnQueue;
  // A time that is not whole minutes, or out of range, stays as it is until somebody changes it.
  const restoreTimeMilliseconds =
    after.restoreMinutes === now.restoreMinutes && ms !== null ? ms : after.restoreMinutes * MINUTE_MS;
  return {
    ...(isRuleChanged || (ms !== null && rule?.enabled != null)
      ? {
          restorePresenceSettings: {
            enabled: after.restore,
            restoreTimeMilliseconds,
            restoreOnQueueEnabled: after.restoreOnQueue,
          },
        }
      : {}),
    ...(found.requestingOffQueueEnabled == null && now.offQueueRequests === after.offQueueRequests
      ? {}
      : { requestingOffQueueEnabled: after.offQueueRequests }),
    ...(after.defaultSourceId === null && now.defaultSourceId === null
      ? {}
      : { defaultPrimaryPresenceRegisteredSourceId: after.defaultSourceId }),
  };
}
