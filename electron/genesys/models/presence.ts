/** What a person's presence looks like in answers (genesys.md §1.2, §2.4). */
import * as v from 'valibot';
import { flag, number, systemPresence, text } from './shared.js';

export const presenceDefinitionSchema = v.looseObject({ id: text, systemPresence, selfUri: text });
/** The vendor's `PresenceDefinition`: a reference to a definition inside a presence. */
export type PresenceDefinition = v.InferOutput<typeof presenceDefinitionSchema>;

export const userPresenceSchema = v.looseObject({
  id: text,
  name: text,
  /** Deprecated by the vendor in favour of `sourceId`, yet the one that comes: `PURECLOUD`. */
  source: text,
  sourceId: text,
  /** Whether this source decides; missing in real answers. */
  primary: flag,
  presenceDefinition: v.nullish(presenceDefinitionSchema),
  /** Where the person goes once the interaction has ended. */
  futurePresenceDefinition: v.nullish(presenceDefinitionSchema),
  message: text,
  /** Start of this presence. */
  modifiedDate: text,
  selfUri: text,
});
/** The vendor's `UserPresence`. */
export type UserPresence = v.InferOutput<typeof userPresenceSchema>;

export const ucUserPresenceSchema = v.looseObject({
  id: text,
  name: text,
  userId: text,
  source: text,
  sourceId: text,
  presenceDefinition: v.nullish(presenceDefinitionSchema),
  message: text,
  modifiedDate: text,
  selfUri: text,
});
/** The vendor's `UcUserPresence`: one person's presence in a bulk answer. */
export type UcUserPresence = v.InferOutput<typeof ucUserPresenceSchema>;

/** The body of a PATCH: at least one of the three (seeds: options 1, 2 and 3, which may be combined). */
export interface UserPresencePatch {
  /** Option 1: `true` makes the source in the path the one that decides. */
  readonly primary?: boolean;
  /** Option 2: the id is enough. */
  readonly presenceDefinition?: { readonly id: string };
  /** Option 3: `''` clears. */
  readonly message?: string;
}

/** The vendor's `MutableUserPresence`: one person's new presence in a bulk write. */
export interface MutableUserPresence extends UserPresencePatch {
  /** The user's id. */
  readonly id: string;
  readonly source?: string;
  readonly sourceId?: string;
}

export const systemPresenceEntrySchema = v.looseObject({
  id: text,
  /** The system presence's name, in the vendor's spelling. */
  name: text,
  selfUri: text,
});
/** The vendor's `SystemPresence`; its plain name is taken by the name of one. */
export type SystemPresenceEntry = v.InferOutput<typeof systemPresenceEntrySchema>;

export const presenceSettingsSchema = v.looseObject({
  id: text,
  name: text,
  restorePresenceSettings: v.nullish(
    v.looseObject({ enabled: flag, restoreTimeMilliseconds: number, restoreOnQueueEnabled: flag }),
  ),
  requestingOffQueueEnabled: flag,
  defaultPrimaryPresenceRegisteredSourceId: text,
  selfUri: text,
});
/** The vendor's `PresenceSettings`: what the organisation restores after a lost connection. */
export type PresenceSettings = v.InferOutput<typeof presenceSettingsSchema>;

/** The body with which {@link PresenceSettings} are written; the three fields of the restore rule go together. */
export interface PresenceSettingsUpdate {
  readonly restorePresenceSettings?: {
    readonly enabled: boolean;
    /** One minute to a day, in milliseconds (genesys.md §2.4). */
    readonly restoreTimeMilliseconds: number;
    readonly restoreOnQueueEnabled: boolean;
  };
  readonly requestingOffQueueEnabled?: boolean;
  readonly defaultPrimaryPresenceRegisteredSourceId?: string;
}
