/** Days in a time zone that may differ from this computer's. Pure functions only. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;
const HOUR_MS = 3_600_000;

/** What the zone's clock shows, as if it were UTC. */
function shownAt(at: number, format: Intl.DateTimeFormat): number {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour') % 24, of('minute'), of('second'));
}

function formatOf(timeZone: string | null): Intl.DateTimeFormat {
  const options = {
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  } as const;
  try {
    return new Intl.DateTimeFormat('en', timeZone === null ? options : { ...options, timeZone });
  } catch {
    // This computer does not know the name.
    return new Intl.DateTimeFormat('en', options);
  }
}

/**
 * When a calendar date begins and ends.
 * @param timeZone an IANA name. Null or unknown: this computer's
 * @returns null if the text is no date
 */
export function dayInZone(
  date: string,
  timeZone: string | null,
): { readonly from: number; readonly to: number } | null {
  const match = DATE.exec(date);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const midnight = Date.UTC(year, month - 1, day);
  if (!new Date(midnight).toISOString().startsWith(match[0])) return null;
  const format = formatOf(timeZone);
  const from = begin(midnight, format);
  const to = begin(Date.UTC(year, month - 1, day + 1), format);
  return { from, to };
}

/** When the zone's clock shows a midnight. If it is skipped, the first moment after it. */
function begin(midnight: number, format: Intl.DateTimeFormat): number {
  let at = midnight;
  for (let turn = 0; turn < 3; turn += 1) at += midnight - shownAt(at, format);
  // A clock that springs forward at midnight never shows it. One that falls back to it shows it twice.
  while (shownAt(at, format) < midnight) at += HOUR_MS / 4;
  return shownAt(at - HOUR_MS, format) === midnight ? at - HOUR_MS : at;
}
