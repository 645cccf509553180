/**
 * What a supervisor keeps of the team window: lists of people, and the minutes after which a presence counts as too
 * long.
 */
import * as v from 'valibot';
import { limitMinutesSchema } from './limit-minutes.js';
import type { Personal } from './personal-store.js';

export const MOST_LISTS = 100;
export const MOST_LIST_PEOPLE = 1000;
export const LONGEST_LIST_NAME = 80;

export const teamListsSchema = v.pipe(
  v.array(
    v.object({
      id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_LIST_NAME)),
      /** Names are kept, too: people who have left are still told apart. */
      people: v.pipe(
        v.array(
          v.object({
            id: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
            name: v.nullable(v.pipe(v.string(), v.maxLength(300))),
          }),
        ),
        v.maxLength(MOST_LIST_PEOPLE),
      ),
    }),
  ),
  v.maxLength(MOST_LISTS),
);
export type TeamLists = v.InferOutput<typeof teamListsSchema>;
export type TeamList = TeamLists[number];

/** System presence → minutes. */
export const teamThresholdsSchema = v.record(v.string(), limitMinutesSchema);
export type TeamThresholds = v.InferOutput<typeof teamThresholdsSchema>;

const sameName = (one: string, other: string): boolean => one.toLocaleLowerCase() === other.toLocaleLowerCase();

/** A list of the same name is replaced, in its place. Null where there are too many. */
export function saveTeamList(
  { teamLists }: Pick<Personal, 'teamLists'>,
  list: TeamList,
): Pick<Personal, 'teamLists'> | null {
  const known = teamLists.find(({ name }) => sameName(name, list.name));
  if (known !== undefined)
    return { teamLists: teamLists.map((each) => (each === known ? { ...list, id: known.id } : each)) };
  return teamLists.length >= MOST_LISTS ? null : { teamLists: [...teamLists, list] };
}

export const deleteTeamList = (
  { teamLists }: Pick<Personal, 'teamLists'>,
  id: string,
): Pick<Personal, 'teamLists'> => ({ teamLists: teamLists.filter((each) => each.id !== id) });

/** @param minutes null: none */
export function setTeamThreshold(
  { teamThresholds }: Pick<Personal, 'teamThresholds'>,
  systemPresence: string,
  minutes: number | null,
): Pick<Personal, 'teamThresholds'> {
  const others = Object.fromEntries(Object.entries(teamThresholds).filter(([name]) => name !== systemPresence));
  return { teamThresholds: minutes === null ? others : { ...others, [systemPresence]: minutes } };
}
