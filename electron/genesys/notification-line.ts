/** One socket of a notification channel: opens it, watches its heartbeat, reads its messages (docs/genesys-cloud.md §3). */
import * as v from 'valibot';
import type { Cancel, Clock, Log, OpenSocket, SocketPort } from '../ports.js';
import { TimerSet } from './timer-set.js';

/** Heartbeats come every 30 s. Before the line is given up it is asked once. In milliseconds, as all here. */
const ASK_AFTER = 35_000;
const DEAD_AFTER = 40_000;
const OPEN_WITHIN = 15_000;
/** How long a line has to answer where it is not known whether the machine slept. */
const ANSWER_WITHIN = 5000;
/** A timer that comes so much late, or clocks that drift apart so far, mean that the process or the machine stood still. */
const STOOD_STILL = 4000;

const PING = JSON.stringify({ message: 'ping' });

const messageSchema = v.looseObject({
  topicName: v.nullish(v.string()),
  eventBody: v.nullish(v.unknown()),
  /** Answers to requests made over the socket: `404` where the channel is gone. */
  result: v.nullish(v.union([v.string(), v.number()])),
});

/** `refused`: never opened. `gone`: the channel itself no longer exists. `silent`: nothing came for 40 s. `closed`: from the other side. */
export type LineEnd = 'refused' | 'gone' | 'silent' | 'closed';

export interface LineListener {
  onOpen(): void;
  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void;
  /** Maintenance: about a minute is left. */
  onClosing(): void;
  /** The machine or the process stood still: events may have been missed although the line lives. */
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
    this.#watch = this.#timers.after(OPEN_WITHIN, () => this.#end('refused', 0));
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  /** Whether anything ever came over it: some proxies let a socket open and then nothing through. */
  get worked(): boolean {
    return this.#messages > 0;
  }

  /** When the last message came, on the wall clock. */
  get heardAt(): number {
    return this.#heardAtWall;
  }

  /** Asks for a sign of life; without one within a few seconds the line is over. For the moments after sleep or a change of network. */
  check(): void {
    if (this.#state !== 'open') return;
    const before = this.#messages;
    this.#socket.send(PING);
    this.#schedule(ANSWER_WITHIN, () => {
      if (this.#messages === before) this.#end('silent', 0);
      else this.#listen();
    });
  }

  /** Ends it without a word to the listener. */
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
    // The pong shows that both directions work.
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

  /** Silence was longer than a living line allows, or the clocks drifted apart. */
  #stoodStill(): boolean {
    const silence = this.#clock.monotonic() - this.#heardAt;
    const drift = this.#clock.now() - this.#heardAtWall - silence;
    return silence > DEAD_AFTER || Math.abs(drift) > STOOD_STILL;
  }

  #listen(): void {
    const silence = this.#clock.monotonic() - this.#heardAt;
    if (silence < ASK_AFTER) {
      this.#schedule(ASK_AFTER - silence, () => {
        this.#socket.send(PING);
        this.#listen();
      });
    } else {
      this.#schedule(DEAD_AFTER - silence, () => this.#end('silent', 0));
    }
  }

  /** As `after`; a timer that comes much too late means that what is due now is to ask, not to give up. */
  #schedule(ms: number, run: () => void): void {
    this.#watch();
    const due = this.#clock.monotonic() + ms;
    this.#watch = this.#timers.after(ms, () => {
      if (this.#clock.monotonic() - due > STOOD_STILL) {
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
