/** What the computer tells, sleep, lock, log-off and network, and who hears of it in which order. */
import { net, powerMonitor } from 'electron';
import { watchPower } from '../desktop/system/power.js';
import { followProgram } from '../desktop/system/run-program.js';
import { watchScreenLock } from '../desktop/system/screen-lock.js';
import type { Cancel, Clock } from '../ports.js';
import type { Session } from '../session/session.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { AppLeaving } from './leaving.js';
import type { Platform } from './settings-slices.js';
import type { Account } from './signed-in.js';

/** Follows the computer until the app ends. */
export function followPower(deps: {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly session: Session;
  readonly account: Account;
  readonly settings: SettingsStore;
  readonly leaving: Pick<AppLeaving, 'systemEnds' | 'atEnd'>;
}): void {
  const { platform, session, account, settings, leaving } = deps;
  const stopPower = watchPower(
    { clock: deps.clock, power: powerMonitor, isOnline: () => net.isOnline() },
    {
      suspended: () => account.current()?.suspended(),
      resumed: () => {
        session.resumed();
        account.current()?.resumed();
      },
      // The session may end with the lock: what an automation sets goes first.
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

  // Electron tells of a locked screen on Windows and macOS alone; on Linux it is listened for where somebody wants to know.
  let stopLock: Cancel | null = null;
  const followLock = (): void => {
    const rule = account.current()?.personal.get().automations.lock ?? null;
    const wanted = platform === 'linux' && (rule !== null || settings.get().keepSession === 'untilLock');
    if (wanted)
      stopLock ??= watchScreenLock(followProgram, process.env['XDG_SESSION_ID'], (locked) =>
        powerMonitor.emit(locked ? 'lock-screen' : 'unlock-screen'),
      );
    else stopLock?.();
    if (!wanted) stopLock = null;
  };
  followLock();
  account.onPersonalChange(followLock);
  settings.onChange(followLock);

  leaving.atEnd(() => {
    stopPower();
    stopLock?.();
  });
}
