/**
 * Whether a Linux screen is locked, since Electron's `lock-screen` does not exist there. The desktop's screen saver
 * reports it on the session bus, logind on the system bus for the whole login session. A session from which another
 * person took the screen (fast user switching) counts as locked. It also knows what it cannot hear, so that nothing a
 * person has set for the lock fails silently.
 */
import { createEmitter } from '../../emitter.js';
import type { Cancel, Clock, Log } from '../../ports.js';
import { SCREEN_SAVERS, findLockTellers } from './lock-tellers.js';
import { restarting, type FollowProgram } from './run-program.js';
import type { RunProgram } from '../tray/tray-host.js';

/** Who reports the lock. One is enough. */
type Witness = 'screenSaver' | 'logind' | 'otherSession';

/**
 * Whether the lock is heard. `told`: the desktop reports it. `logindOnly`: only if it is locked through logind
 * (`loginctl lock-session`). `silent`: nobody reports it. `deaf`: the listening program is missing or has ended, and is
 * restarted. `unclear`: unknown, or not yet known.
 */
export type LockNews = 'told' | 'logindOnly' | 'silent' | 'deaf' | 'unclear';

export interface ScreenLock {
  /** Starts or stops listening. */
  listen(wanted: boolean): void;
  news(): LockNews;
  /** Finds out again whether anything on this desktop reports locks. Starts programs. */
  look(): Promise<void>;
  /** Calls when `news` changes. */
  onChange(run: () => void): Cancel;
}

export interface ScreenLockDeps {
  readonly follow: FollowProgram;
  readonly run: RunProgram;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** logind's name of this login session (`XDG_SESSION_ID`). Without it only the screen saver is heard. */
  readonly sessionId: string | undefined;
  /** The screen is locked, or no longer. */
  tell(locked: boolean): void;
}

export function createScreenLock(deps: ScreenLockDeps): ScreenLock {
  const { clock, log, run } = deps;
  const sessionId = deps.sessionId === '' ? undefined : deps.sessionId;
  const changes = createEmitter(log, 'screen lock');
  const follow = restarting(deps.follow, clock);
  const locked = new Set<Witness>();
  let stop: Cancel | null = null;
  let deaf = false;
  /** The same for logind only. */
  let logindDeaf = false;
  /** Counts reports. An answer to a question is older than reports that came meanwhile. */
  let tellings = 0;
  /** By asking. Null: not yet, or no program here can ask. */
  let teller: boolean | null = null;
  /** A lock was reported in this run. */
  let heard = false;
  let shown: LockNews = 'unclear';

  const news = (): LockNews => {
    if (deaf) return 'deaf';
    if (heard || teller === true) return 'told';
    if (teller === null) return 'unclear';
    return sessionId === undefined || logindDeaf ? 'silent' : 'logindOnly';
  };
  const update = (): void => {
    if (shown === news()) return;
    shown = news();
    log.info('whether the lock of the screen is heard', { news: shown });
    changes.emit();
  };

  const change = (by: Witness, now: boolean): void => {
    if (now) locked.add(by);
    else locked.delete(by);
  };
  /** Makes several changes and reports their result once. */
  const after = (changes: () => void): void => {
    const before = locked.size > 0;
    changes();
    if (before !== locked.size > 0) deps.tell(!before);
  };
  const hear = (by: Witness, now: boolean): void => {
    tellings += 1;
    after(() => {
      change(by, now);
      // Some screen savers do not report their end when logind unlocks the session.
      if (by === 'logind' && !now) locked.delete('screenSaver');
    });
  };
  const told = (): void => {
    heard = true;
    update();
  };

  const look = async (): Promise<void> => {
    const found = await findLockTellers(run);
    teller = found?.any ?? null;
    update();
  };

  /** Asks what was locked or unlocked while nobody listened. */
  const catchUp = async (): Promise<void> => {
    const asked = tellings;
    const [found, properties] = await Promise.all([
      findLockTellers(run),
      sessionId === undefined ? null : run('gdbus', sessionProperties(sessionId)),
    ]);
    if (stop === null || tellings !== asked) return;
    after(() => {
      if (found?.any === true) change('screenSaver', found.locked);
      if (properties !== null) readSession(properties, change, told);
    });
  };

  const ears = {
    ended: (): void => {
      if (!deaf) log.warn('dbus-monitor is missing or has ended: the lock of the screen is not heard');
      deaf = true;
      update();
    },
    begun: (): void => {
      if (!deaf) return;
      deaf = false;
      update();
      void catchUp();
    },
  };

  return {
    listen(wanted) {
      if (!wanted) {
        stop?.();
        stop = null;
        deaf = logindDeaf = false;
        // Otherwise the next lock after listening again would not be reported.
        if (locked.size > 0) deps.tell(false);
        locked.clear();
        update();
        return;
      }
      if (stop !== null) return;
      const cancels = [
        followScreenSaver(follow, ears, (now) => {
          told();
          hear('screenSaver', now);
        }),
      ];
      if (sessionId !== undefined) {
        const ended = (): void => {
          logindDeaf = true;
          update();
        };
        const begun = (): void => {
          if (!logindDeaf) return;
          logindDeaf = false;
          update();
          void catchUp();
        };
        cancels.push(followLogind(follow, sessionId, { ended, begun }, hear, told));
      }
      stop = () => {
        for (const cancel of cancels) cancel();
      };
    },
    news,
    look,
    onChange: (changed) => changes.on(changed),
  };
}

/** Whether the listening program is there. */
interface Ears {
  ended(): void;
  /** It has printed its first line. */
  begun(): void;
}

function followScreenSaver(follow: FollowProgram, ears: Ears, hear: (active: boolean) => void): Cancel {
  let expectsValue = false;
  const matches = SCREEN_SAVERS.map((name) => `type='signal',interface='${name}',member='ActiveChanged'`);
  return follow(
    'dbus-monitor',
    ['--session', ...matches],
    (line) => {
      // The bus's message about the program's name comes first, as soon as it listens.
      ears.begun();
      if (/^\S/.test(line)) {
        expectsValue = line.startsWith('signal ') && /interface=\S+\.ScreenSaver; member=ActiveChanged$/.test(line);
        return;
      }
      const value = /^\s+boolean (true|false)$/.exec(line)?.[1];
      if (!expectsValue || value === undefined) return;
      expectsValue = false;
      hear(value === 'true');
    },
    () => ears.ended(),
  );
}

const LOGIND = 'org.freedesktop.login1';
const sessionPath = (sessionId: string): string => `/org/freedesktop/login1/session/${busLabel(sessionId)}`;
const sessionProperties = (sessionId: string): readonly string[] => [
  ...['call', '--system', '--dest', LOGIND, '--object-path', sessionPath(sessionId)],
  ...['--method', 'org.freedesktop.DBus.Properties.GetAll', `${LOGIND}.Session`],
];

/** The session's properties, all or only changed ones. */
function readSession(text: string, hear: (by: Witness, locked: boolean) => void, told: () => void): void {
  const hint = /'LockedHint': <(true|false)>/.exec(text)?.[1];
  if (hint !== undefined) {
    if (hint === 'true') told();
    hear('logind', hint === 'true');
  }
  const active = /'Active': <(true|false)>/.exec(text)?.[1];
  if (active !== undefined) hear('otherSession', active === 'false');
}

function followLogind(
  follow: FollowProgram,
  sessionId: string,
  ears: Ears,
  hear: (by: Witness, locked: boolean) => void,
  told: () => void,
): Cancel {
  const path = sessionPath(sessionId);
  // Anybody may listen with `gdbus`. Monitoring the system bus needs an administrator.
  const args = ['monitor', '--system', '--dest', LOGIND, '--object-path', path];
  return follow(
    'gdbus',
    args,
    (line) => {
      ears.begun();
      if (!line.startsWith(`${path}: `)) return;
      // The signal asks a locker to lock or unlock, whoever started it. It says nothing about one that starts by
      // itself.
      if (line.includes('.Session.Lock (')) hear('logind', true);
      if (line.includes('.Session.Unlock (')) hear('logind', false);
      readSession(line, hear, told);
    },
    () => ears.ended(),
  );
}

/**
 * How systemd writes a name into an object path: a leading digit and everything except letters and digits become `_`
 * and two hexadecimal digits.
 */
const busLabel = (name: string): string =>
  name.replace(/^[^A-Za-z]|[^A-Za-z0-9]/g, (letter) => `_${letter.charCodeAt(0).toString(16).padStart(2, '0')}`);
