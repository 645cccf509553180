/**
 * Whether the panel has this app's icon (StatusNotifierItem, over D-Bus). Electron looks for a panel once. If one
 * starts right after that look, Electron has given up, although a panel is there from the app's first question on.
 */
import { BUS_PROGRAMS, THE_BUS } from '../system/bus-programs.js';
import { WATCHER, type RunProgram } from './tray-host.js';

/** Null: nothing here can tell. */
export async function hasIconOf(pid: number, run: RunProgram): Promise<boolean | null> {
  for (const bus of BUS_PROGRAMS) {
    const answer = await run(...bus.property(WATCHER, WATCHER.owner, 'RegisteredStatusNotifierItems'));
    if (answer === null) continue;
    const names = namesIn(answer);
    if (names.some((name) => name.startsWith(`org.kde.StatusNotifierItem-${pid}-`))) return true;
    const owner = (name: string) => bus.call(THE_BUS, THE_BUS.face, 'GetConnectionUnixProcessID', name);
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
