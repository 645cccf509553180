/** Passes on the computer's events (sleep, lock, logoff, network) to the parts, in the right order. */
import { net, powerMonitor } from 'electron';
import type { IdleTime } from '../desktop/system/idle.js';
import { watchPower } from '../desktop/system/power.js';
import { followProgram, runProgram } from '../desktop/system/run-program.js';
import { createScreenLock, type LockNews } from '../desktop/system/screen-lock.js';
import type { Cancel, Clock, Log } from '../ports.js';
import type { Session } from '../session/session.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { AppLeaving } from './leaving.js';
import { sayIfSessionOutlivesLock } from './lock-notice.js';
import type { Notices } from './notices.js';
import type { Platform } from './settings-slices.js';
import type { Account } from './signed-in.js';

/** What the desktop reports about the person at it, and what it does not. */
export interface DesktopNews {
  lock(): LockNews;
  /** Whether it reports the idle time of keyboard and mouse. Null: not clear yet. */
  idle(): boolean | null;
  /** Somebody needs to know now. */
  look(): void;
  onChange(run: () => void): Cancel;
}

/** Follows the computer until the app ends. */
export function followPower(deps: {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  readonly session: Session;
  readonly account: Account;
  readonly settings: SettingsStore;
  readonly idle: IdleTime;
  readonly notices: Pick<Notices, 'tell' | 'untell'>;
  readonly leaving: Pick<AppLeaving, 'systemEnds' | 'atEnd'>;
}): DesktopNews {
  const { platform, clock, session, account, settings, idle, leaving } = deps;
  const stopPower = watchPower(
    { clock, power: powerMonitor, isOnline: () => net.isOnline() },
    {
      suspended: () => account.current()?.suspended(),
      resumed: () => {
        session.resumed();
        account.current()?.resumed();
      },
      // A lock may end the session, so an automation's presence is sent first.
      locked: () =>
        void (account.current()?.automations.locked() ?? Promise.resolve()).then(() => session.screenLocked()),
      unlocked: () => account.current()?.automations.unlocked(),
      shutdown: (hold) => leaving.systemEnds(hold),
      networkChanged: (online) => {
        if (online) session.resumed();
        account.current()?.engine.networkChanged(online);
      },
    },
  );
  leaving.atEnd(stopPower);

  // Electron reports a locked screen only on Windows and macOS. On Linux we listen ourselves, if somebody needs it.
  if (platform !== 'linux')
    return {
      lock: () => 'told',
      idle: () => idle.isTold(),
      look: () => undefined,
      onChange: (run) => idle.onChange(run),
    };
  const lock = createScreenLock({
    follow: followProgram,
    run: runProgram,
    clock,
    log: deps.log,
    sessionId: process.env['XDG_SESSION_ID'],
    tell: (locked) => powerMonitor.emit(locked ? 'lock-screen' : 'unlock-screen'),
  });
  const followLock = (): void => {
    const rule = account.current()?.personal.get().automations.lock ?? null;
    lock.listen(rule !== null || settings.get().keepSession === 'untilLock');
  };
  followLock();
  account.onPersonalChange(followLock);
  settings.onChange(followLock);
  leaving.atEnd(() => lock.listen(false));
  leaving.atEnd(sayIfSessionOutlivesLock(lock, deps));

  return {
    lock: () => lock.news(),
    idle: () => idle.isTold(),
    look: () => void lock.look(),
    onChange(run) {
      const cancels = [lock.onChange(run), idle.onChange(run)];
      return () => cancels.forEach((cancel) => cancel());
    },
  };
}
