import * as v from 'valibot';
import { flag, number, text } from './shared.js';

export const organizationSchema = v.looseObject({
  id: text,
  name: text,
  /** The locale of people without a preference. */
  defaultLanguage: text,
  defaultCountryCode: text,
  domain: text,
  thirdPartyOrgName: text,
  state: text,
});
/** The vendor's `Organization`. */
export type Organization = v.InferOutput<typeof organizationSchema>;

export const authzDivisionSchema = v.looseObject({ id: text, name: text, description: text, homeDivision: flag });
/** The vendor's `AuthzDivision`. */
export type AuthzDivision = v.InferOutput<typeof authzDivisionSchema>;

export const authzDivisionListingSchema = v.looseObject({
  entities: v.nullish(v.array(authzDivisionSchema)),
  pageSize: number,
  pageNumber: number,
  total: number,
  pageCount: number,
});
/** The vendor's `AuthzDivisionEntityListing`. */
export type AuthzDivisionEntityListing = v.InferOutput<typeof authzDivisionListingSchema>;
