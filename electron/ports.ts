/**
 * What the electron-free parts of the app are handed from outside: network, sockets, time, randomness, log.
 * Production adapters live in `desktop/`; the unit tests hand in doubles. Nothing here imports Electron.
 */

/** `fetch` as `net.fetch` offers it: knows the system's proxy and certificates (docs/adr/0003). */
export type FetchPort = (url: string, init?: RequestInit) => Promise<Response>;

/** Ends what was begun (a timer, a subscription). Calling it twice is harmless. */
export type Cancel = () => void;

/** Time, handed in so that tests can turn it. */
export interface Clock {
  /** Wall clock in milliseconds since the epoch; it may jump (time zone, NTP, the user). */
  now(): number;
  /** Milliseconds that never jump backwards; only differences mean anything. On Linux they stand still while the machine sleeps. */
  monotonic(): number;
  /** Milliseconds since the machine was started, its sleep included; nobody can set them. Exact to a second; only differences mean anything. */
  sinceBoot(): number;
  /** Calls `run` once after `ms` milliseconds unless cancelled. */
  after(ms: number, run: () => void): Cancel;
}

/** A text WebSocket, the part of the standard the app needs. Exactly one `onClose` ends it, also after a failed opening. */
export interface SocketPort {
  onOpen: () => void;
  onMessage: (text: string) => void;
  /** @param reason a short English cause for the log, never shown as the only explanation */
  onClose: (code: number, reason: string) => void;
  send(text: string): void;
  close(): void;
}

/** Opens a socket; never throws, failures arrive as `onClose`. */
export type OpenSocket = (url: string) => SocketPort;

/** A random number in [0, 1): jitter in production, a seed in tests. */
export type Random = () => number;

/** The log. Fields must be free of secrets; the file adapter redacts what looks like a token all the same. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
