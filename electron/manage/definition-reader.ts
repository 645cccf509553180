/**
 * The organisation's definitions as an administrator sees them: all of them, and from which generation of the service
 * (docs/genesys-cloud.md §8).
 */
import type { GenesysClient } from '../genesys/client.js';
import {
  isClosed,
  readDefinitionList,
  readLegacyDefinitions,
  toOrganizationDefinition,
  type OrganizationDefinition,
} from '../genesys/definitions.js';
import { GenesysError } from '../genesys/error.js';
import type { ProblemText } from '../genesys/problem.js';
import { eachOnce } from '../genesys/same-id.js';
import { bothReadings } from './reading.js';

/**
 * Which operations read and write the organisation's definitions. `new`: the current ones. `legacy`: the current ones
 * do not exist (404), so the legacy ones read and write. `legacyRead`: the current ones are refused, and the legacy
 * ones only read.
 */
export type Generation = 'new' | 'legacy' | 'legacyRead';

export interface DefinitionsRead {
  readonly generation: Generation;
  readonly definitions: readonly OrganizationDefinition[];
  /** Why the deactivated ones are missing. */
  readonly missing: ProblemText | null;
}

/** @throws GenesysError */
export async function readDefinitions(client: GenesysClient): Promise<DefinitionsRead> {
  try {
    const { value, missing } = await bothReadings(
      readDefinitionList(client, 'FALSE'),
      readDefinitionList(client, 'TRUE'),
    );
    return { generation: 'new', definitions: eachOnce(value), missing };
  } catch (error) {
    if (!isClosed(error)) throw error;
    const absent = error instanceof GenesysError && error.status === 404;
    const definitions = await readLegacyDefinitions(client, { includeDeactivated: true });
    return { generation: absent ? 'legacy' : 'legacyRead', definitions, missing: null };
  }
}

/** One definition with all its labels. @throws GenesysError */
export async function readDefinition(
  client: GenesysClient,
  generation: Generation,
  id: string,
): Promise<OrganizationDefinition> {
  if (generation === 'new')
    return toOrganizationDefinition(
      await client.presence.getPresenceDefinition({ definitionId: id, localeCode: 'ALL' }),
      false,
    );
  return toOrganizationDefinition(
    await client.presence.getPresencedefinition({ presenceId: id, localeCode: 'ALL' }),
    false,
  );
}
