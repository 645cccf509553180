/** Definitions for tests. */
import type { OrganizationDefinition } from '../../../electron/genesys/definitions.js';
import { PRIMARY_DEFINITION_IDS } from '../../../electron/genesys/primary-definitions.js';
import type { SystemPresence } from '../../../electron/genesys/system-presence.js';

export const definition = (
  id: string,
  systemPresence: SystemPresence,
  languageLabels: Record<string, string>,
  more: Partial<OrganizationDefinition> = {},
): OrganizationDefinition => ({
  id,
  languageLabels,
  name: null,
  systemPresence,
  primary: false,
  deactivated: false,
  divisionId: null,
  ...more,
});

export const builtIn = (systemPresence: SystemPresence): OrganizationDefinition =>
  definition(PRIMARY_DEFINITION_IDS[systemPresence], systemPresence, { en_US: systemPresence }, { primary: true });
