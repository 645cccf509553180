/** Whether a Linux desktop has anything that shows tray icons. Bare GNOME has not; then the popup is a window (issue "Tray"). */
import type { Cancel, Clock } from '../ports.js';

/** Starts a program and gives what it printed; null where there is no such program, it failed, or it took too long. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | null>;

const WATCHER = 'org.kde.StatusNotifierWatcher';
const BUS = 'org.freedesktop.DBus';

/** Which of these exists depends on the distribution; each asks the session bus whether somebody owns the watcher's name. */
const WAYS_TO_ASK: readonly (readonly [program: string, args: readonly string[]])[] = [
  ['busctl', ['--user', 'call', BUS, '/org/freedesktop/DBus', BUS, 'NameHasOwner', 's', WATCHER]],
  ['gdbus', ['call', '--session', '--dest', BUS, '--object-path', '/', '--method', `${BUS}.NameHasOwner`, WATCHER]],
  ['dbus-send', ['--session', '--print-reply', `--dest=${BUS}`, '/', `${BUS}.NameHasOwner`, `string:${WATCHER}`]],
];

/** `unknown` where nothing on this machine can ask: then the app trusts that there is a tray. */
export type TrayHost = 'there' | 'absent' | 'unknown';

export async function findTrayHost(run: RunProgram): Promise<TrayHost> {
  for (const [program, args] of WAYS_TO_ASK) {
    const answer = await run(program, args);
    if (answer === null) continue;
    if (/\btrue\b/.test(answer)) return 'there';
    if (/\bfalse\b/.test(answer)) return 'absent';
  }
  return 'unknown';
}

/** At log-in the app may be there before the panel: it asks again before it says that there is no tray. Milliseconds from the start. */
const ASK_AGAIN_AFTER = [0, 3_000, 15_000] as const;

/** Calls `tell` once, with the last word on the matter. */
export function watchTrayHost(run: RunProgram, clock: Clock, tell: (host: TrayHost) => void): Cancel {
  let over = false;
  let cancelTimer: Cancel = () => undefined;
  const ask = async (turn: number): Promise<void> => {
    const host = await findTrayHost(run);
    if (over) return;
    const wait = ASK_AGAIN_AFTER[turn + 1];
    if (host !== 'absent' || wait === undefined) {
      tell(host);
      return;
    }
    cancelTimer = clock.after(wait - (ASK_AGAIN_AFTER[turn] ?? 0), () => void ask(turn + 1));
  };
  void ask(0);
  return () => {
    over = true;
    cancelTimer();
  };
}
