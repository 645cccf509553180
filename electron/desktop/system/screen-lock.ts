/**
 * Whether a Linux screen is locked: Electron's `lock-screen` does not exist there. The desktop's screen saver tells it on the session bus, logind
 * for the whole log-in session on the system bus; a session that another person has taken the screen from (fast user switching) counts as locked.
 */
import type { Cancel } from '../../ports.js';
import type { FollowProgram } from './run-program.js';

/** Each desktop has its own name for the one interface; the signal is the same. */
const SCREEN_SAVERS = ['org.freedesktop', 'org.gnome', 'org.cinnamon', 'org.mate', 'org.xfce'].map(
  (owner) => `${owner}.ScreenSaver`,
);

/** What is known of the lock, by who says it: one of them is enough. */
type Witness = 'screenSaver' | 'logind' | 'otherSession';

/**
 * Tells each change until cancelled. Without `dbus-monitor` and `gdbus` nothing is ever told.
 * @param sessionId logind's name of this log-in session (`XDG_SESSION_ID`); without it the screen saver alone is heard
 */
export function watchScreenLock(
  follow: FollowProgram,
  sessionId: string | undefined,
  tell: (locked: boolean) => void,
): Cancel {
  const locked = new Set<Witness>();
  const hear = (by: Witness, now: boolean): void => {
    const before = locked.size > 0;
    if (now) locked.add(by);
    else locked.delete(by);
    // Some screen savers do not tell that they ended where logind unlocks the session.
    if (by === 'logind' && !now) locked.delete('screenSaver');
    if (before !== locked.size > 0) tell(!before);
  };
  const cancels = [followScreenSaver(follow, (now) => hear('screenSaver', now))];
  if (sessionId !== undefined && sessionId !== '') cancels.push(followLogind(follow, sessionId, hear));
  return () => {
    for (const cancel of cancels) cancel();
  };
}

function followScreenSaver(follow: FollowProgram, hear: (active: boolean) => void): Cancel {
  let expectsValue = false;
  const matches = SCREEN_SAVERS.map((name) => `type='signal',interface='${name}',member='ActiveChanged'`);
  return follow('dbus-monitor', ['--session', ...matches], (line) => {
    if (/^\S/.test(line)) {
      expectsValue = line.startsWith('signal ') && /interface=\S+\.ScreenSaver; member=ActiveChanged$/.test(line);
      return;
    }
    const value = /^\s+boolean (true|false)$/.exec(line)?.[1];
    if (!expectsValue || value === undefined) return;
    expectsValue = false;
    hear(value === 'true');
  });
}

function followLogind(follow: FollowProgram, sessionId: string, hear: (by: Witness, locked: boolean) => void): Cancel {
  const path = `/org/freedesktop/login1/session/${busLabel(sessionId)}`;
  // `gdbus` listens as everybody may; to monitor the system bus takes an administrator.
  const args = ['monitor', '--system', '--dest', 'org.freedesktop.login1', '--object-path', path];
  return follow('gdbus', args, (line) => {
    if (!line.startsWith(`${path}: `)) return;
    if (line.includes('.Session.Lock (')) hear('logind', true);
    if (line.includes('.Session.Unlock (')) hear('logind', false);
    const hint = /'LockedHint': <(true|false)>/.exec(line)?.[1];
    if (hint !== undefined) hear('logind', hint === 'true');
    const active = /'Active': <(true|false)>/.exec(line)?.[1];
    if (active !== undefined) hear('otherSession', active === 'false');
  });
}

/** As systemd writes a name into an object path: a digit in front and all that is no letter or digit as `_` and two hexadecimal digits. */
const busLabel = (name: string): string =>
  name.replace(/^[^A-Za-z]|[^A-Za-z0-9]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
