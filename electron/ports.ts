/**
 * What the parts without Electron are handed from outside: network, sockets, time, randomness, log. `desktop/` has the
 * real adapters, and unit tests pass doubles.
 */

/** `fetch` as `net.fetch` offers it, with the system's proxy and certificates (docs/adr/0003). */
export type FetchPort = (url: string, init?: RequestInit) => Promise<Response>;

/** Ends what was started (a timer, a subscription). Calling it twice is harmless. */
export type Cancel = () => void;

/** Passed in, so that tests can control time. */
export interface Clock {
  /** The wall clock in milliseconds since the epoch. It may jump (NTP, the user). */
  now(): number;
  /**
   * Milliseconds that never jump backwards. Only differences have a meaning. On Linux it stops while the machine
   * sleeps.
   */
  monotonic(): number;
  /**
   * Milliseconds since the machine started, including sleep. Nobody can set it. Exact to a second, and only differences
   * have a meaning.
   */
  sinceBoot(): number;
  /** Calls `run` once after `ms` milliseconds unless cancelled. */
  after(ms: number, run: () => void): Cancel;
}

/**
 * A text WebSocket with the part of the standard that the app needs. It ends with exactly one `onClose`, even if it
 * never opened.
 */
export interface SocketPort {
  onOpen: () => void;
  onMessage: (text: string) => void;
  /** @param reason a short English cause for the log, never the only explanation shown */
  onClose: (code: number, reason: string) => void;
  send(text: string): void;
  close(): void;
}

/** Never throws. Failures arrive as `onClose`. */
export type OpenSocket = (url: string) => SocketPort;

/** A random number in [0, 1). Tests use a seed. */
export type Random = () => number;

/** Fields must not contain secrets. The file adapter still takes out what looks like one (redact.ts). */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
