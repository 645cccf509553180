/** What the team window shows, as a table for a spreadsheet. */
import { toCsv, type CsvRow } from '../csv.js';
import type { TeamRow } from './team-row.js';

const HEADINGS = [
  'name',
  'department',
  'presence',
  'systemPresence',
  'since',
  'minutes',
  'routingStatus',
  'outOfOffice',
  'message',
  'readAt',
  'id',
];
const MINUTE_MS = 60_000;

const iso = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

export function teamCsv(rows: readonly TeamRow[], now: number): string {
  const cells = rows.map((row): CsvRow => [
    row.name ?? '',
    row.department ?? '',
    row.presence?.label ?? '',
    row.presence?.systemPresence ?? '',
    iso(row.since),
    row.since === null ? '' : String(Math.max(0, Math.floor((now - row.since) / MINUTE_MS))),
    row.routing ?? '',
    row.outOfOffice ? 'yes' : '',
    row.message ?? '',
    row.live ? '' : iso(row.readAt),
    row.id,
  ]);
  return toCsv([HEADINGS, ...cells]);
}
