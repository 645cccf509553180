/** A day as a table for a spreadsheet. */
import { toCsv } from '../csv.js';
import type { Day } from './day.js';
import { isoWithOffset } from './history-line.js';

const HEADER = ['from', 'to', 'seconds', 'presence', 'systemPresence', 'by'];

/**
 * Columns: from and to in ISO 8601 with offset (`to` is empty while the stretch continues), whole seconds, label,
 * system presence, who changed it.
 */
export const dayCsv = ({ stretches, open }: Day): string =>
  toCsv([
    HEADER,
    ...stretches.map(({ from, to, presence, by }, index) => [
      isoWithOffset(from),
      open && index === stretches.length - 1 ? '' : isoWithOffset(to),
      String(Math.round((to - from) / 1_000)),
      presence?.label ?? '',
      presence?.systemPresence ?? '',
      by,
    ]),
  ]);
