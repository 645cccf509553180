/** Presence sources: where a presence can come from besides Genesys Cloud itself (docs/genesys-cloud.md §2.4). */
import type * as v from 'valibot';
import { entities, id, ifPresent, model } from '../lenient.js';
import { flag, number, text } from './shared.js';

export const sourceSchema = model({
  id,
  name: text,
  description: text,
  /** `System` or `User`. */
  type: text,
  deactivated: flag,
  selfUri: text,
});
/** The vendor's `Source`. */
export type Source = v.InferOutput<typeof sourceSchema>;

export const sourceListingSchema = model({
  total: number,
  entities: ifPresent(entities(sourceSchema)),
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

export const userPrimarySourceSchema = model({
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
