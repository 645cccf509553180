/**
 * Labels that are hard to show, as administrators write them: equal ones, right-to-left ones, ones with markup
 * characters, and invisible ones.
 */
import type { SystemPresence } from '../genesys/system-presence.js';
import { FIELD_DIVISION } from './definition-seeds.js';
import type { Labels } from './locales.js';

export interface OddLabel {
  /** Makes a stable id, which labels could not. */
  readonly name: string;
  readonly systemPresence: SystemPresence;
  readonly labels: Labels;
  readonly divisionId?: string;
}

const odd = (name: string, systemPresence: SystemPresence, label: string, divisionId?: string): OddLabel => ({
  name,
  systemPresence,
  labels: { en_US: label },
  ...(divisionId === undefined ? {} : { divisionId }),
});

export const ODD_LABELS: readonly OddLabel[] = [
  odd('lunch as break', 'Break', 'Lunch'),
  odd('lunch as meal', 'Meal', 'Lunch'),
  odd('lunch of a division', 'Meal', 'Lunch', FIELD_DIVISION.id),
  odd('named as its parent', 'Meeting', 'Meeting'),
  odd('markup', 'Busy', 'R&D <live>'),
  odd('turned round', 'Busy', '\u202EGnirts'),
  odd('invisible', 'Away', '\u200B'),
  odd('from right to left', 'Break', 'הפסקה (2)'),
  odd('long', 'Training', 'Einarbeitung in die Beschwerdebearbeitung für Bestandskundinnen und Bestandskunden'),
];
