/** People: the one who signed in, and the team (docs/genesys-cloud.md §1.2). */
import type * as v from 'valibot';
import { anyText, entities, id, ifPresent, model, optional } from '../lenient.js';
import { organizationPresenceDefinitionSchema, organizationPresenceSchema } from './definition.js';
import { organizationSchema } from './organization.js';
import { userPresenceSchema } from './presence.js';
import { routingStatusSchema } from './routing.js';
import { flag, namedEntitySchema, number, text } from './shared.js';
import { tokenInfoSchema } from './token.js';

export const outOfOfficeSchema = model({
  id: text,
  name: text,
  user: optional(namedEntitySchema),
  startDate: text,
  endDate: text,
  active: flag,
  indefinite: flag,
  selfUri: text,
});
export type OutOfOffice = v.InferOutput<typeof outOfOfficeSchema>;

/** The body that sets out of office. */
export interface OutOfOfficeWrite {
  readonly active?: boolean;
  readonly indefinite?: boolean;
  /** ISO 8601. */
  readonly startDate?: string;
  readonly endDate?: string;
}

export const userAuthorizationSchema = model({
  roles: optional(entities(namedEntitySchema)),
  /** `presence:presenceDefinition:view`, `routing:agent:onQueue`, … */
  permissions: optional(entities(anyText)),
});
export type UserAuthorization = v.InferOutput<typeof userAuthorizationSchema>;

const userEntries = {
  id,
  name: text,
  division: optional(namedEntitySchema),
  department: text,
  email: text,
  state: text,
  title: text,
  username: text,
  preferredName: text,
  images: optional(entities(model({ resolution: text, imageUri: text }))),
  version: number,
  routingStatus: optional(routingStatusSchema),
  presence: optional(userPresenceSchema),
  integrationPresence: optional(userPresenceSchema),
  outOfOffice: optional(outOfOfficeSchema),
  authorization: optional(userAuthorizationSchema),
  languagePreference: text,
  selfUri: text,
};

export const userSchema = model(userEntries);
export type User = v.InferOutput<typeof userSchema>;

export const trustorSchema = model({
  id: text,
  enabled: flag,
  organization: optional(organizationSchema),
});
/** Another organisation that the person may work in. */
export type Trustor = v.InferOutput<typeof trustorSchema>;

export const userMeSchema = model({
  ...userEntries,
  organization: optional(organizationSchema),
  presenceDefinitions: optional(entities(organizationPresenceSchema)),
  divisionedPresenceDefinitions: optional(entities(organizationPresenceDefinitionSchema)),
  token: optional(tokenInfoSchema),
  trustors: optional(entities(trustorSchema)),
  /** Those who report to the person. */
  directReports: optional(entities(model({ id }))),
  /** The service's clock. */
  date: optional(model({ currentDate: text })),
});
export type UserMe = v.InferOutput<typeof userMeSchema>;

export const userListingSchema = model({
  entities: ifPresent(entities(userSchema)),
  pageSize: number,
  pageNumber: number,
  total: number,
  pageCount: number,
});
export type UserEntityListing = v.InferOutput<typeof userListingSchema>;

export const usersSearchResponseSchema = model({
  total: number,
  pageCount: number,
  pageSize: number,
  pageNumber: number,
  results: ifPresent(entities(userSchema)),
});
/** `results` may be missing if nothing was found. */
export type UsersSearchResponse = v.InferOutput<typeof usersSearchResponseSchema>;

export interface UserSearchCriteria {
  readonly type: 'EXACT' | 'STARTS_WITH' | 'CONTAINS' | 'QUERY_STRING' | 'TERM' | 'TERMS' | 'REQUIRED_FIELDS';
  readonly fields?: readonly string[];
  readonly value?: string;
  readonly values?: readonly string[];
  readonly operator?: 'AND' | 'OR' | 'NOT';
  readonly group?: readonly UserSearchCriteria[];
}

export interface UserSearchRequest {
  readonly sortOrder?: 'ASC' | 'DESC' | 'SCORE';
  readonly sortBy?: string;
  readonly pageSize?: number;
  readonly pageNumber?: number;
  readonly expand?: readonly UserExpand[];
  readonly query?: readonly UserSearchCriteria[];
  readonly enforcePermissions?: boolean;
}

/** The `expand` values the app uses. The vendor has 44. */
export type UserExpand =
  | 'routingStatus'
  | 'presence'
  | 'integrationPresence'
  | 'outOfOffice'
  | 'authorization'
  | 'languagePreference'
  | 'team'
  | 'groups';

/** The same for the person who signed in. */
export type UserMeExpand =
  | UserExpand
  | 'date'
  | 'organization'
  | 'presencedefinitions'
  | 'divisionedpresencedefinitions'
  | 'token'
  | 'trustors'
  | 'directreports'
  | 'favorites';
