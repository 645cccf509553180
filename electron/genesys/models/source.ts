/** Presence sources: Genesys Cloud itself and whatever else can set a presence (docs/genesys-cloud.md §2.4). */
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
export type Source = v.InferOutput<typeof sourceSchema>;

export const sourceListingSchema = model({
  total: number,
  entities: ifPresent(entities(sourceSchema)),
  selfUri: text,
});
export type SourceEntityListing = v.InferOutput<typeof sourceListingSchema>;

/** The body that creates or changes a source. */
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
/** Which source decides for a person. */
export type UserPrimarySource = v.InferOutput<typeof userPrimarySourceSchema>;

/** The body that chooses the deciding source. */
export interface UserPrimarySourceWrite {
  readonly sourceId: string;
  readonly registered?: boolean;
}
