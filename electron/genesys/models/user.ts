/** People: the one who signed in, and those in the team (genesys.md §1.2). */
import * as v from 'valibot';
import { organizationPresenceDefinitionSchema, organizationPresenceSchema } from './definition.js';
import { organizationSchema } from './organization.js';
import { userPresenceSchema } from './presence.js';
import { routingStatusSchema } from './routing.js';
import { flag, namedEntitySchema, number, text } from './shared.js';
import { tokenInfoSchema } from './token.js';

export const outOfOfficeSchema = v.looseObject({
  id: text,
  name: text,
  user: v.nullish(namedEntitySchema),
  startDate: text,
  endDate: text,
  active: flag,
  indefinite: flag,
  selfUri: text,
});
/** The vendor's `OutOfOffice`. */
export type OutOfOffice = v.InferOutput<typeof outOfOfficeSchema>;

/** The body with which out of office is set. */
export interface OutOfOfficeWrite {
  readonly active?: boolean;
  readonly indefinite?: boolean;
  /** ISO 8601. */
  readonly startDate?: string;
  readonly endDate?: string;
}

export const userAuthorizationSchema = v.looseObject({
  roles: v.nullish(v.array(namedEntitySchema)),
  /** `presence:presenceDefinition:view`, `routing:agent:onQueue`, … */
  permissions: v.nullish(v.array(v.string())),
});
/** The vendor's `UserAuthorization`. */
export type UserAuthorization = v.InferOutput<typeof userAuthorizationSchema>;

const userEntries = {
  id: text,
  name: text,
  division: v.nullish(namedEntitySchema),
  department: text,
  email: text,
  state: text,
  title: text,
  username: text,
  preferredName: text,
  images: v.nullish(v.array(v.looseObject({ resolution: text, imageUri: text }))),
  version: number,
  routingStatus: v.nullish(routingStatusSchema),
  presence: v.nullish(userPresenceSchema),
  integrationPresence: v.nullish(userPresenceSchema),
  outOfOffice: v.nullish(outOfOfficeSchema),
  authorization: v.nullish(userAuthorizationSchema),
  languagePreference: text,
  selfUri: text,
};

export const userSchema = v.looseObject(userEntries);
/** The vendor's `User`. */
export type User = v.InferOutput<typeof userSchema>;

export const trustorSchema = v.looseObject({
  id: text,
  enabled: flag,
  organization: v.nullish(organizationSchema),
});
/** The vendor's `Trustor`: another organisation the person may work in. */
export type Trustor = v.InferOutput<typeof trustorSchema>;

export const userMeSchema = v.looseObject({
  ...userEntries,
  organization: v.nullish(organizationSchema),
  presenceDefinitions: v.nullish(v.array(organizationPresenceSchema)),
  divisionedPresenceDefinitions: v.nullish(v.array(organizationPresenceDefinitionSchema)),
  token: v.nullish(tokenInfoSchema),
  trustors: v.nullish(v.array(trustorSchema)),
  /** The service's clock. */
  date: v.nullish(v.looseObject({ currentDate: text })),
});
/** The vendor's `UserMe`. */
export type UserMe = v.InferOutput<typeof userMeSchema>;

export const userListingSchema = v.looseObject({
  entities: v.nullish(v.array(userSchema)),
  pageSize: number,
  pageNumber: number,
  total: number,
  pageCount: number,
});
/** The vendor's `UserEntityListing`. */
export type UserEntityListing = v.InferOutput<typeof userListingSchema>;

export const usersSearchResponseSchema = v.looseObject({
  total: number,
  pageCount: number,
  pageSize: number,
  pageNumber: number,
  results: v.nullish(v.array(userSchema)),
});
/** The vendor's `UsersSearchResponse`; without a hit `results` may be missing. */
export type UsersSearchResponse = v.InferOutput<typeof usersSearchResponseSchema>;

/** The vendor's `UserSearchCriteria`. */
export interface UserSearchCriteria {
  readonly type: 'EXACT' | 'STARTS_WITH' | 'CONTAINS' | 'QUERY_STRING' | 'TERM' | 'TERMS' | 'REQUIRED_FIELDS';
  readonly fields?: readonly string[];
  readonly value?: string;
  readonly values?: readonly string[];
  readonly operator?: 'AND' | 'OR' | 'NOT';
  readonly group?: readonly UserSearchCriteria[];
}

/** The vendor's `UserSearchRequest`. */
export interface UserSearchRequest {
  readonly sortOrder?: 'ASC' | 'DESC' | 'SCORE';
  readonly sortBy?: string;
  readonly pageSize?: number;
  readonly pageNumber?: number;
  readonly expand?: readonly UserExpand[];
  readonly query?: readonly UserSearchCriteria[];
  readonly enforcePermissions?: boolean;
}

/** What `expand` adds to a user, of the values the app uses (genesys.md §1.2 lists them all). */
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
  | 'favorites';
