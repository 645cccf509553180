/**
 * Puts times into words. Everything here depends only on its arguments; app-window.svelte.ts has the clock. Times are
 * milliseconds since the epoch, and spans are milliseconds.
 */
import type { Texts } from '../../assets/locales/catalogue.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Times in one language, with one country's habits. */
export interface Times {
  /** A span as people say it: "now", "12 min", "3 h 02", "2 d 4 h". */
  span(ms: number): string;
  /** How long something lasted. As a span, but "< 1 min" instead of "now". */
  length(ms: number): string;
  /** Whole minutes: "15 min". */
  minutes(count: number): string;
  /** The remaining time to the second: "1:48". Never below zero. */
  countdown(ms: number): string;
  /** A moment: the time of day, with the weekday or the date if it is not today. */
  moment(at: number, now: number): string;
  /** The time of day only: "10:22". */
  clock(at: number): string;
  /** A time of day given in minutes after midnight: "6:00". */
  timeOfDay(minutes: number): string;
  /** A calendar date (`2026-11-27`) in words: "Friday 27 November". */
  date(date: string): string;
  /** In the digits of the language, without grouping. */
  number(value: number): string;
}

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

export function makeTimes(t: Texts, locale = t.formats, timeZone?: string): Times {
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
      if (whole < MINUTE_MS) return t('time.now');
      if (whole < HOUR_MS) return t('time.minutes', { minutes: digits.format(Math.floor(whole / MINUTE_MS)) });
      if (whole < DAY_MS)
        return t('time.hours', {
          hours: digits.format(Math.floor(whole / HOUR_MS)),
          minutes: twoDigits.format(Math.floor((whole % HOUR_MS) / MINUTE_MS)),
        });
      return t('time.days', {
        days: digits.format(Math.floor(whole / DAY_MS)),
        hours: digits.format(Math.floor((whole % DAY_MS) / HOUR_MS)),
      });
    },
    length(ms) {
      return ms < MINUTE_MS ? `< ${this.minutes(1)}` : this.span(ms);
    },
    minutes: (count) => t('time.minutes', { minutes: digits.format(count) }),
    countdown(ms) {
      const seconds = Math.max(0, Math.ceil(ms / SECOND_MS));
      return `${digits.format(Math.floor(seconds / 60))}:${twoDigits.format(seconds % 60)}`;
    },
    moment(at, now) {
      if (sameDay(new Date(at), new Date(now))) return clock.format(at);
      return Math.abs(now - at) < 6 * DAY_MS ? weekday.format(at) : date.format(at);
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

/** What in a window changes with time. */
export interface Marks {
  /** Times whose distance is shown in minutes. */
  readonly minutes: readonly (number | null)[];
  /** Ends whose distance is shown in seconds, stopping at zero. */
  readonly seconds: readonly (number | null)[];
}

/** When the next text changes. Null: nothing ticks, so the window sets no timer. */
export function nextTick(now: number, marks: Marks): number | null {
  const at: number[] = [];
  for (const mark of marks.minutes) {
    if (mark === null) continue;
    const passed = (now - mark) % MINUTE_MS;
    at.push(now + (passed < 0 ? -passed : MINUTE_MS - passed));
  }
  for (const mark of marks.seconds)
    if (mark !== null && mark > now) at.push(now + ((mark - now) % SECOND_MS || SECOND_MS));
  return at.length === 0 ? null : Math.min(...at);
}
