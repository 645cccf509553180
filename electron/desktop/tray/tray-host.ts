/**
 * Whether a Linux desktop has anything that shows tray icons. Plain GNOME has not, and then the popup is a window
 * (docs/design.md §4).
 */
import type { Cancel, Clock } from '../../ports.js';
import { BUS_PROGRAMS, THE_BUS } from '../system/bus-programs.js';

/** Starts a program and returns its output. Null: there is no such program, it failed, or it took too long. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string | null>;

/** The panel's side of StatusNotifierItem. */
export const WATCHER = { owner: 'org.kde.StatusNotifierWatcher', path: '/StatusNotifierWatcher' };

/**
 * `statusNotifier`: over D-Bus, as current panels do. `xembed`: over X11, as older ones do. Electron supports both.
 * `unknown`: no program here can ask, so the app assumes that there is a tray.
 */
export type TrayHost = 'statusNotifier' | 'xembed' | 'absent' | 'unknown';

export interface TrayHostDeps {
  readonly run: RunProgram;
  readonly clock: Clock;
  /** Whether a panel accepts icons over X11. */
  hasX11Tray(): Promise<boolean>;
  /** Whether the panel has this app's icon, over D-Bus. Null: nothing here can tell. */
  hasIcon(): Promise<boolean | null>;
}

export async function findTrayHost({ run, hasX11Tray }: Pick<TrayHostDeps, 'run' | 'hasX11Tray'>): Promise<TrayHost> {
  const notifier = await askBus(run);
  if (notifier === true) return 'statusNotifier';
  if (await hasX11Tray()) return 'xembed';
  return notifier === null ? 'unknown' : 'absent';
}

/**
 * Asks the session bus what Chromium asks before it shows its icon (status_icon_linux_dbus.cc): whether somebody owns
 * the watcher's name, and whether a panel has registered with the watcher.
 */
async function askBus(run: RunProgram): Promise<boolean | null> {
  for (const bus of BUS_PROGRAMS) {
    const answer = yesOrNo(await run(...bus.call(THE_BUS, THE_BUS.face, 'NameHasOwner', WATCHER.owner)));
    if (answer === null) continue;
    const host = bus.property(WATCHER, WATCHER.owner, 'IsStatusNotifierHostRegistered');
    return answer && yesOrNo(await run(...host)) === true;
  }
  return null;
}

function yesOrNo(answer: string | null): boolean | null {
  if (answer === null) return null;
  if (/\btrue\b/.test(answer)) return true;
  return /\bfalse\b/.test(answer) ? false : null;
}

export interface TrayHostListener {
  /** A panel shows icons. */
  found(host: 'statusNotifier' | 'xembed'): void;
  /** Nothing shows icons. Called once, when a panel would have appeared long ago. */
  absent(): void;
  /**
   * Called before `found` if the panel came after the app. If it shows icons over D-Bus, Electron has permanently given
   * up that way, so the icon must be made again. Older panels pick up the icon themselves.
   */
  arrived(): void;
  /** A panel has been there from the beginning, but the icon is not on it, so the icon must be made again. */
  missing(): void;
}

/**
 * At login the app may start before the panel, and a GNOME extension may be switched on later. Milliseconds from the
 * start.
 */
const ASK_AFTER_MS = [0, 3_000, 15_000, 60_000, 300_000] as const;
/**
 * The attempt at which a missing panel is reported. At login it comes later, because the panel may still be starting.
 */
const TOLD_AT_LOGIN = 2;
/** By then Electron has registered the icon, even on a busy machine. */
const ICON_THERE_AFTER_MS = 3_000;

/**
 * Watches until a host is found, for at most five minutes.
 * @param atLogin whether the desktop itself may still be starting
 */
export function watchTrayHost(deps: TrayHostDeps, atLogin: boolean, listener: TrayHostListener): Cancel {
  const toldAt = atLogin ? TOLD_AT_LOGIN : 0;
  let over = false;
  let cancelTimer: Cancel = () => undefined;
  const ask = async (turn: number): Promise<void> => {
    const host = await findTrayHost(deps);
    if (over) return;
    if (host !== 'absent') {
      if ((host === 'statusNotifier' && turn > 0) || (host === 'xembed' && turn > toldAt)) listener.arrived();
      if (host !== 'unknown') listener.found(host);
      if (host === 'statusNotifier' && turn === 0)
        cancelTimer = deps.clock.after(ICON_THERE_AFTER_MS, () => void look());
      return;
    }
    if (turn === toldAt) listener.absent();
    const next = ASK_AFTER_MS[turn + 1];
    if (next !== undefined) cancelTimer = deps.clock.after(next - (ASK_AFTER_MS[turn] ?? 0), () => void ask(turn + 1));
  };
  const look = async (): Promise<void> => {
    if ((await deps.hasIcon()) === false && !over) listener.missing();
  };
  void ask(0);
  return () => {
    over = true;
    cancelTimer();
  };
}
