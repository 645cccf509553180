/** A person's presence in answers (docs/genesys-cloud.md §1.2, 2.4). */
import type * as v from 'valibot';
import { anyText, id, ifPresent, model, optional } from '../lenient.js';
import { flag, number, systemPresence, text } from './shared.js';

export const presenceDefinitionSchema = model({ id, systemPresence, selfUri: text });
/** The vendor's `PresenceDefinition`: a reference to a definition inside a presence. */
export type PresenceDefinition = v.InferOutput<typeof presenceDefinitionSchema>;

const userPresenceEntries = {
  id: text,
  name: text,
  /** `PURECLOUD`. The vendor deprecated it in favour of `sourceId`, but still sends it. */
  source: text,
  sourceId: text,
  /** Whether this source decides. Missing in real answers. */
  primary: flag,
  presenceDefinition: optional(presenceDefinitionSchema),
  /** Where the person goes after the interaction. */
  futurePresenceDefinition: optional(presenceDefinitionSchema),
  message: text,
  /** Start of this presence. */
  modifiedDate: text,
  selfUri: text,
};

export const userPresenceSchema = model(userPresenceEntries);
export type UserPresence = v.InferOutput<typeof userPresenceSchema>;

/** The answer to a read of one presence. Without a definition it says nothing. */
export const readPresenceSchema = model({ ...userPresenceEntries, presenceDefinition: presenceDefinitionSchema });

/**
 * Body of `v2.users.{id}.presence`, which reports every source. If the source is odd, it could be any, so the event is
 * not used.
 */
export const presenceEventSchema = model({ ...userPresenceEntries, source: ifPresent(anyText) });

export const ucUserPresenceSchema = model({
  id: text,
  name: text,
  userId: id,
  source: text,
  sourceId: text,
  presenceDefinition: optional(presenceDefinitionSchema),
  message: text,
  modifiedDate: text,
  selfUri: text,
});
/** The vendor's `UcUserPresence`: one person's presence in a bulk answer. */
export type UcUserPresence = v.InferOutput<typeof ucUserPresenceSchema>;

/** The body of a PATCH. At least one field is needed, and they may be combined. */
export interface UserPresencePatch {
  /** `true` makes the source in the path the one that decides. */
  readonly primary?: boolean;
  /** The id is enough. */
  readonly presenceDefinition?: { readonly id: string };
  /** `''` clears the message. */
  readonly message?: string;
}

/** The vendor's `MutableUserPresence`: one person's new presence in a bulk write. */
export interface MutableUserPresence extends UserPresencePatch {
  /** The user's id. */
  readonly id: string;
  readonly source?: string;
  readonly sourceId?: string;
}

export const systemPresenceEntrySchema = model({
  id: text,
  /** The system presence's name, in the vendor's spelling. */
  name: anyText,
  selfUri: text,
});
/** The vendor's `SystemPresence`. Our type of that name is the name of one. */
export type SystemPresenceEntry = v.InferOutput<typeof systemPresenceEntrySchema>;

export const presenceSettingsSchema = model({
  id: text,
  name: text,
  restorePresenceSettings: optional(
    model({ enabled: flag, restoreTimeMilliseconds: number, restoreOnQueueEnabled: flag }),
  ),
  requestingOffQueueEnabled: flag,
  defaultPrimaryPresenceRegisteredSourceId: text,
  selfUri: text,
});
/** What the organisation restores after a lost connection. */
export type PresenceSettings = v.InferOutput<typeof presenceSettingsSchema>;

/** The body that writes {@link PresenceSettings}. The three fields of the restore rule go together. */
export interface PresenceSettingsUpdate {
  readonly restorePresenceSettings?: {
    readonly enabled: boolean;
    /** From one minute to one day, in milliseconds (docs/genesys-cloud.md §2.4). */
    readonly restoreTimeMilliseconds: number;
    readonly restoreOnQueueEnabled: boolean;
  };
  readonly requestingOffQueueEnabled?: boolean;
  /** Null: none (unproven). */
  readonly defaultPrimaryPresenceRegisteredSourceId?: string | null;
}
