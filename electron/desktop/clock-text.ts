const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * A language without a country follows the desktop's habits if the desktop uses that language: 24-hour clocks for
 * English in Britain.
 */
function habits(language: string): string {
  const desktop = new Intl.DateTimeFormat().resolvedOptions().locale;
  return desktop.startsWith(`${language}-`) ? desktop : language;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Cached, because building a formatter takes more than a millisecond, and the tray draws on every event. */
function format(language: string, kind: 'time' | 'weekday' | 'date'): Intl.DateTimeFormat {
  const key = `${language} ${kind}`;
  const known = formats.get(key);
  if (known) return known;
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  const day = { time: {}, weekday: { weekday: 'short' }, date: { month: 'short', day: 'numeric' } } as const;
  const made = new Intl.DateTimeFormat(habits(language), { ...day[kind], ...time });
  formats.set(key, made);
  return made;
}

/**
 * A moment in short form: the time, with the weekday if it was another day, or with the date if that was a week ago or
 * more.
 */
export function clockText(at: number, now: number, language: string): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return format(language, 'time').format(at);
  return format(language, Math.abs(now - at) < 6 * DAY_MS ? 'weekday' : 'date').format(at);
}
