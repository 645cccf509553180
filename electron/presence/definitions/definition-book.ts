/**
 * The organisation's presence definitions as people see them: labelled in their language, grouped, found by id.
 * `definition-list.ts` reads the list from the service.
 */
import type { OrganizationDefinition } from '../../genesys/definitions.js';
import { SYSTEM_PRESENCES, type SystemPresence } from '../../genesys/system-presence.js';
import type { DefinitionRef, DefinitionsView, DefinitionView, PresenceGroup } from '../presence-view.js';
import { visibleText } from '../../foreign-text.js';
import { tellApart } from './apart.js';
import { LabelChooser } from './label-locale.js';

export type { OrganizationDefinition };

/** The person for whom labels and groups are made. */
export interface Reader {
  /** The languages to look for labels in, best first, BCP 47. The first is the sorting language. */
  readonly languages: readonly string[];
  /** The organisation's default language, for labels missing in the reader's. Null: unknown. */
  readonly organizationLanguage: string | null;
  /** A system presence's name in that language, for definitions without any label. */
  readonly systemName: (systemPresence: SystemPresence) => string;
  /** The reader's own division. Null: unknown, and then every definition counts as the reader's own. */
  readonly divisionId: string | null;
  /** Another division's name. The caller chooses what to show where it is unknown. */
  readonly divisionName: (divisionId: string) => string;
  /** The name for all divisions together. Missing: none. */
  readonly everyDivision?: string;
  readonly mayGoOnQueue: boolean;
}

/** Only the system sets these (docs/genesys-cloud.md §2.1). */
const NOT_OFFERED: ReadonlySet<SystemPresence> = new Set(['Idle', 'Offline']);

const ORDER = new Map(SYSTEM_PRESENCES.map((name, index) => [name, index]));

/** The best label for the reader, else the definition's name, else the system presence's name. */
export const labelOf = (
  definition: Pick<OrganizationDefinition, 'languageLabels' | 'name' | 'systemPresence'>,
  chooser: LabelChooser,
  systemName: (systemPresence: SystemPresence) => string,
): string =>
  chooser.choose(definition.languageLabels) ?? visibleText(definition.name) ?? systemName(definition.systemPresence);

type Known = DefinitionView & { readonly deactivated: boolean; readonly divisionId: string | null };

/** Every definition of the organisation, including deactivated ones, labelled for one reader. */
export class DefinitionBook {
  readonly #byId = new Map<string, Known>();
  readonly #reader: Reader;
  #view: { groups: PresenceGroup[]; onQueue: DefinitionView | null } | null = null;

  constructor(definitions: readonly OrganizationDefinition[], reader: Reader) {
    this.#reader = reader;
    const chooser = new LabelChooser([...reader.languages, reader.organizationLanguage]);
    for (const definition of definitions) {
      const { id, systemPresence, primary, deactivated, divisionId } = definition;
      const label = labelOf(definition, chooser, reader.systemName);
      this.#byId.set(id.toLowerCase(), { id, label, systemPresence, primary, deactivated, divisionId });
    }
    this.#tellApart();
  }

  /** Deactivated ones count: one of them can still be the current presence. */
  has(id: string): boolean {
    return this.#byId.has(id.toLowerCase());
  }

  /** Label and system presence of a definition. An unknown one gets the system presence's name. */
  ref(id: string, systemPresence: SystemPresence): DefinitionRef {
    return this.find(id) ?? { id, label: this.#reader.systemName(systemPresence), systemPresence };
  }

  find(id: string): DefinitionRef | null {
    const found = this.#byId.get(id.toLowerCase());
    return found ? refOf(found) : null;
  }

  /**
   * Whether the person may pick it: known, active, not set by the system alone, and with permission if it is On Queue.
   */
  selectable(id: string): boolean {
    const found = this.#byId.get(id.toLowerCase());
    return found !== undefined && this.#offered(found);
  }

  /** The built-in definition of a system presence. Null: the list lacks it. */
  primary(systemPresence: SystemPresence): DefinitionRef | null {
    for (const definition of this.#byId.values()) {
      if (definition.primary && definition.systemPresence === systemPresence) return this.find(definition.id);
    }
    return null;
  }

  /** The definition to pick for a system presence: the built-in one, else another that may be picked. Null: none. */
  offered(systemPresence: SystemPresence): DefinitionRef | null {
    const all = [...this.#byId.values()].filter(
      (each) => each.systemPresence === systemPresence && this.#offered(each),
    );
    const found = all.find(({ primary }) => primary) ?? all[0];
    return found === undefined ? null : this.find(found.id);
  }

  /** What may be picked, grouped. The reader's own division and definitions for every division come first. */
  view(): Pick<DefinitionsView, 'groups' | 'onQueue'> {
    this.#view ??= this.#group();
    return this.#view;
  }

  /** Only among those that people may see. A hidden one needs no distinction. */
  #tellApart(): void {
    const { systemName, divisionName, everyDivision = '', mayGoOnQueue } = this.#reader;
    const groupLabels = this.#groupLabels();
    const seen = [...this.#byId.values()].filter(
      ({ deactivated, systemPresence }) => !deactivated && (systemPresence !== 'OnQueue' || mayGoOnQueue),
    );
    const told = tellApart(
      seen.map(({ id, label, systemPresence, primary, divisionId }) => ({
        id,
        label,
        primary,
        parent: groupLabels.get(systemPresence) ?? systemName(systemPresence),
        systemName: systemName(systemPresence),
        division: divisionId === null ? everyDivision : divisionName(divisionId),
      })),
    );
    for (const [id, apart] of told) {
      const found = this.#byId.get(id.toLowerCase());
      if (found) this.#byId.set(id.toLowerCase(), { ...found, apart });
    }
  }

  #groupLabels(): ReadonlyMap<SystemPresence, string> {
    return new Map(
      [...this.#byId.values()].flatMap(({ primary, systemPresence, label }) =>
        primary ? [[systemPresence, label]] : [],
      ),
    );
  }

  #offered(definition: DefinitionView & { deactivated: boolean }): boolean {
    if (definition.deactivated || NOT_OFFERED.has(definition.systemPresence)) return false;
    return definition.systemPresence !== 'OnQueue' || this.#reader.mayGoOnQueue;
  }

  #group(): { groups: PresenceGroup[]; onQueue: DefinitionView | null } {
    const groupLabels = this.#groupLabels();
    const groups = new Map<string, PresenceGroup>();
    let onQueue: DefinitionView | null = null;
    for (const definition of this.#byId.values()) {
      if (!this.#offered(definition)) continue;
      const { systemPresence, primary } = definition;
      const view: DefinitionView = { ...refOf(definition), primary };
      if (primary && systemPresence === 'OnQueue') onQueue ??= view;
      const other = this.#otherDivision(definition.divisionId);
      const key = `${other ?? ''}|${systemPresence}`;
      const group = groups.get(key);
      if (group) {
        group.definitions.push(view);
      } else {
        groups.set(key, {
          systemPresence,
          label: groupLabels.get(systemPresence) ?? this.#reader.systemName(systemPresence),
          division: other === null ? null : this.#reader.divisionName(other),
          definitions: [view],
        });
      }
    }
    return { groups: this.#sort([...groups.values()]), onQueue };
  }

  #otherDivision(divisionId: string | null): string | null {
    if (divisionId === null || this.#reader.divisionId === null) return null;
    return divisionId.toLowerCase() === this.#reader.divisionId.toLowerCase() ? null : divisionId;
  }

  #sort(groups: PresenceGroup[]): PresenceGroup[] {
    const collator = makeCollator(this.#reader.languages[0] ?? 'en');
    for (const group of groups) {
      group.definitions.sort(
        (a, b) => Number(b.primary) - Number(a.primary) || collator.compare(a.label, b.label) || (a.id < b.id ? -1 : 1),
      );
    }
    const place = (group: PresenceGroup): number => ORDER.get(group.systemPresence) ?? 0;
    return groups.sort(
      (a, b) =>
        Number(a.division !== null) - Number(b.division !== null) ||
        collator.compare(a.division ?? '', b.division ?? '') ||
        place(a) - place(b),
    );
  }
}

const refOf = ({ id, label, systemPresence, apart }: DefinitionRef): DefinitionRef => ({
  id,
  label,
  systemPresence,
  ...(apart && { apart }),
});

/**
 * A language tag comes from settings or the system, and `Intl` may reject it. Then the default order is good enough.
 */
function makeCollator(language: string): Intl.Collator {
  try {
    return new Intl.Collator(language.replace(/_/g, '-'), { numeric: true });
  } catch {
    return new Intl.Collator(undefined, { numeric: true });
  }
}
