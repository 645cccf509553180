/** How long a message lasts, in words. Pure functions only. */
import type { Texts } from '../../assets/locales/catalogue.js';
import type { MessageLifetime } from '../../electron/presence/presence-view.js';
import type { Times } from './time.js';

/** @param now only decides the day for which a time of day is written */
export function lifetimeText(t: Texts, times: Times, lifetime: MessageLifetime, now: number): string {
  switch (lifetime.kind) {
    case 'presence':
      return t('lifetime.presence');
    case 'untilCleared':
      return t('lifetime.untilCleared');
    case 'minutes':
      return t('lifetime.minutes', { time: times.minutes(lifetime.minutes) });
    case 'untilTime': {
      const [hours = 0, minutes = 0] = lifetime.at.split(':').map(Number);
      const at = new Date(now).setHours(hours, minutes, 0, 0);
      return t('lifetime.untilAt', { time: times.moment(at, now) });
    }
  }
}

/** A full hour from now, the initial value for a time of day: `15:00`. */
export function nextFullHour(now: number): string {
  const at = new Date(now);
  return `${String((at.getHours() + 1) % 24).padStart(2, '0')}:00`;
}
