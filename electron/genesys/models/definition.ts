/** The organisation's presence definitions, in both generations of the service (genesys.md §2.3). */
import * as v from 'valibot';
import type { SystemPresence } from '../system-presence.js';
import { flag, labels, number, systemPresence, text } from './shared.js';

export const organizationPresenceDefinitionSchema = v.looseObject({
  id: text,
  name: text,
  /** `System` for the built-in ones, `User` for the organisation's own. */
  type: text,
  languageLabels: labels,
  systemPresence,
  /** None: it belongs to every division. */
  divisionId: text,
  deactivated: flag,
  selfUri: text,
});
/** The vendor's `OrganizationPresenceDefinition`, the new generation. */
export type OrganizationPresenceDefinition = v.InferOutput<typeof organizationPresenceDefinitionSchema>;

export const organizationPresenceDefinitionListingSchema = v.looseObject({
  total: number,
  entities: v.nullish(v.array(organizationPresenceDefinitionSchema)),
  selfUri: text,
});
/** The vendor's `OrganizationPresenceDefinitionEntityListing`: the whole list, without pages. */
export type OrganizationPresenceDefinitionEntityListing = v.InferOutput<
  typeof organizationPresenceDefinitionListingSchema
>;

export const organizationPresenceSchema = v.looseObject({
  id: text,
  name: text,
  languageLabels: labels,
  systemPresence,
  deactivated: flag,
  /** True for the built-in ones. */
  primary: flag,
  createdDate: text,
  modifiedDate: text,
  selfUri: text,
});
/** The vendor's `OrganizationPresence`, the legacy generation. */
export type OrganizationPresence = v.InferOutput<typeof organizationPresenceSchema>;

export const organizationPresenceListingSchema = v.looseObject({
  entities: v.nullish(v.array(organizationPresenceSchema)),
  pageSize: number,
  pageNumber: number,
  total: number,
  pageCount: number,
  firstUri: text,
  previousUri: text,
  selfUri: text,
  nextUri: text,
  lastUri: text,
});
/** The vendor's `OrganizationPresenceEntityListing`: one page of the legacy list. */
export type OrganizationPresenceEntityListing = v.InferOutput<typeof organizationPresenceListingSchema>;

/** The body with which a definition is made or changed; its parent cannot change once it exists. */
export interface OrganizationPresenceDefinitionWrite {
  readonly name?: string;
  readonly type?: 'System' | 'User';
  readonly languageLabels: Readonly<Record<string, string>>;
  readonly systemPresence?: SystemPresence;
  readonly divisionId?: string;
  readonly deactivated?: boolean;
}

/** The same for the legacy generation, which spells On Queue with a space. */
export interface OrganizationPresenceWrite {
  readonly name?: string;
  readonly languageLabels: Readonly<Record<string, string>>;
  readonly systemPresence?: SystemPresence | 'On Queue';
  readonly deactivated?: boolean;
  readonly primary?: boolean;
}
