/**
 * One socket of a notification channel: opens it, watches its heartbeat, reads its messages (docs/genesys-cloud.md
 * §3).
 */
import * as v from 'valibot';
import type { Cancel, Clock, Log, OpenSocket, SocketPort } from '../ports.js';
import { TimerSet } from './timer-set.js';

/** Heartbeats come every 30 s. After this silence the line is pinged once before it is given up. */
const ASK_AFTER_MS = 35_000;
const DEAD_AFTER_MS = 40_000;
const OPEN_WITHIN_MS = 15_000;
/** How long a line may take to answer when the machine may have slept. */
const ANSWER_WITHIN_MS = 5000;
/** A timer this late, or clocks this far apart, mean that the process or the machine stood still. */
const STOOD_STILL_MS = 4000;

const PING = JSON.stringify({ message: 'ping' });

const messageSchema = v.looseObject({
  topicName: v.nullish(v.string()),
  eventBody: v.nullish(v.unknown()),
  /** The answer to a request made over the socket: `404` if the channel is gone. */
  result: v.nullish(v.union([v.string(), v.number()])),
});

/**
 * `refused`: it never opened. `gone`: the channel no longer exists. `silent`: nothing came for 40 s. `closed`: by the
 * other side.
 */
export type LineEnd = 'refused' | 'gone' | 'silent' | 'closed';

export interface LineListener {
  onOpen(): void;
  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void;
  /** The service announces maintenance. About a minute is left. */
  onClosing(): void;
  /** The machine or the process stood still, so events may be missing although the line works. */
  onGap(): void;
  onEnd(end: LineEnd, code: number): void;
}

export interface LineDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly openSocket: OpenSocket;
}

export class NotificationLine {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #listener: LineListener;
  readonly #timers: TimerSet;
  readonly #socket: SocketPort;
  #state: 'opening' | 'open' | 'over' = 'opening';
  #heardAt: number;
  #heardAtWall: number;
  #messages = 0;
  #watch: Cancel = () => undefined;

  constructor(deps: LineDeps, url: string, listener: LineListener) {
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#listener = listener;
    this.#timers = new TimerSet(deps.clock);
    this.#heardAt = deps.clock.monotonic();
    this.#heardAtWall = deps.clock.now();
    this.#socket = deps.openSocket(url);
    this.#socket.onOpen = () => this.#opened();
    this.#socket.onMessage = (text) => this.#received(text);
    this.#socket.onClose = (code, reason) => this.#closed(code, reason);
    this.#watch = this.#timers.after(OPEN_WITHIN_MS, () => this.#end('refused', 0));
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Whether any message came. Some proxies let a socket open and then pass nothing. */
  get worked(): boolean {
    return this.#messages > 0;
  }

  /** When the last message came, on the wall clock. */
  get heardAt(): number {
    return this.#heardAtWall;
  }

  /**
   * Asks for a sign of life, after sleep or a change of network. Without an answer within a few seconds the line ends.
   */
  check(): void {
    if (this.#state !== 'open') return;
    const before = this.#messages;
    this.#socket.send(PING);
    this.#schedule(ANSWER_WITHIN_MS, () => {
      if (this.#messages === before) this.#end('silent', 0);
      else this.#listen();
    });
  }

  /** Ends it without telling the listener. */
  close(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#timers.stop();
    this.#socket.close();
  }

  #opened(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#heard();
    this.#listener.onOpen();
    // A pong proves that both directions work.
    if (this.isOpen) this.#socket.send(PING);
  }

  #received(text: string): void {
    if (this.#state !== 'open') return;
    const stoodStill = this.#stoodStill();
    this.#messages += 1;
    this.#heard();
    if (stoodStill) this.#listener.onGap();
    const message = parse(text);
    if (message === null) {
      this.#log.warn('notification not understood', { length: text.length });
      return;
    }
    if (message.result !== null && message.result !== undefined && String(message.result) === '404') {
      this.#end('gone', 0);
      return;
    }
    const topic = (message.topicName ?? '').toLowerCase();
    if (topic === 'v2.system.socket_closing') this.#listener.onClosing();
    else if (topic !== '' && topic !== 'channel.metadata') this.#listener.onEvent(topic, message.eventBody);
  }

  #heard(): void {
    this.#heardAt = this.#clock.monotonic();
    this.#heardAtWall = this.#clock.now();
    this.#listen();
  }

  #stoodStill(): boolean {
    const silence = this.#clock.monotonic() - this.#heardAt;
    const drift = this.#clock.now() - this.#heardAtWall - silence;
    return silence > DEAD_AFTER_MS || Math.abs(drift) > STOOD_STILL_MS;
  }

  #listen(): void {
    const silence = this.#clock.monotonic() - this.#heardAt;
    if (silence < ASK_AFTER_MS) {
      this.#schedule(ASK_AFTER_MS - silence, () => {
        this.#socket.send(PING);
        this.#listen();
      });
    } else {
      this.#schedule(DEAD_AFTER_MS - silence, () => this.#end('silent', 0));
    }
  }

  /** Like `after`. If the timer fires much too late, it asks for a sign of life instead of giving up. */
  #schedule(ms: number, run: () => void): void {
    this.#watch();
    const due = this.#clock.monotonic() + ms;
    this.#watch = this.#timers.after(ms, () => {
      if (this.#clock.monotonic() - due > STOOD_STILL_MS) {
        this.#listener.onGap();
        this.check();
      } else run();
    });
  }

  #closed(code: number, reason: string): void {
    if (this.#state === 'over') return;
    this.#log.info('notification socket closed', { code, reason: reason.slice(0, 200) });
    this.#end(this.#state === 'opening' ? 'refused' : 'closed', code);
  }

  #end(end: LineEnd, code: number): void {
    if (this.#state === 'over') return;
    this.close();
    this.#listener.onEnd(end, code);
  }
}

function parse(text: string): v.InferOutput<typeof messageSchema> | null {
  try {
    const parsed = v.safeParse(messageSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
