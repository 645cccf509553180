/**
 * A sign-in that should end when the screen locks, on a desktop where the lock cannot be heard. The sign-in then lasts
 * until the app quits, and the person is told.
 */
import type { ScreenLock } from '../desktop/system/screen-lock.js';
import type { Cancel, Clock } from '../ports.js';
import { notice } from '../settings/app-notice.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Notices } from './notices.js';

/**
 * The times of the two checks, in milliseconds after it begins to matter. At login the screen saver may start after the
 * app, so only the second result is reported.
 */
const LOOKS_AFTER_MS = [15_000, 60_000] as const;

export function sayIfSessionOutlivesLock(
  lock: Pick<ScreenLock, 'look' | 'news' | 'onChange'>,
  deps: {
    readonly clock: Clock;
    readonly settings: Pick<SettingsStore, 'get' | 'onChange'>;
    readonly notices: Pick<Notices, 'tell' | 'untell'>;
  },
): Cancel {
  const { clock, settings, notices } = deps;
  const told = notice('notice.lockNotHeard');
  let sure = false;
  let matters = false;
  /** Counts how often it began or ceased to matter, so that late answers are ignored. */
  let began = 0;
  let cancelLooks: Cancel = () => undefined;

  const say = (): void => {
    const news = lock.news();
    if (matters && sure && news !== 'told' && news !== 'unclear') notices.tell(told);
    else if (!matters || news === 'told') notices.untell(told.id);
  };
  const look = (turn: number): void => {
    const after = LOOKS_AFTER_MS[turn];
    if (after === undefined) {
      sure = true;
      say();
      return;
    }
    const at = began;
    cancelLooks = clock.after(after, () => void lock.look().then(() => (at === began ? look(turn + 1) : undefined)));
  };
  const follow = (): void => {
    const now = settings.get().keepSession === 'untilLock';
    if (now === matters) return;
    matters = now;
    sure = false;
    began += 1;
    cancelLooks();
    if (matters) look(0);
    say();
  };
  follow();
  const cancels = [settings.onChange(follow), lock.onChange(say)];
  return () => {
    matters = false;
    began += 1;
    cancelLooks();
    for (const cancel of cancels) cancel();
  };
}
