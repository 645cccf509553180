/**
 * The start of a presence, used as a mark to recognise it: across restarts, and after somebody set this machine's
 * clock.
 */
import type { ServerClock } from './server-clock.js';

/** Starts this close count as the same. The service's `Date` has whole seconds, and clocks differ a little. */
const SAME_START_MS = 5_000;

/** The start on the service's clock. @param since on this machine's clock, as in the engine's view */
export const startOnService = (since: number | null, serverClock: Pick<ServerClock, 'toLocalAhead'>): number | null =>
  since === null ? null : since - serverClock.toLocalAhead(0);

/** Whether both mark the same presence. An unknown start tells nothing apart. */
export const isSameStart = (earlier: number | null, later: number | null): boolean =>
  earlier === null || later === null || later - earlier < SAME_START_MS;
