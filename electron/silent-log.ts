import type { Log } from './ports.js';

/** For a process that only asks, and keeps no log. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
