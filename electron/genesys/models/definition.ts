/** The organisation's presence definitions, in both generations of the service (docs/genesys-cloud.md §2.3). */
import type * as v from 'valibot';
import { anyText, entities, id, ifPresent, model, yesOrNo } from '../lenient.js';
import type { SystemPresence } from '../system-presence.js';
import { flag, knownSystemPresence, labels, number, text } from './shared.js';

/**
 * A definition is left out if one of these is odd: they identify it, classify it, name it and say whether it can be
 * picked.
 */
const decisive = {
  id,
  name: ifPresent(anyText),
  systemPresence: knownSystemPresence,
  deactivated: ifPresent(yesOrNo),
};

export const organizationPresenceDefinitionSchema = model({
  ...decisive,
  /** `System`: built-in. `User`: the organisation's own. */
  type: text,
  languageLabels: labels,
  /** `*`, null and missing all mean every division. */
  divisionId: text,
  selfUri: text,
});
/** The vendor's `OrganizationPresenceDefinition`, the new generation. */
export type OrganizationPresenceDefinition = v.InferOutput<typeof organizationPresenceDefinitionSchema>;

export const organizationPresenceDefinitionListingSchema = model({
  total: number,
  entities: entities(organizationPresenceDefinitionSchema),
  selfUri: text,
});
/** The vendor's `OrganizationPresenceDefinitionEntityListing`: the whole list, without pages. */
export type OrganizationPresenceDefinitionEntityListing = v.InferOutput<
  typeof organizationPresenceDefinitionListingSchema
>;

export const organizationPresenceSchema = model({
  ...decisive,
  languageLabels: labels,
  /** True for the built-in ones. */
  primary: flag,
  createdDate: text,
  modifiedDate: text,
  selfUri: text,
});
/** The vendor's `OrganizationPresence`, the legacy generation. */
export type OrganizationPresence = v.InferOutput<typeof organizationPresenceSchema>;

export const organizationPresenceListingSchema = model({
  entities: entities(organizationPresenceSchema),
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

/** The body that creates or changes a definition. The parent cannot change afterwards. */
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
