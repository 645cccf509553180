import type * as v from 'valibot';
import { entities, id, ifPresent, model } from '../lenient.js';
import { flag, number, text } from './shared.js';

export const organizationSchema = model({
  id: text,
  name: text,
  /** The locale for people without a preference. */
  defaultLanguage: text,
  defaultCountryCode: text,
  domain: text,
  thirdPartyOrgName: text,
  state: text,
});
export type Organization = v.InferOutput<typeof organizationSchema>;

export const authzDivisionSchema = model({ id, name: text, description: text, homeDivision: flag });
export type AuthzDivision = v.InferOutput<typeof authzDivisionSchema>;

export const authzDivisionListingSchema = model({
  entities: ifPresent(entities(authzDivisionSchema)),
  pageSize: number,
  pageNumber: number,
  total: number,
  pageCount: number,
});
export type AuthzDivisionEntityListing = v.InferOutput<typeof authzDivisionListingSchema>;
