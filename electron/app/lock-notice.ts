/**
 * A sign-in that is to end with the lock of the screen, on a desktop where that cannot be heard: it lasts until the app
 * quits, and that is said.
 */
import type { ScreenLock } from '../desktop/system/screen-lock.js';
import type { Cancel, Clock } from '../ports.js';
import { notice } from '../settings/app-notice.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Notices } from './notices.js';

/**
 * At log-in the screen saver may come after the app: only what is so at the second look is said. In milliseconds after
 * it matters.
 */
const LOOKS_AFTER = [15_000, 60_000] as const;

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
  /** How often it began or ceased to matter: an answer that comes later is for nobody. */
  let began = 0;
  let cancelLooks: Cancel = () => undefined;

  const say = (): void => {
    const news = lock.news();
    if (matters && sure && news !== 'told' && news !== 'unclear') notices.tell(told);
    else if (!matters || news === 'told') notices.untell(told.id);
  };
  const look = (turn: number): void => {
    const after = LOOKS_AFTER[turn];
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
