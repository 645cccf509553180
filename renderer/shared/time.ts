/**
 * How times are put into words. Everything here is a function of its arguments; the clock that ticks is `clock.svelte.ts`.
 * Times are milliseconds since the epoch, spans are milliseconds.
 */
import type { Texts } from '../../assets/locales/catalogue.js';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times in one language and one country's habits. */
export interface Times {
  /** A span as people say it: "now", "12 min", "3 h 02", "2 d 4 h". */
  span(ms: number): string;
  /** A whole number of minutes: "15 min". */
  minutes(count: number): string;
  /** What is left, to the second: "1:48". Never below zero. */
  countdown(ms: number): string;
  /** A moment: the time of day, with the weekday or the date where it is not today. */
  moment(at: number, now: number): string;
  /** The time of day alone: "10:22". */
  clock(at: number): string;
  /** A time of day given in minutes after midnight: "6:00". */
  timeOfDay(minutes: number): string;
  /** A date of the calendar (`2026-11-27`) in words: "Friday 27 November". */
  date(date: string): string;
  /** "50 %" as the language writes it; `share` between 0 and 1. */
  number(value: number): string;
}

/**
 * The locale for clock times and digits: the desktop's own (24-hour clocks in en-GB) where it speaks the language of the texts.
 * @param preferred the languages the desktop prefers, best first (`navigator.languages`)
 */
export function formatLocale(language: string, preferred: readonly string[]): string {
  const base = language.split('-')[0];
  return preferred.find((tag) => tag === language || tag.split('-')[0] === base) ?? language;
}

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

export function makeTimes(t: Texts, locale: string, timeZone?: string): Times {
  const zone = timeZone === undefined ? {} : { timeZone };
  const digits = new Intl.NumberFormat(locale, { useGrouping: false });
  const twoDigits = new Intl.NumberFormat(locale, { useGrouping: false, minimumIntegerDigits: 2 });
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...zone });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', hour: 'numeric', minute: '2-digit', ...zone });
  const longDate = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...zone });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });

  return {
    span(ms) {
      const whole = Math.max(0, ms);
      if (whole < MINUTE) return t('time.now');
      if (whole < HOUR) return t('time.minutes', { minutes: digits.format(Math.floor(whole / MINUTE)) });
      if (whole < DAY)
        return t('time.hours', {
          hours: digits.format(Math.floor(whole / HOUR)),
          minutes: twoDigits.format(Math.floor((whole % HOUR) / MINUTE)),
        });
      return t('time.days', {
        days: digits.format(Math.floor(whole / DAY)),
        hours: digits.format(Math.floor((whole % DAY) / HOUR)),
      });
    },
    minutes: (count) => t('time.minutes', { minutes: digits.format(count) }),
    countdown(ms) {
      const seconds = Math.max(0, Math.ceil(ms / SECOND));
      return `${digits.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`;
    },
    moment(at, now) {
      if (sameDay(new Date(at), new Date(now))) return clock.format(at);
      return Math.abs(now - at) < 6 * DAY ? weekday.format(at) : date.format(at);
    },
    clock: (at) => clock.format(at),
    timeOfDay: (minutes) => clock.format(new Date(2026, 0, 1, 0, minutes)),
    date(text) {
      const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
      return longDate.format(new Date(year, month - 1, day, 12));
    },
    number: (value) => digits.format(value),
  };
}

/** What a window shows that changes by itself. */
export interface Marks {
  /** Starts and ends whose distance is shown in minutes. */
  readonly minutes: readonly (number | null)[];
  /** Ends whose distance is shown in seconds; they stop at zero. */
  readonly seconds: readonly (number | null)[];
}

/** When the next text changes, or null where nothing ticks: a window that shows nothing that moves sets no timer. */
export function nextTick(now: number, marks: Marks): number | null {
  const at: number[] = [];
  for (const mark of marks.minutes) {
    if (mark === null) continue;
    const passed = (now - mark) % MINUTE;
    at.push(now + (passed < 0 ? -passed : MINUTE - passed));
  }
  for (const mark of marks.seconds) if (mark !== null && mark > now) at.push(now + ((mark - now) % SECOND || SECOND));
  return at.length === 0 ? null : Math.min(...at);
}
