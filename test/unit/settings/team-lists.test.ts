/** What a supervisor keeps of the team window. */
import { describe, expect, it } from 'vitest';
import {
  deleteTeamList,
  MOST_LISTS,
  saveTeamList,
  setTeamThreshold,
  type TeamList,
} from '../../../electron/settings/team-lists.js';

const list = (id: string, name: string): TeamList => ({ id, name, people: [] });
const some = { teamLists: [list('1', 'Night'), list('2', 'Day')] };
const names = (kept: { teamLists: readonly TeamList[] } | null) => kept?.teamLists.map(({ id, name }) => [id, name]);

describe('a list of people', () => {
  it('is added at the end, or takes the place and the id of the one with its name, in any case', () => {
    expect(names(saveTeamList(some, list('3', 'Spare')))).toEqual([
      ['1', 'Night'],
      ['2', 'Day'],
      ['3', 'Spare'],
    ]);
    expect(names(saveTeamList(some, list('3', 'NIGHT')))).toEqual([
      ['1', 'NIGHT'],
      ['2', 'Day'],
    ]);
  });

  it('is one too many after a hundred, unless it replaces one', () => {
    const all = { teamLists: Array.from({ length: MOST_LISTS }, (_, at) => list(`${at}`, `List ${at}`)) };
    expect(saveTeamList({ teamLists: all.teamLists.slice(1) }, list('new', 'New'))?.teamLists).toHaveLength(MOST_LISTS);
    expect(saveTeamList(all, list('new', 'New'))).toBeNull();
    expect(saveTeamList(all, list('new', 'list 7'))?.teamLists).toHaveLength(MOST_LISTS);
  });

  it('is deleted alone', () => {
    expect(names(deleteTeamList(some, '1'))).toEqual([['2', 'Day']]);
    expect(names(deleteTeamList(some, 'gone'))).toHaveLength(2);
  });
});

it('the minutes of a presence are set, changed and taken away, those of others stay', () => {
  const before = { teamThresholds: { Break: 15, Meal: 60 } };
  expect(setTeamThreshold(before, 'Break', 20).teamThresholds).toEqual({ Break: 20, Meal: 60 });
  expect(setTeamThreshold(before, 'Busy', 5).teamThresholds).toEqual({ Break: 15, Meal: 60, Busy: 5 });
  expect(setTeamThreshold(before, 'Break', null).teamThresholds).toEqual({ Meal: 60 });
});
