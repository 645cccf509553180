const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LONGEST = 24 * HOUR;

/**
 * A length of time as people type it after `--for`: `30m`, `1h`, `1h30m`. Hours and minutes alone: a bare number says no unit.
 * @returns milliseconds, at least a minute and at most 24 hours; null for anything else
 */
export function parseDuration(text: string): number | null {
  const match = /^(?:(\d{1,2})h)?(?:(\d{1,4})m)?$/i.exec(text.trim());
  if (!match) return null;
  const ms = Number(match[1] ?? 0) * HOUR + Number(match[2] ?? 0) * MINUTE;
  return ms >= MINUTE && ms <= LONGEST ? ms : null;
}
