/**
 * Whether the panel has this app's icon (StatusNotifierItem, over D-Bus). Electron looks for a panel once. If one
 * starts right after that look, Electron has given up, although a panel is there from the app's first question on.
 */
import type { RunProgram } from './tray-host.js';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';
const ITEMS = 'RegisteredStatusNotifierItems';
const BUS = 'org.freedesktop.DBus';
const BUS_PATH = '/org/freedesktop/DBus';
const GET = `${BUS}.Properties.Get`;
const OWNER = 'GetConnectionUnixProcessID';

type Question = readonly [program: string, args: readonly string[]];

/** Which of these exists depends on the distribution. Each asks for the panel's icons, and for a name's process. */
const WAYS_TO_ASK: readonly { readonly items: Question; readonly owner: (name: string) => Question }[] = [
  {
    items: ['busctl', ['--user', 'get-property', WATCHER, WATCHER_PATH, WATCHER, ITEMS]],
    owner: (name) => ['busctl', ['--user', 'call', BUS, BUS_PATH, BUS, OWNER, 's', name]],
  },
  {
    items: [
      'gdbus',
      [
        ...['call', '--session', '--dest', WATCHER, '--object-path', WATCHER_PATH],
        ...['--method', GET, WATCHER, ITEMS],
      ],
    ],
    owner: (name) => [
      'gdbus',
      ['call', '--session', '--dest', BUS, '--object-path', BUS_PATH, '--method', `${BUS}.${OWNER}`, name],
    ],
  },
  {
    items: [
      'dbus-send',
      [
        ...['--session', '--print-reply', `--dest=${WATCHER}`, WATCHER_PATH],
        ...[GET, `string:${WATCHER}`, `string:${ITEMS}`],
      ],
    ],
    owner: (name) => [
      'dbus-send',
      ['--session', '--print-reply', `--dest=${BUS}`, BUS_PATH, `${BUS}.${OWNER}`, `string:${name}`],
    ],
  },
];

/** Null: nothing here can tell. */
export async function hasIconOf(pid: number, run: RunProgram): Promise<boolean | null> {
  for (const { items, owner } of WAYS_TO_ASK) {
    const answer = await run(...items);
    if (answer === null) continue;
    const names = namesIn(answer);
    if (names.some((name) => name.startsWith(`org.kde.StatusNotifierItem-${pid}-`))) return true;
    // Each question starts a program. Panels put the newest last, and ours is new.
    for (const name of names.reverse()) if (processIn(await run(...owner(name))) === pid) return true;
    return false;
  }
  return null;
}

/**
 * The bus names of the items: `:1.7/StatusNotifierItem`, in GNOME's extension `:1.7@/StatusNotifierItem`, or
 * `org.kde.StatusNotifierItem-4077-1` alone.
 */
const namesIn = (answer: string): string[] =>
  [...answer.matchAll(/["'](:[\d.]+|[A-Za-z_][\w-]*(?:\.[\w-]+)+)(?:[@/][^"']*)?["']/g)].flatMap(
    ([, name]) => name ?? [],
  );

/** `u 4077`, `(uint32 4077,)`, `   uint32 4077` after a line about the message. */
function processIn(answer: string | null): number | null {
  const [, pid] = /\b(?:u|uint32) (\d+)/.exec(answer ?? '') ?? [];
  return pid === undefined ? null : Number(pid);
}
