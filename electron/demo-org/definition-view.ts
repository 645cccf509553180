import type { Definition } from './definition-seeds.js';
import { labelsFor } from './locales.js';
import type { Organisation } from './organisation.js';
import type { Person } from './people.js';
import type { Switches } from './switches.js';
import { VIEW_DEFINITIONS } from './permissions.js';
import { isoTime, restName } from './wire.js';

const user = (id: string): Record<string, unknown> => ({ id, selfUri: `/api/v2/users/${id}` });

/**
 * `OrganizationPresence`, the legacy form: `primary`, _On Queue_, and no author for built-in ones
 * (docs/genesys-cloud.md §2.3).
 */
export function legacyDefinition(definition: Definition, localeCode: string | null): Record<string, unknown> {
  const { createdAt, createdBy, modifiedAt, modifiedBy } = definition;
  return {
    id: definition.id,
    languageLabels: labelsFor(definition.labels, localeCode),
    systemPresence: restName(definition.systemPresence),
    deactivated: definition.deactivated,
    primary: definition.builtIn,
    ...(createdBy === null ? {} : { createdBy: user(createdBy) }),
    ...(createdAt === null ? {} : { createdDate: isoTime(createdAt) }),
    ...(modifiedBy === null ? {} : { modifiedBy: user(modifiedBy) }),
    ...(modifiedAt === null ? {} : { modifiedDate: isoTime(modifiedAt) }),
    selfUri: `/api/v2/presencedefinitions/${definition.id}`,
  };
}

/** Means every division, in requests and answers (docs/genesys-cloud.md §2.3). */
export const EVERY_DIVISION = '*';

const divisionField = (divisionId: string | null, every: Switches['everyDivision']): Record<string, unknown> => {
  if (divisionId !== null) return { divisionId };
  return every === 'missing' ? {} : { divisionId: every === 'null' ? null : EVERY_DIVISION };
};

/** `OrganizationPresenceDefinition`, the new form: `type`, _OnQueue_, a division (`*`: every one), never `primary`. */
export const newDefinition = (
  { switches }: Organisation,
  definition: Definition,
  localeCode: string | null,
): Record<string, unknown> => ({
  id: definition.id,
  type: definition.builtIn ? 'System' : 'User',
  languageLabels: labelsFor(definition.labels, localeCode),
  systemPresence: definition.systemPresence,
  ...divisionField(definition.divisionId, switches.everyDivision),
  deactivated: definition.deactivated,
  selfUri: `/api/v2/presence/definitions/${definition.id}`,
});

/** Everyone may see definitions for every division. The others need permission in their division. */
export const maySee = (person: Person, definition: Definition): boolean =>
  definition.divisionId === null ||
  (person.permissions.includes(VIEW_DEFINITIONS) && person.accessDivisions.includes(definition.divisionId));

const active = (org: Organisation): Definition[] => [...org.definitions.values()].filter((one) => !one.deactivated);

/** users/me `expand=presencedefinitions` */
export const undividedDefinitions = (org: Organisation): Record<string, unknown>[] =>
  active(org)
    .filter((definition) => definition.divisionId === null)
    .map((definition) => legacyDefinition(definition, 'ALL'));

/** users/me `expand=divisionedpresencedefinitions` */
export const divisionDefinitions = (org: Organisation, person: Person): Record<string, unknown>[] =>
  active(org)
    .filter((definition) => maySee(person, definition))
    .map((definition) => newDefinition(org, definition, 'ALL'));
