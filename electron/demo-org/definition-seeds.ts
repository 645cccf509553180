import { SYSTEM_PRESENCES, type SystemPresence } from '../genesys/system-presence.js';
import { builtInLabels } from './definition-labels.js';
import { stableId } from './ids.js';
import type { Labels } from './locales.js';

export interface Division {
  readonly id: string;
  readonly name: string;
}

export const HOME_DIVISION: Division = { id: stableId('division:home'), name: 'Home' };
export const FIELD_DIVISION: Division = { id: stableId('division:field-service'), name: 'Field Service' };
export const DIVISIONS: readonly Division[] = [HOME_DIVISION, FIELD_DIVISION];

/** A presence definition as the organisation stores it. Both generations of the API are views of it. */
export interface Definition {
  readonly id: string;
  /** True: built-in (`primary`, `System`). False: made by the organisation (`User`). */
  readonly builtIn: boolean;
  readonly systemPresence: SystemPresence;
  /** Null: it belongs to every division. */
  divisionId: string | null;
  labels: Labels;
  deactivated: boolean;
  /** Milliseconds since the epoch. Null: it has always existed. */
  readonly createdAt: number | null;
  readonly createdBy: string | null;
  modifiedAt: number | null;
  modifiedBy: string | null;
}

/** The same in every organisation (docs/genesys-cloud.md §2.1). */
const BUILT_IN_IDS: Readonly<Record<SystemPresence, string>> = {
  Available: '6a3af858-942f-489d-9700-5f9bcdcdae9b',
  Away: '5e5c5c66-ea97-4e7f-ac41-6424784829f2',
  Break: '227b37e2-f1d0-4dd0-8f50-badd7cf6d158',
  Busy: '31fe3bac-dea6-44b7-bed7-47f91660a1a0',
  Meal: '3fd96123-badb-4f69-bc03-1b1ccc6d8014',
  Meeting: 'bbdff279-7ae1-48ea-bade-7831d7234c64',
  Training: 'd2390a99-8546-bad9-8f0a-219548e8aeb0',
  OnQueue: 'e08eaf1b-ee47-4fa9-a231-1200e284798f',
  Idle: '7ffa01cd-7866-4ad7-8faa-31e11b42f51f',
  Offline: 'ccf3c10a-aa2c-4845-8e8d-f59fa48c58e5',
};

/** The id of a built-in definition. */
export const builtInId = (systemPresence: SystemPresence): string => BUILT_IN_IDS[systemPresence];

interface Seed {
  /** Makes its id. Missing: the English label does. */
  readonly name?: string;
  readonly systemPresence: SystemPresence;
  readonly labels: Labels;
  readonly divisionId?: string;
  readonly deactivated?: boolean;
}

/** What Northwind Care added. Like real organisations, it translates some labels and leaves others in English. */
const SECONDARY: readonly Seed[] = [
  {
    systemPresence: 'Available',
    labels: { en_US: 'Back office', de: 'Innendienst', fr: 'Back-office', es: 'Trabajo interno', nl: 'Backoffice' },
  },
  {
    systemPresence: 'Break',
    labels: {
      en_US: 'Coffee',
      de: 'Kaffeepause',
      fr: 'Pause-café',
      es: 'Café',
      it: 'Pausa caffè',
      ja: 'コーヒー休憩',
      he: 'הפסקת קפה',
      ar: 'استراحة قهوة',
    },
  },
  { systemPresence: 'Break', labels: { en_US: 'Comfort break', de: 'Kurze Pause', fr: 'Pause confort' } },
  { systemPresence: 'Meal', labels: { en_US: 'Late lunch', de: 'Spätes Mittagessen', fr: 'Déjeuner tardif' } },
  { systemPresence: 'Busy', labels: { en_US: 'Wrap-up paperwork', de: 'Nachbearbeitung', pl: 'Dokumentacja' } },
  { systemPresence: 'Busy', labels: { en_US: 'Callback preparation' } },
  { systemPresence: 'Meeting', labels: { en_US: 'Team meeting', de: 'Teambesprechung', fr: 'Réunion d’équipe' } },
  { systemPresence: 'Meeting', labels: { en_US: 'One-to-one', de: 'Einzelgespräch', es: 'Reunión individual' } },
  {
    systemPresence: 'Meeting',
    labels: { en_US: 'Customer meeting on site', de: 'Kundentermin vor Ort', fr: 'Rendez-vous client sur site' },
    divisionId: FIELD_DIVISION.id,
  },
  { systemPresence: 'Training', labels: { en_US: 'E-learning', de: 'E-Learning', zh_CN: '在线学习' } },
  { systemPresence: 'Away', labels: { en_US: 'Doctor’s appointment', de: 'Arzttermin', pt_BR: 'Consulta médica' } },
  { systemPresence: 'Break', labels: { en_US: 'Cigarette break', de: 'Raucherpause' }, deactivated: true },
];

/** Where everybody starts, where calls arrive, and where people go when they leave. */
const NEEDED_FIRST: readonly SystemPresence[] = ['Available', 'OnQueue', 'Offline'];

const SPREAD: readonly SystemPresence[] = ['Available', 'Break', 'Meal', 'Away', 'Busy', 'Meeting', 'Training'];

/**
 * The definitions of a new organisation: the ten built-in ones, Northwind Care's own, and made-up ones until there are
 * `total`. If `total` is smaller, it takes the first ones, starting with those nobody can do without.
 * @param total null: Northwind Care's, without made-up ones
 */
export function seedDefinitions(total: number | null, now: number, authorId: string): Definition[] {
  const builtIns = SYSTEM_PRESENCES.map((systemPresence): Definition => ({
    id: builtInId(systemPresence),
    builtIn: true,
    systemPresence,
    divisionId: null,
    labels: builtInLabels(systemPresence),
    deactivated: false,
    createdAt: null,
    createdBy: null,
    modifiedAt: null,
    modifiedBy: null,
  }));
  const named = SECONDARY.map((seed) => secondary(seed, now, authorId));
  const missing = Math.max(0, (total ?? 0) - builtIns.length - named.length);
  const made = Array.from({ length: missing }, (_, at) => {
    const systemPresence = SPREAD[at % SPREAD.length] ?? 'Busy';
    const name = `${builtInLabels(systemPresence)['en_US'] ?? systemPresence} ${Math.floor(at / SPREAD.length) + 1}`;
    return secondary({ systemPresence, labels: { en_US: name } }, now, authorId);
  });
  const all = [...builtIns, ...named, ...made];
  if (total === null || total >= builtIns.length) return all.slice(0, total ?? all.length);
  const kept = new Set([...new Set([...NEEDED_FIRST, ...SYSTEM_PRESENCES])].slice(0, total));
  return builtIns.filter(({ systemPresence }) => kept.has(systemPresence));
}

/** A definition made by the organisation. */
export function secondary(seed: Seed, now: number, authorId: string): Definition {
  return {
    id: stableId(`definition:${seed.name ?? seed.labels['en_US'] ?? ''}`),
    builtIn: false,
    systemPresence: seed.systemPresence,
    divisionId: seed.divisionId ?? null,
    labels: seed.labels,
    deactivated: seed.deactivated ?? false,
    createdAt: now,
    createdBy: authorId,
    modifiedAt: now,
    modifiedBy: authorId,
  };
}
