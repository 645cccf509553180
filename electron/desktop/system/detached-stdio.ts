/**
 * What a program that is to outlive us starts with instead of our open files. Node closes none above the third, and Chromium's are not marked to
 * be closed: a program that kept them would keep our helper processes alive, and with them the terminal or pipe of whoever called us.
 */
import { closeSync, fstatSync, openSync, readdirSync } from 'node:fs';
import type { StdioOptions } from 'node:child_process';

/** More than Chromium ever has open this early; what lies above is marked to be closed by Node itself. */
const MOST = 256;

/** What is open now; none where the system does not list it. The listing's own descriptor is closed again by then, and left out. */
function openDescriptors(): ReadonlySet<number> {
  try {
    return new Set(readdirSync('/proc/self/fd').map(Number).filter(isOpen));
  } catch {
    return new Set();
  }
}

function isOpen(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs `start` with standard streams of nothing, and on Linux with nothing in every other open descriptor as well. Free ones stay free: Node
 * needs one to hear that the program could not be started.
 * @returns what `start` returns
 */
export function withoutOurFiles<T>(platform: NodeJS.Platform, start: (stdio: StdioOptions) => T): T {
  if (platform !== 'linux') return start('ignore');
  const open = openDescriptors();
  const nothing = openSync('/dev/null', 'r+');
  try {
    const count = Math.min(Math.max(2, ...open), MOST) + 1;
    return start(Array.from({ length: count }, (_, at) => (at > 2 && !open.has(at) ? 'ignore' : nothing)));
  } finally {
    closeSync(nothing);
  }
}
