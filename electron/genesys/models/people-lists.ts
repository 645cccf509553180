/**
 * Work teams, groups, queues, and the people in them. A member may be the person, or hold the person as `user`
 * (docs/genesys-cloud.md §7.1).
 */
import type * as v from 'valibot';
import { entities, id, ifPresent, model, optional } from '../lenient.js';
import { flag, namedEntitySchema, number, text } from './shared.js';
import { routingStatusSchema } from './routing.js';

const listEntries = {
  id,
  name: text,
  division: optional(namedEntitySchema),
  memberCount: number,
};

export const teamSchema = model(listEntries);
export const teamListingSchema = model({ entities: ifPresent(entities(teamSchema)), nextUri: text, pageSize: number });

export const groupSchema = model({ ...listEntries, state: text, type: text, visibility: text });
export const groupListingSchema = model({
  entities: ifPresent(entities(groupSchema)),
  pageSize: number,
  pageNumber: number,
  pageCount: number,
  total: number,
  nextUri: text,
});

export const queueSchema = model({ ...listEntries, joined: flag });
export const queueListingSchema = model({
  entities: ifPresent(entities(queueSchema)),
  pageSize: number,
  pageNumber: number,
  pageCount: number,
  total: number,
  nextUri: text,
});
/** What is chosen from: a team, a group or a queue. */
export type PeopleList = v.InferOutput<typeof teamSchema>;

/** A member in any of the shapes that lists answer with. */
export const memberSchema = model({
  id: text,
  name: text,
  department: text,
  division: optional(namedEntitySchema),
  user: optional(model({ id: text, name: text, department: text })),
  joined: flag,
  memberBy: text,
  routingStatus: optional(routingStatusSchema),
});
export type Member = v.InferOutput<typeof memberSchema>;

export const memberListingSchema = model({
  entities: ifPresent(entities(memberSchema)),
  pageSize: number,
  pageNumber: number,
  pageCount: number,
  nextUri: text,
});
export type MemberListing = v.InferOutput<typeof memberListingSchema>;
