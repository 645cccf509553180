const DAY_MS = 24 * 60 * 60 * 1000;

const formats = new Map<string, Intl.DateTimeFormat>();
/** Cached, because building a formatter takes more than a millisecond, and the tray draws on every event. */
function format(locale: string, kind: 'time' | 'weekday' | 'date'): Intl.DateTimeFormat {
  const key = `${locale} ${kind}`;
  const known = formats.get(key);
  if (known) return known;
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  const day = { time: {}, weekday: { weekday: 'short' }, date: { month: 'short', day: 'numeric' } } as const;
  const made = new Intl.DateTimeFormat(locale, { ...day[kind], ...time });
  formats.set(key, made);
  return made;
}

/**
 * A moment in short form: the time, with the weekday if it was another day, or with the date if that was a week ago or
 * more.
 * @param locale `Texts.formats`
 */
export function clockText(at: number, now: number, locale: string): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return format(locale, 'time').format(at);
  return format(locale, Math.abs(now - at) < 6 * DAY_MS ? 'weekday' : 'date').format(at);
}
