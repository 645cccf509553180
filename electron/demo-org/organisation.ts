import type { Cancel } from '../ports.js';
import type { ServiceClock } from './clock.js';
import { DIVISIONS, secondary, seedDefinitions, type Definition, type Division } from './definition-seeds.js';
import { stableId } from './ids.js';
import { ODD_LABELS } from './odd-labels.js';
import { TEAMS_SOURCE_ID, seedPeople, type Person } from './people.js';
import { seedPlan, type AgentPlan } from './schedules.js';
import type { Switches } from './switches.js';

/** A registered presence source. */
export interface Source {
  readonly id: string;
  name: string;
  description: string;
  readonly builtIn: boolean;
  deactivated: boolean;
}

export interface PresenceSettings {
  restorePresenceSettings: { enabled: boolean; restoreTimeMilliseconds: number; restoreOnQueueEnabled: boolean };
  requestingOffQueueEnabled: boolean;
  defaultPrimaryPresenceRegisteredSourceId: string | null;
}

/** A change in the organisation. `correlationId` belongs to the request that caused it. */
export type Change =
  | { readonly kind: 'presence'; readonly person: Person; readonly sourceId: string; readonly correlationId: string }
  | { readonly kind: 'routing'; readonly person: Person; readonly correlationId: string }
  | { readonly kind: 'outOfOffice'; readonly person: Person; readonly correlationId: string }
  | { readonly kind: 'schedule'; readonly person: Person; readonly correlationId: string }
  | { readonly kind: 'adherence'; readonly person: Person; readonly state: string; readonly correlationId: string }
  | { readonly kind: 'organisation' };

export const ORGANISATION_ID = stableId('organisation');
/** Another organisation that trusts this one (`target` at sign-in). */
export const TRUSTOR = { id: stableId('organisation:trustor'), name: 'Northwind Partners' } as const;

/** The organisation in memory: its people and definitions, and news of every change. */
export class Organisation {
  readonly id = ORGANISATION_ID;
  readonly name = 'Northwind Care';
  readonly domain = 'northwind-care';
  readonly defaultLanguage = 'en-US';
  readonly divisions: readonly Division[] = DIVISIONS;
  readonly people: Map<string, Person>;
  readonly definitions: Map<string, Definition>;
  readonly sources: Map<string, Source>;
  settings: PresenceSettings = {
    restorePresenceSettings: { enabled: true, restoreTimeMilliseconds: 60_000, restoreOnQueueEnabled: false },
    requestingOffQueueEnabled: true,
    defaultPrimaryPresenceRegisteredSourceId: null,
  };
  private readonly listeners = new Set<(change: Change) => void>();
  private readonly plans = new Map<string, AgentPlan>();

  constructor(
    readonly clock: ServiceClock,
    readonly switches: Switches,
    size: {
      readonly users: number;
      readonly definitions: number | null;
      readonly seed: number;
      /** Also has definitions whose labels are hard to show. */
      readonly oddLabels: boolean;
      readonly teamLead: string | null;
    },
  ) {
    const now = clock.now();
    this.people = byId(seedPeople(size.users, size.seed, now, size.teamLead));
    const author = this.person('Alan Turing')?.id ?? '';
    this.definitions = byId([
      ...seedDefinitions(size.definitions, now, author),
      ...(size.oddLabels ? ODD_LABELS.map((each) => secondary(each, now, author)) : []),
    ]);
    this.sources = byId<Source>([
      { id: TEAMS_SOURCE_ID, name: 'Microsoft Teams', description: 'Chat', builtIn: true, deactivated: false },
      { id: stableId('source:Zoom Phone'), name: 'Zoom Phone', description: '', builtIn: true, deactivated: false },
      {
        id: stableId('source:Front desk'),
        name: 'Front desk',
        description: 'The board in the hall',
        builtIn: false,
        deactivated: false,
      },
      { id: stableId('source:Old PBX'), name: 'Old PBX', description: '', builtIn: false, deactivated: true },
    ]);
  }

  /** A person's plan: as somebody set it, else as in a new organisation. */
  planOf(person: Person): AgentPlan {
    const plan = this.plans.get(person.id) ?? seedPlan(person, this.clock.now());
    this.plans.set(person.id, plan);
    return plan;
  }

  setPlan(person: Person, plan: AgentPlan): void {
    this.plans.set(person.id, plan);
  }

  /** Finds a person by id, mail address or full name. */
  person(reference: string): Person | undefined {
    const direct = this.people.get(reference);
    if (direct !== undefined) return direct;
    const wanted = reference.toLowerCase();
    for (const person of this.people.values())
      if (person.email === wanted || person.name.toLowerCase() === wanted) return person;
    return undefined;
  }

  /** Finds a definition by id or by any of its labels. */
  definition(reference: string): Definition | undefined {
    const direct = this.definitions.get(reference);
    if (direct !== undefined) return direct;
    const wanted = reference.toLowerCase();
    for (const definition of this.definitions.values())
      if (Object.values(definition.labels).some((label) => label.toLowerCase() === wanted)) return definition;
    return undefined;
  }

  onChange(listener: (change: Change) => void): Cancel {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed(change: Change): void {
    for (const listener of this.listeners) listener(change);
  }
}

const byId = <T extends { readonly id: string }>(list: readonly T[]): Map<string, T> =>
  new Map(list.map((one) => [one.id, one]));
