/** Work teams, groups and queues of the organisation, and who is in them. */
import { FIELD_DIVISION, HOME_DIVISION } from './definition-seeds.js';
import { stableId } from './ids.js';
import type { Organisation } from './organisation.js';
import type { Person } from './people.js';

export interface PeopleList {
  readonly id: string;
  readonly name: string;
  readonly divisionId: string;
  /** Ids of people; some of them may have left the organisation. */
  readonly members: readonly string[];
}

export interface PeopleLists {
  readonly teams: readonly PeopleList[];
  readonly groups: readonly PeopleList[];
  readonly queues: readonly PeopleList[];
}

/** Somebody who was deleted, and whom a group still names. */
export const DELETED_PERSON = stableId('person:deleted');

/** Those who report to a person, by name. */
export const reportsOf = (org: Organisation, { id }: Person): readonly Person[] =>
  [...org.people.values()]
    .filter(({ managerId }) => managerId === id)
    .sort((one, other) => byName.compare(one.name, other.name));

const byName = new Intl.Collator('en');

export function peopleLists(org: Organisation): PeopleLists {
  const everyone = [...org.people.values()].sort((one, other) => byName.compare(one.name, other.name));
  const make =
    (kind: string) =>
    (name: string, isIn: (person: Person, at: number) => boolean, more: readonly string[] = []): PeopleList => ({
      id: stableId(`${kind}:${name}`),
      name,
      divisionId: name.startsWith('Field') ? FIELD_DIVISION.id : HOME_DIVISION.id,
      members: [...everyone.filter(isIn).map(({ id }) => id), ...more],
    });
  const isAgent = ({ roles }: Person): boolean => roles.includes('agent');
  const team = make('team');
  const group = make('group');
  const queue = make('queue');
  return {
    teams: [
      team('Customer care', (person) => isAgent(person) && person.divisionId === HOME_DIVISION.id),
      team('Field service', ({ divisionId }) => divisionId === FIELD_DIVISION.id),
      team('Night shift', (person, at) => isAgent(person) && at % 3 === 0),
      team('Not staffed yet', () => false),
    ],
    groups: [
      group('Everyone', () => true),
      group('German speakers', ({ language }) => language === 'de'),
      group('Summer fair', (_person, at) => at % 4 === 1, [DELETED_PERSON]),
    ],
    queues: [
      queue('Billing', (person, at) => isAgent(person) && at % 2 === 0),
      queue('Sales', (person, at) => isAgent(person) && at % 5 === 0),
      queue('Support', isAgent),
    ],
  };
}
