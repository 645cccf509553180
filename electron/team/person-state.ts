/** What is known of one person: the newest of what was read and what was told. */
import type { ActivityEvent } from '../genesys/models/activity.js';
import type { PresenceDefinition, UcUserPresence } from '../genesys/models/presence.js';
import type { RoutingStatus } from '../genesys/models/routing.js';
import { sameId } from '../genesys/same-id.js';
import { toTime } from '../genesys/models/shared.js';
import type { User } from '../genesys/models/user.js';
import type { RoutingStatusName } from '../genesys/routing-status.js';
import type { SystemPresence } from '../genesys/system-presence.js';

export interface KnownPresence {
  readonly definitionId: string;
  readonly systemPresence: SystemPresence;
  /** Null: not said. */
  readonly message: string | null;
  /** On the service's clock; null: not said. */
  readonly modifiedAt: number | null;
}

export interface FoundPerson {
  readonly id: string;
  readonly name: string | null;
  readonly department: string | null;
}

/** Where a statement comes from: an event, or a reading and when it was asked for (on the monotonic clock). */
export type Origin = { readonly askedAt: number } | 'event';

/** A text of spaces says nothing. */
const said = (text: string | null | undefined): string | null => text?.trim() || null;

export class PersonState {
  readonly id: string;
  name: string | null;
  department: string | null;
  presence: KnownPresence | null = null;
  routing: { readonly status: RoutingStatusName; readonly startedAt: number | null } | null = null;
  outOfOffice = false;
  live = false;
  /** When they were last read, on the wall clock. */
  readAt: number | null = null;
  /** When the reading that was answered last was asked for, on the monotonic clock. */
  askedAt: number | null = null;
  /** The last reading failed. */
  failed = false;
  /** The last reading of the routing status failed. */
  userFailed = false;
  /** When the last event came, on the monotonic clock. */
  #heardAt = -Infinity;

  constructor({ id, name, department }: FoundPerson) {
    this.id = id;
    this.name = said(name);
    this.department = said(department);
  }

  get state(): 'waiting' | 'known' | 'unknown' {
    if (this.presence !== null) return 'known';
    return this.failed || this.askedAt !== null ? 'unknown' : 'waiting';
  }

  /** A reading of the presence; null: the service says nothing of this person. */
  read(said: UcUserPresence | null, system: SystemPresenceOf, origin: { askedAt: number; now: number }): void {
    this.failed = false;
    this.readAt = origin.now;
    this.askedAt = origin.askedAt;
    const presence = said === null ? null : presenceOf(said.presenceDefinition, said, system);
    if (presence !== null) this.#takePresence(presence, origin);
    // Whoever was told by an event since, is known.
    else if (this.#heardAt < origin.askedAt) this.presence = null;
  }

  readUser(user: User, origin: { readonly askedAt: number }): void {
    this.userFailed = false;
    this.name = said(user.name) ?? this.name;
    this.department = said(user.department) ?? this.department;
    if (this.#heardAt >= origin.askedAt) return;
    if (user.routingStatus) this.#takeRouting(user.routingStatus);
    if (typeof user.outOfOffice?.active === 'boolean') this.outOfOffice = user.outOfOffice.active;
  }

  /** @param presenceToo not where another source than Genesys Cloud is looked at */
  heard(event: ActivityEvent, system: SystemPresenceOf, now: number, presenceToo: boolean): void {
    this.#heardAt = now;
    const { presence, routingStatus, outOfOffice } = event;
    if (presence && presenceToo) {
      const message = presence.presenceMessage ?? presence.message;
      const said = presenceOf(presence.presenceDefinition, { message, modifiedDate: presence.modifiedDate }, system);
      if (said !== null) this.#takePresence(said, 'event');
    }
    if (routingStatus) this.#takeRouting(routingStatus);
    if (typeof outOfOffice?.active === 'boolean') this.outOfOffice = outOfOffice.active;
  }

  /**
   * Newer dates win. Where they say nothing, the later arrival does, but a reading that was asked for before an event
   * never beats it.
   */
  #takePresence(said: KnownPresence, origin: Origin): void {
    const known = this.presence;
    const knownAt = known?.modifiedAt ?? null;
    if (known !== null && knownAt !== null && said.modifiedAt !== null) {
      if (said.modifiedAt < knownAt) return;
      if (said.modifiedAt > knownAt) {
        this.presence = said;
        return;
      }
    }
    if (known !== null && origin !== 'event' && this.#heardAt >= origin.askedAt) return;
    this.presence = {
      ...said,
      message: said.message ?? (sameDefinition(said, known) ? (known?.message ?? null) : null),
    };
  }

  #takeRouting({ status, startTime }: RoutingStatus): void {
    if (!status) return;
    const startedAt = toTime(startTime);
    const knownAt = this.routing?.startedAt ?? null;
    if (knownAt !== null && startedAt !== null && startedAt < knownAt) return;
    this.routing = { status, startedAt };
  }
}

/** The system presence of a definition, where a statement itself names none. */
export type SystemPresenceOf = (definitionId: string) => SystemPresence | null;

const sameDefinition = (said: KnownPresence, known: KnownPresence | null): boolean =>
  known !== null && sameId(known.definitionId, said.definitionId);

export function presenceOf(
  definition: PresenceDefinition | null | undefined,
  said: { readonly message?: string | null | undefined; readonly modifiedDate?: string | null | undefined },
  system: SystemPresenceOf,
): KnownPresence | null {
  if (!definition) return null;
  const systemPresence = definition.systemPresence ?? system(definition.id);
  if (systemPresence === null) return null;
  return {
    definitionId: definition.id,
    systemPresence,
    message: said.message ?? null,
    modifiedAt: toTime(said.modifiedDate),
  };
}
