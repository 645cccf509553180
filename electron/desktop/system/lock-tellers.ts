/**
 * Whether anything on this Linux desktop reports a locked screen. A desktop's screen saver does. i3lock, swaylock,
 * slock and others do not. Some programs own a screen saver's name only to receive requests not to lock (hypridle). So
 * a program that cannot say whether the screen is locked does not report locks either.
 */
import type { RunProgram } from '../tray/tray-host.js';
import { BUS_PROGRAMS, THE_BUS } from './bus-programs.js';

/** Each desktop has its own name for the same interface, and the signal is the same. */
export const SCREEN_SAVERS = ['org.freedesktop', 'org.gnome', 'org.cinnamon', 'org.mate', 'org.xfce'].map(
  (owner) => `${owner}.ScreenSaver`,
);

const pathOf = (name: string): string => `/${name.replaceAll('.', '/')}`;

export interface LockTellers {
  /** Whether there is one. */
  readonly any: boolean;
  /** Whether one of them says that the screen is locked now. */
  readonly locked: boolean;
}

/** Starts programs. Null: no program here can ask. It asks only running screen savers, and starts none. */
export async function findLockTellers(run: RunProgram): Promise<LockTellers | null> {
  for (const bus of BUS_PROGRAMS) {
    const names = await run(...bus.call(THE_BUS, THE_BUS.face, 'ListNames'));
    if (names === null) continue;
    const owned = SCREEN_SAVERS.filter((name) => names.split(/[^\w.-]+/).includes(name));
    const answers = await Promise.all(
      owned.map((owner) => run(...bus.call({ owner, path: pathOf(owner) }, owner, 'GetActive'))),
    );
    const said = answers.flatMap((answer) => /\b(true|false)\b/.exec(answer ?? '')?.[1] ?? []);
    return { any: said.length > 0, locked: said.includes('true') };
  }
  return null;
}
