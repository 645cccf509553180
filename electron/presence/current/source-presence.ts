/** One shape for what the service says about the person's presence, by REST or by event. */
import { sameId } from '../../genesys/same-id.js';
import { PURECLOUD } from '../../genesys/source.js';
import { toTime } from '../../genesys/models/shared.js';
import type { UserPresence } from '../../genesys/models/presence.js';
import { PRIMARY_DEFINITION_IDS } from '../../genesys/primary-definitions.js';
import { SYSTEM_PRESENCES, type SystemPresence } from '../../genesys/system-presence.js';
import { lookUp } from '../../look-up.js';

const BUILT_IN = new Map(SYSTEM_PRESENCES.map((name) => [PRIMARY_DEFINITION_IDS[name], name]));

/** The system presence of a built-in definition. Null for any other id (docs/genesys-cloud.md §2.1). */
export const builtInPresence = (id: string): SystemPresence | null => BUILT_IN.get(id.toLowerCase()) ?? null;

export interface DefinitionId {
  readonly id: string;
  readonly systemPresence: SystemPresence;
}

/** What the source PURECLOUD, Genesys Cloud itself, states. */
export interface SourcePresence {
  readonly definition: DefinitionId;
  /** Null: not stated. */
  readonly message: string | null;
  /** `modifiedDate` on the service's clock, in milliseconds. Null: not stated. */
  readonly modifiedAt: number | null;
  /** The presence the person goes to after the interaction. */
  readonly future: DefinitionId | null;
}

/**
 * Who decides, as far as one statement tells. `null`: Genesys Cloud. A name: another source (`''`: unknown which).
 * `undefined`: not stated.
 */
export type OtherSource = string | null | undefined;

export interface Reading {
  /** Null: another source speaks, or no definition is named. */
  readonly presence: SourcePresence | null;
  readonly otherSource: OtherSource;
}

/**
 * What people call the sources that the vendor names (docs/genesys-cloud.md §1.2). Others are shown in the service's
 * spelling.
 */
const SOURCE_NAMES: Readonly<Record<string, string>> = {
  microsoftteams: 'Microsoft Teams',
  teams: 'Microsoft Teams',
  zoom: 'Zoom',
  zoomphone: 'Zoom Phone',
  eightbyeight: '8x8',
  ringcentral: 'RingCentral',
};

const sourceName = (source: string): string =>
  lookUp(SOURCE_NAMES, source.toLowerCase().replace(/[\s_-]/g, '')) ?? source;

/** @param knownSystemPresence looks up a definition's system presence if the statement does not name it */
export function readPresence(
  presence: UserPresence,
  knownSystemPresence: (definitionId: string) => SystemPresence | null,
): Reading {
  const source = presence.source ?? PURECLOUD;
  if (source.toUpperCase() !== PURECLOUD) {
    return { presence: null, otherSource: presence.primary === false ? undefined : sourceName(source) };
  }
  const definitionId = (reference: UserPresence['presenceDefinition']): DefinitionId | null => {
    if (!reference?.id) return null;
    const id = reference.id;
    const systemPresence = knownSystemPresence(id) ?? reference.systemPresence ?? builtInPresence(id);
    return systemPresence === null ? null : { id, systemPresence };
  };
  const definition = definitionId(presence.presenceDefinition);
  const future = definitionId(presence.futurePresenceDefinition);
  return {
    presence:
      definition === null
        ? null
        : {
            definition,
            message: presence.message ?? null,
            modifiedAt: toTime(presence.modifiedDate),
            future: future !== null && sameId(future.id, definition.id) ? null : future,
          },
    otherSource: presence.primary === true ? null : presence.primary === false ? '' : undefined,
  };
}

/** White space around a message makes no difference (docs/design.md §3.3). */
export const sameMessage = (a: string, b: string): boolean => a.trim() === b.trim();

/** A source that says only that it does not decide keeps the name that another statement gave. */
export const mergeOtherSource = (known: string | null, said: OtherSource): string | null => {
  if (said === undefined) return known;
  return said === '' ? (known ?? '') : said;
};
