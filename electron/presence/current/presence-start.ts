/**
 * When the presence began, as a mark by which it is known again: also after a restart, and after somebody set this
 * machine's clock.
 */
import type { ServerClock } from './server-clock.js';

/** Starts this close are one: the service's `Date` has whole seconds, and clocks differ by some. In milliseconds. */
const SAME_START_MS = 5_000;

/** The start on the service's clock. @param since on this machine's, as the engine's view has it */
export const startOnService = (since: number | null, serverClock: Pick<ServerClock, 'toLocalAhead'>): number | null =>
  since === null ? null : since - serverClock.toLocalAhead(0);

/** Whether `later` marks the presence that `earlier` marks. A start that is not known distinguishes nothing. */
export const isSameStart = (earlier: number | null, later: number | null): boolean =>
  earlier === null || later === null || later - earlier < SAME_START_MS;
