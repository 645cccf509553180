/**
 * How the app is connected to the service: live over the notification channel, by slow polling where WebSockets are
 * blocked, or not at all. It also knows since when the shown presence may be wrong (docs/design.md §3.7, 3.14).
 */
import type { ChannelListener, ChannelTrouble, NotificationChannel } from '../../genesys/notification-channel.js';
import { GenesysError, toProblemText } from '../../genesys/error.js';
import type { ProblemText } from '../../genesys/problem.js';
import { askedWait } from '../../genesys/retry.js';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock, Log, Random } from '../../ports.js';
import type { ConnectionView } from '../presence-view.js';
import { problem } from '../problems.js';
import { Crowd } from './crowd.js';

const POLL_EVERY_MS = 60_000;
/** How often a paused poll checks whether somebody is back. It asks this machine, not the service. */
const LOOK_EVERY_MS = 15_000;
/** After this many failed attempts in a row the app polls. */
const POLLS_AFTER = 3;
/**
 * After this many sockets that opened and dropped again the app polls. By then the pauses between them are as long as a
 * poll's.
 */
const POLLS_AFTER_DROPS = 6;
/** Shorter gaps are not shown: the socket is replaced and the presence is read again. */
const GRACE_MS = 5000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

export type ConnectionChannel = Pick<NotificationChannel, 'start' | 'stop' | 'check' | 'hold' | 'renew' | 'isLive'>;

export interface ConnectionDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  makeChannel(listener: ChannelListener): ConnectionChannel;
  /**
   * Reads by REST everything that events report. @param sparing with few requests, a little apart
   * @throws GenesysError
   */
  readAll(sparing: boolean): Promise<void>;
  onEvent(topic: string, body: unknown): void;
  /** After a gap, what we know is the service's last word again. */
  onFresh(): void;
  onExpired(error: unknown): void;
  /** When a person last used keyboard or mouse, on the wall clock. */
  presentSince(): number;
  /** How long in milliseconds without a person until polling stops. */
  unattendedAfter(): number;
  changed(): void;
}

/** The same moment on the wall clock, which is shown, and on the clock that nobody sets. In milliseconds. */
interface Moment {
  readonly now: number;
  readonly monotonic: number;
}

const later = (one: Moment, other: Moment | null): Moment => ({
  now: Math.max(one.now, other?.now ?? 0),
  monotonic: Math.max(one.monotonic, other?.monotonic ?? 0),
});

export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #crowd: Crowd;
  #timers: TimerSet;
  #channel: ConnectionChannel | null = null;
  #kind: ConnectionView['kind'] = 'none';
  /** What happened later may not have been heard. Null: nothing was heard yet. */
  #heard: Moment | null = null;
  #problem: ProblemText | null = null;
  /**
   * Counts the moments at which an event may have been missed. A read that began before the latest one proves nothing.
   */
  #gap = 0;
  #reading: { readonly gap: number; readonly done: Promise<boolean> } | null = null;
  #lastError: unknown = null;
  #grace: Cancel = () => undefined;
  #inGrace = false;
  #retry: Cancel = () => undefined;
  #poll: Cancel = () => undefined;
  #polls = false;
  /** Whether the read after an outage waits for its turn. */
  #waitsForTurn = false;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#crowd = new Crowd(deps.clock, deps.random);
  }

  view(): ConnectionView {
    const isSure = this.#kind === 'live' || this.#inGrace;
    return { kind: this.#kind, asOf: isSure ? null : (this.#heard?.now ?? null), problem: this.#problem };
  }

  /** The moment up to which nothing can have been missed, on the monotonic clock, in milliseconds. */
  get heardUpTo(): number {
    return this.#kind === 'live' ? this.#deps.clock.monotonic() : (this.#heard?.monotonic ?? 0);
  }

  /** Whether no event can have been missed. */
  get isFresh(): boolean {
    return this.#kind === 'live';
  }

  /** Whether the service can be reached, live or by polling. */
  get isConnected(): boolean {
    return this.#kind === 'live' || this.#kind === 'polling';
  }

  get isRunning(): boolean {
    return this.#channel !== null;
  }

  start(): void {
    this.stop();
    this.#timers = new TimerSet(this.#deps.clock);
    this.#set('connecting', null);
    this.#channel = this.#deps.makeChannel({
      onLive: (handedOver) => (handedOver && this.#kind === 'live' ? void this.confirm() : this.#live()),
      onEvent: (topic, body) => this.#deps.onEvent(topic, body),
      onDown: (heardAt) => this.#down(heardAt),
      onTrouble: (trouble, failures) => void this.#trouble(trouble, failures),
    });
    this.#channel.start();
    // The first read does not wait for the channel. It is repeated once the channel is open.
    void this.reread();
  }

  /** The session was renewed before it ended. The old channel stays until the new one is open. */
  renew(): void {
    if (this.#kind === 'live') this.#channel?.renew();
    else this.start();
  }

  /** Ends everything. What is shown stays, as of now. @param why shown with it */
  stop(why: ProblemText | null = null): void {
    if (this.#kind === 'live') this.#heard = this.#moment();
    this.#channel?.stop();
    this.#channel = null;
    this.#timers.stop();
    this.#polls = false;
    this.#waitsForTurn = false;
    this.#crowd.forget();
    this.#gap += 1;
    if (this.#kind !== 'none') this.#set('lost', why);
  }

  /**
   * Reads everything by REST. It joins a read that is under way, so the answer may describe a moment before this call.
   * @returns whether it succeeded
   */
  reread(sparing = false): Promise<boolean> {
    return this.#reading?.gap === this.#gap ? this.#reading.done : this.readNow(sparing);
  }

  /**
   * Reads everything by REST with requests of its own. An answer already on its way could be older than a change made
   * just before this call.
   * @returns whether it succeeded
   */
  readNow(sparing = false): Promise<boolean> {
    const gap = this.#gap;
    const done = this.#read(gap, sparing).finally(() => {
      if (this.#reading?.done === done) this.#reading = null;
    });
    this.#reading = { gap, done };
    return done;
  }

  /** Reads a doubtful word again although no event seems to be missing. */
  async confirm(): Promise<void> {
    const gap = this.#gap;
    if (!(await this.readNow()) && gap === this.#gap && this.#channel?.isLive) this.#missed();
  }

  /**
   * The service answered although no events arrive, so the network works again, or a person looks. What waits is tried
   * now (docs/design.md §3.14).
   */
  reached(): void {
    if (this.#waitsForTurn || this.#kind === 'lost') this.#hurry();
  }

  suspended(): void {
    if (this.#kind === 'live') this.#heard = this.#moment();
  }

  /** After waking, events may have been missed, and the socket may be dead without knowing. */
  resumed(): void {
    this.#hurry();
    if (this.#kind === 'live') this.#missed();
  }

  networkChanged(online: boolean): void {
    if (!online && this.#kind !== 'live') this.#set(this.#kind, problem('connection.offline'));
    if (online) this.#hurry();
    else if (this.#channel?.isLive) this.#channel.check();
  }

  /** A person asked, so whatever is paused or waits is tried now. */
  async refresh(): Promise<boolean> {
    if (this.#kind === 'paused') this.#resumePolling();
    if (this.#waitsForTurn || !this.#channel?.isLive) this.#hurry();
    return this.reread();
  }

  /** Something happened to this computer alone, or a person acts here. So there is no crowd to wait for. */
  #hurry(): void {
    this.#crowd.forget();
    this.#channel?.check();
    if (this.#waitsForTurn) void this.#resync(1);
  }

  #set(kind: ConnectionView['kind'], why: ProblemText | null): void {
    if (kind !== 'connecting') this.#endGrace();
    else if (this.#kind === 'live' || this.#kind === 'polling') this.#beginGrace();
    this.#kind = kind;
    this.#problem = why;
    this.#deps.changed();
  }

  #beginGrace(): void {
    this.#inGrace = true;
    this.#grace = this.#timers.after(GRACE_MS, () => {
      this.#inGrace = false;
      this.#deps.changed();
    });
  }

  #endGrace(): void {
    this.#grace();
    this.#inGrace = false;
  }

  async #read(gap: number, sparing: boolean): Promise<boolean> {
    const askedAt = this.#moment();
    if (this.#crowd.quietFor() > 0) return false;
    try {
      await this.#deps.readAll(sparing);
    } catch (error) {
      this.#spare(error);
      if (gap === this.#gap && error instanceof GenesysError && error.status === 401) this.#deps.onExpired(error);
      return false;
    }
    if (this.#kind !== 'live') this.#heard = later(askedAt, this.#heard);
    this.#deps.changed();
    return true;
  }

  /** Nothing is read while the service wants to be left alone. What it said then is the reason. */
  #spare(error: unknown): void {
    this.#lastError = error;
    this.#crowd.spare(error);
  }

  #moment(): Moment {
    const { clock } = this.#deps;
    return { now: clock.now(), monotonic: clock.monotonic() };
  }

  /** The channel is open. A read fetches what happened before. */
  #live(): void {
    this.#poll();
    this.#polls = false;
    if (this.#crowd.isBack()) this.#takeTurn();
    else this.#missed();
  }

  /**
   * After an outage everybody has to read again. All would do so in the same moments, so each waits for a random part
   * of the time within which it must be done (test/bench/README.md).
   */
  #takeTurn(): void {
    this.#gap += 1;
    this.#set('connecting', null);
    this.#waitsForTurn = true;
    this.#retry();
    this.#retry = this.#timers.after(this.#crowd.untilTurn(), () => void this.#resync(1, true));
  }

  #missed(): void {
    this.#gap += 1;
    if (this.#kind === 'live') this.#heard = this.#moment();
    this.#set('connecting', null);
    void this.#resync(1);
  }

  async #resync(attempt: number, sparing = false): Promise<void> {
    this.#retry();
    this.#waitsForTurn = false;
    const gap = this.#gap;
    const fresh = await this.reread(sparing);
    if (gap !== this.#gap || !this.#channel?.isLive) return;
    if (fresh) {
      this.#crowd.tookTurn();
      this.#set('live', null);
      this.#deps.onFresh();
      return;
    }
    const error = this.#lastError;
    this.#set('lost', waitingProblem(error));
    const bound = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
    this.#retry = this.#timers.after(
      // Jitter spreads clients that were all told the same time.
      Math.max(sparing ? this.#crowd.untilTurn() : 0, this.#crowd.quietFor() + this.#deps.random() * bound),
      () => void this.#resync(attempt + 1, sparing),
    );
  }

  #down(heardAt: number): void {
    if (this.#kind === 'live' || this.#heard === null) {
      const { now, monotonic } = this.#moment();
      this.#heard = { now: heardAt, monotonic: monotonic - Math.max(0, now - heardAt) };
    }
    this.#gap += 1;
    this.#waitsForTurn = false;
    this.#retry();
    this.#set('connecting', null);
  }

  async #trouble(trouble: ChannelTrouble, failures: number): Promise<void> {
    if (trouble.kind === 'session') {
      this.#deps.onExpired(trouble.error);
      return;
    }
    if (trouble.kind === 'http') this.#spare(trouble.error);
    if (this.#isServed()) return;
    if (trouble.kind === 'unreached') {
      await this.#unreached(trouble, failures);
      return;
    }
    const final = trouble.kind === 'forbidden' || trouble.kind === 'address';
    if (!final && failures < (trouble.kind === 'dropped' ? POLLS_AFTER_DROPS : POLLS_AFTER)) {
      const error = trouble.kind === 'http' ? waitingProblem(trouble.error) : null;
      this.#set(error === null ? 'connecting' : 'lost', error);
      return;
    }
    const gap = this.#gap;
    const works = await this.reread();
    if (gap !== this.#gap || this.#channel === null || this.#isServed()) return;
    if (works) this.#startPolling(problemOf(trouble));
    else {
      this.#set('lost', toProblemText(this.#lastError));
      // Where the channel has given up, only this timer tries again.
      if (final) this.#retry = this.#timers.after(LONGEST_RETRY_MS, () => void this.#trouble(trouble, failures));
    }
  }

  /** In an outage a single small request asks now and then whether it is over, or only sockets do not open. */
  async #unreached(trouble: ChannelTrouble, failures: number): Promise<void> {
    if (!this.#crowd.unreached(failures)) {
      if (failures < POLLS_AFTER) this.#set('connecting', null);
      else if (this.#kind !== 'lost') this.#set('lost', null);
      return;
    }
    const gap = this.#gap;
    const works = await this.reread(true);
    if (gap !== this.#gap || this.#channel === null || this.#isServed()) return;
    if (!works) this.#set('lost', waitingProblem(this.#lastError));
    else {
      this.#startPolling(problemOf(trouble));
      // The service is there, but not for this channel.
      this.#crowd.forget();
      this.#channel.check();
    }
  }

  /** Whether news arrives, by events or by polling. */
  #isServed(): boolean {
    return this.#polls || (this.#channel?.isLive ?? false);
  }

  #startPolling(why: ProblemText): void {
    this.#deps.log.warn('polling instead of live events', { key: why.key });
    this.#polls = true;
    this.#set('polling', why);
    this.#deps.onFresh();
    this.#poll = this.#timers.after(POLL_EVERY_MS, () => void this.#tick(why));
  }

  async #tick(why: ProblemText): Promise<void> {
    if (this.#deps.clock.now() - this.#deps.presentSince() > this.#deps.unattendedAfter()) {
      this.#pausePolling(why);
      return;
    }
    const gap = this.#gap;
    const works = await this.reread();
    if (!this.#polls || gap !== this.#gap) return;
    this.#set(works ? 'polling' : 'lost', works ? why : waitingProblem(this.#lastError));
    if (works) this.#deps.onFresh();
    this.#poll = this.#timers.after(Math.max(POLL_EVERY_MS, this.#crowd.quietFor()), () => void this.#tick(why));
  }

  /** Every poll would keep the session alive as if somebody were there (docs/design.md §3.7). */
  #pausePolling(why: ProblemText): void {
    this.#channel?.hold(true);
    this.#set('paused', why);
    const look = (): void => {
      const away = this.#deps.clock.now() - this.#deps.presentSince() > this.#deps.unattendedAfter();
      if (away) this.#poll = this.#timers.after(LOOK_EVERY_MS, look);
      else this.#resumePolling();
    };
    this.#poll = this.#timers.after(LOOK_EVERY_MS, look);
  }

  #resumePolling(): void {
    const why = this.#problem ?? problem('connection.noLiveUpdates');
    this.#poll();
    this.#channel?.hold(false);
    this.#set('polling', why);
    void this.#tick(why);
  }
}

/** Why the connection waits, and until when. An excessive `Retry-After` is cut, so the time shown is the real one. */
function waitingProblem(error: unknown): ProblemText {
  const text = toProblemText(error);
  const seconds = Math.ceil(askedWait(error) / 1000);
  return seconds === 0 ? text : { ...text, params: { ...text.params, seconds: String(seconds) } };
}

function problemOf(trouble: ChannelTrouble): ProblemText {
  switch (trouble.kind) {
    case 'forbidden':
      return { ...toProblemText(trouble.error), key: 'connection.eventsNotPermitted' };
    case 'address':
      return problem('connection.addressRefused');
    case 'sockets':
      return problem('connection.socketsBlocked');
    case 'dropped':
    case 'unreached':
      return problem('connection.noLiveUpdates');
    default:
      return { ...toProblemText(trouble.error), key: 'connection.noLiveUpdates' };
  }
}
