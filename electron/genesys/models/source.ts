/** Presence sources: where a presence can come from besides Genesys Cloud itself (genesys.md §2.4). */
import * as v from 'valibot';
import { flag, number, text } from './shared.js';

export const sourceSchema = v.looseObject({
  id: text,
  name: text,
  description: text,
  /** `System` or `User`. */
  type: text,
  deactivated: flag,
  selfUri: text,
});
/** The vendor's `Source`. */
export type Source = v.InferOutput<typeof sourceSchema>;

export const sourceListingSchema = v.looseObject({
  total: number,
  entities: v.nullish(v.array(sourceSchema)),
  selfUri: text,
});
/** The vendor's `SourceEntityListing`. */
export type SourceEntityListing = v.InferOutput<typeof sourceListingSchema>;

/** The body with which a source is made or changed. */
export interface SourceWrite {
  readonly name: string;
  readonly description?: string;
  readonly deactivated?: boolean;
}

export const userPrimarySourceSchema = v.looseObject({
  id: text,
  name: text,
  sourceId: text,
  registered: flag,
  selfUri: text,
});
/** The vendor's `UserPrimarySource`: which source decides for a person. */
export type UserPrimarySource = v.InferOutput<typeof userPrimarySourceSchema>;

/** The body with which the deciding source is chosen. */
export interface UserPrimarySourceWrite {
  readonly sourceId: string;
  readonly registered?: boolean;
}
