/**
 * Whether anything on this Linux desktop reports a locked screen. A desktop's screen saver does. i3lock, swaylock,
 * slock and others do not. Some programs own a screen saver's name only to receive requests not to lock (hypridle). So
 * a program that cannot say whether the screen is locked does not report locks either.
 */
import type { RunProgram } from '../tray/tray-host.js';

/** Each desktop has its own name for the same interface, and the signal is the same. */
export const SCREEN_SAVERS = ['org.freedesktop', 'org.gnome', 'org.cinnamon', 'org.mate', 'org.xfce'].map(
  (owner) => `${owner}.ScreenSaver`,
);

const BUS = 'org.freedesktop.DBus';
const BUS_PATH = '/org/freedesktop/DBus';
const pathOf = (name: string): string => `/${name.replaceAll('.', '/')}`;

type Call = (owner: string, path: string, method: string) => readonly string[];

/** Which of these exists depends on the distribution. */
const WAYS_TO_ASK: readonly { readonly program: string; readonly call: Call }[] = [
  {
    program: 'busctl',
    call: (owner, path, method) => {
      const at = method.lastIndexOf('.');
      return ['--user', 'call', owner, path, method.slice(0, at), method.slice(at + 1)];
    },
  },
  {
    program: 'gdbus',
    call: (owner, path, method) => ['call', '--session', '--dest', owner, '--object-path', path, '--method', method],
  },
  {
    program: 'dbus-send',
    call: (owner, path, method) => ['--session', '--print-reply', `--dest=${owner}`, path, method],
  },
];

export interface LockTellers {
  /** Whether there is one. */
  readonly any: boolean;
  /** Whether one of them says that the screen is locked now. */
  readonly locked: boolean;
}

/** Starts programs. Null: no program here can ask. It asks only running screen savers, and starts none. */
export async function findLockTellers(run: RunProgram): Promise<LockTellers | null> {
  for (const { program, call } of WAYS_TO_ASK) {
    const names = await run(program, call(BUS, BUS_PATH, `${BUS}.ListNames`));
    if (names === null) continue;
    const owned = SCREEN_SAVERS.filter((name) => names.split(/[^\w.-]+/).includes(name));
    const answers = await Promise.all(owned.map((name) => run(program, call(name, pathOf(name), `${name}.GetActive`))));
    const said = answers.flatMap((answer) => /\b(true|false)\b/.exec(answer ?? '')?.[1] ?? []);
    return { any: said.length > 0, locked: said.includes('true') };
  }
  return null;
}
