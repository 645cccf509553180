/**
 * What a program that outlives us gets instead of our open files. Node closes none above the third, and Chromium's are
 * not marked to be closed. A program that kept them would keep our helper processes alive, and with them the terminal
 * or pipe of our caller.
 */
import { closeSync, fstatSync, openSync, readdirSync } from 'node:fs';
import type { StdioOptions } from 'node:child_process';

/** More than Chromium ever has open this early. Node itself marks those above to be closed. */
const MOST = 256;

/**
 * The open descriptors. Empty if the system does not list them. The listing's own descriptor is already closed, and
 * left out.
 */
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
 * Runs `start` with empty standard streams, and on Linux with every other open descriptor empty too. Free descriptors
 * stay free, because Node needs one to hear that the program could not start.
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
