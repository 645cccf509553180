/**
 * The notification channel. It is made, subscribed, opened, watched and renewed before it ends, and made again with
 * growing pauses after it breaks (docs/genesys-cloud.md §3, docs/design.md §3.7). Events are complete only between
 * two calls of `onLive`.
 */
import type { Cancel, Clock, Log, OpenSocket, Random } from '../ports.js';
import { channelHostOf, isChannelAddress } from './channel-address.js';
import type { GenesysClient } from './client.js';
import { GenesysError } from './genesys-error.js';
import type { ChannelTopic } from './models/notification.js';
import { toTime } from './models/shared.js';
import { NotificationLine, type LineEnd } from './notification-line.js';
import { askedWait, growingPause, jittered } from './retry.js';
import { TimerSet } from './timer-set.js';

export type NotificationsService = Pick<
  GenesysClient['notifications'],
  'postNotificationsChannels' | 'putNotificationsChannelSubscriptions'
>;

/**
 * Why there are no live events. `session`: 401. `forbidden`: no permission or scope. `address`: a socket elsewhere.
 * `sockets`: they do not open, or stay silent. `dropped`: one opened and then broke, so the network does not block
 * sockets. `unreached`: the channel worked for long, and now no socket opens on it.
 */
export type ChannelTrouble =
  | { readonly kind: 'session' | 'forbidden' | 'http'; readonly error: unknown }
  | { readonly kind: 'address' | 'sockets' | 'dropped' | 'unreached' };

export interface ChannelListener {
  /**
   * Events arrive from now on. Some may have been missed before, so read again what they report.
   * @param handedOver a new line took over while the old one still worked, so nothing should be missing
   */
  onLive(handedOver: boolean): void;
  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void;
  /** Events no longer arrive. @param heardAt the last sign of life, on the wall clock */
  onDown(heardAt: number): void;
  /**
   * An attempt failed. `session`, `forbidden` and `address` are not retried automatically. @param failures failed
   * attempts in a row (for `sockets` and `unreached`, only those of this kind)
   */
  onTrouble(trouble: ChannelTrouble, failures: number): void;
}

export interface ChannelDeps {
  readonly service: NotificationsService;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly apiUrl: string;
  /** The channel's host, where the organisation's policy names one. Null: none. */
  readonly channelHost: string | null;
  readonly topics: readonly string[];
  /** Converts a time of the service's clock to this machine's. */
  toLocal(serverMs: number): number;
  /**
   * Told what became of each topic. With it none of them is indispensable; without it the channel is useless where the
   * first one is refused.
   */
  readonly onTopics?: ((topics: readonly ChannelTopic[]) => void) | undefined;
}

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 90_000;
/**
 * A good channel whose sockets no longer open is tried this often in quick succession, since one's own network may be
 * back in seconds. After that it is an outage, and all clients of the service have it at the same time.
 */
export const QUICK_TRIES = 4;
/**
 * The longest pause between sockets in an outage. They cost the service little, and what else is asked waits for them.
 */
const LONGEST_SOCKET_PAUSE_MS = 30_000;
/** A line that lived this long was good. After its break the pauses start short again. */
const PROVED_AFTER_MS = 60_000;
/** The next channel is made this long before the current one ends (24 hours after it was made). */
const RENEW_BEFORE_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** If a line closes this soon after opening, another socket took its channel. */
const STOLEN_WITHIN_MS = 60_000;
/** The connection broke without a closing message (RFC 6455 §7.1.5). */
const ABNORMAL = 1006;

/** A channel of the service that is still usable. */
interface Made {
  readonly id: string;
  readonly uri: string;
  /** On the monotonic clock. */
  readonly endsAt: number;
  /** Whether a socket ever opened on it. */
  opened: boolean;
  /** A line on it was good. It outlives a service that is out of reach, so it costs no request to try it again. */
  proved: boolean;
}

export class NotificationChannel {
  readonly #deps: ChannelDeps;
  readonly #listener: ChannelListener;
  readonly #timers: TimerSet;
  readonly #abort = new AbortController();
  #made: Made | null = null;
  #line: NotificationLine | null = null;
  #openedAt = 0;
  /** The line that will replace the living one. */
  #successor: NotificationLine | null = null;
  #attempt = 0;
  #failures = 0;
  /** How many of them were sockets in a row that never opened or stayed silent. */
  #unopened = 0;
  /** How many sockets in a row did not open on a good channel. */
  #missed = 0;
  #held = false;
  /** Somebody has reason to believe that it works now. */
  #urged = false;
  /** The service asked us to wait until this time, on the monotonic clock. */
  #leftAloneUntil = 0;
  #refusedHost: string | null = null;
  #over = false;
  #pause: Cancel = () => undefined;
  #renewal: Cancel = () => undefined;

  constructor(deps: ChannelDeps, listener: ChannelListener) {
    this.#deps = deps;
    this.#listener = listener;
    this.#timers = new TimerSet(deps.clock);
  }

  get isLive(): boolean {
    return this.#line?.isOpen ?? false;
  }

  start(): void {
    void this.#connect();
  }

  stop(): void {
    this.#over = true;
    this.#abort.abort();
    this.#timers.stop();
    this.#line?.close();
    this.#successor?.close();
    this.#line = this.#successor = null;
  }

  /** Something happened to the network or the machine. Checks an open line, and retries at once if there is none. */
  check(): void {
    if (this.#over || this.#held) return;
    if (this.#line) this.#line.check();
    if (this.isLive) return;
    this.#urged = true;
    if (!this.#line) this.#tryAgain(0);
  }

  /** The session has new tokens. A channel made with them takes over before the old one ends. */
  renew(): void {
    if (this.#over || this.#held) return;
    this.#made = null;
    if (this.#line === null) this.#tryAgain(0);
    else void this.#connect(true);
  }

  /**
   * While held, no attempt is made: nobody is there, and each attempt would count as use of the session (docs/design.md
   * §3.7).
   */
  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (held) this.#pause();
    else if (this.#line === null) this.#tryAgain(0);
  }

  #tryAgain(ms: number): void {
    this.#pause();
    const wait = Math.max(ms, this.#leftAloneUntil - this.#deps.clock.monotonic());
    if (!this.#over && !this.#held) this.#pause = this.#timers.after(wait, () => void this.#connect());
  }

  /** One attempt. @param anew with a new channel, beside the living line */
  async #connect(anew = false): Promise<void> {
    this.#pause();
    if (!anew && this.#line !== null) return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const outdated = (): boolean => this.#over || attempt !== this.#attempt;
    try {
      const made = (anew ? null : this.#usable()) ?? (await this.#make());
      if (outdated()) return;
      if (made === null) {
        this.#failed({ kind: 'address' }, null);
        return;
      }
      this.#made = made;
      this.#open(made);
    } catch (error) {
      if (outdated()) return;
      this.#failed(troubleOf(error), error);
    }
  }

  #usable(): Made | null {
    const made = this.#made;
    return made !== null && made.endsAt - RENEW_BEFORE_MS > this.#deps.clock.monotonic() ? made : null;
  }

  /** Makes a channel and subscribes it. Null: its address may not be opened. */
  async #make(): Promise<Made | null> {
    const { service, topics, clock } = this.#deps;
    const options = { retry: false, signal: this.#abort.signal };
    const channel = await service.postNotificationsChannels({}, options);
    const { id, connectUri } = channel;
    if (!isChannelAddress(connectUri, this.#deps.apiUrl, this.#deps.channelHost)) {
      this.#tellRefused(channelHostOf(connectUri));
      return null;
    }
    const body = topics.map((topic) => ({ id: topic }));
    const states = await service.putNotificationsChannelSubscriptions(
      { channelId: id, body, ignoreErrors: true },
      options,
    );
    if (this.#deps.onTopics) this.#deps.onTopics(states.entities ?? []);
    else this.#checkPermitted(states.entities ?? []);
    const expires = toTime(channel.expires);
    const left = expires === null ? DAY_MS : this.#deps.toLocal(expires) - clock.now();
    // A wrong clock must not make it renew constantly.
    const endsAt = clock.monotonic() + Math.max(left, 2 * RENEW_BEFORE_MS);
    return { id, uri: connectUri, endsAt, opened: false, proved: false };
  }

  /** Logged once per host. A computer wakes often, and the host stays refused. */
  #tellRefused(host: string): void {
    if (this.#refusedHost === host) return;
    this.#refusedHost = host;
    const advice = 'the policy can name the host (channelHost)';
    this.#deps.log.error('notification channel refused: its host is not of this environment', { host, advice });
  }

  #checkPermitted(states: readonly ChannelTopic[]): void {
    const rejected = states.filter((topic) => topic.state?.toLowerCase() === 'rejected');
    for (const topic of rejected) {
      this.#deps.log.warn('notification topic rejected', { reason: topic.rejectionReason });
    }
    const main = this.#deps.topics[0]?.toLowerCase();
    const without = rejected.find((topic) => topic.id.toLowerCase() === main);
    if (without) {
      throw new GenesysError({
        kind: 'http',
        status: 403,
        code: 'not.authorized',
        message: 'The topic of the presence is rejected',
        serviceMessage: without.rejectionReason ?? null,
      });
    }
  }

  #open(made: Made): void {
    const living = this.#line;
    const line: NotificationLine = new NotificationLine(this.#deps, made.uri, {
      onOpen: () => this.#opened(line, made),
      onEvent: (topic, body) => this.#listener.onEvent(topic, body),
      onClosing: () => {
        if (this.#line === line && this.#successor === null) void this.#connect(true);
      },
      onGap: () => {
        if (this.#line === line) this.#listener.onLive(false);
      },
      onEnd: (end, code) => this.#ended(line, made, end, code),
    });
    this.#pause();
    this.#successor?.close();
    this.#successor = living ? line : null;
    if (!living) this.#line = line;
  }

  #opened(line: NotificationLine, made: Made): void {
    const handedOver = line === this.#successor && this.isLive;
    if (line === this.#successor) {
      this.#line?.close();
      this.#line = line;
      this.#successor = null;
    }
    made.opened = true;
    this.#urged = false;
    this.#missed = 0;
    this.#openedAt = this.#deps.clock.monotonic();
    this.#renewal();
    this.#renewal = this.#timers.after(made.endsAt - RENEW_BEFORE_MS - this.#openedAt, () => void this.#connect(true));
    this.#listener.onLive(handedOver);
  }

  #ended(line: NotificationLine, made: Made, end: LineEnd, code: number): void {
    if (line === this.#successor) {
      this.#successor = null;
      this.#failed({ kind: 'sockets' }, null);
      return;
    }
    const blocked = end === 'refused' || (end === 'silent' && !line.worked);
    const lived = end === 'refused' ? 0 : this.#deps.clock.monotonic() - this.#openedAt;
    this.#line = null;
    this.#renewal();
    if (lived >= PROVED_AFTER_MS) {
      this.#failures = 0;
      made.proved = true;
    }
    if (this.#made === made && this.#isSpent(made, end, code, lived)) this.#made = null;
    if (end !== 'refused') this.#listener.onDown(line.heardAt);
    if (this.#over) return;
    if (this.#successor) {
      // Its successor is already connecting.
      this.#line = this.#successor;
      this.#successor = null;
      return;
    }
    if (end === 'refused' && made.proved && this.#made === made) {
      this.#unreached();
      return;
    }
    this.#unopened = blocked ? this.#unopened + 1 : 0;
    if (blocked) this.#failed({ kind: 'sockets' }, null);
    else {
      this.#failures += 1;
      this.#tryAgain(this.#pauseFor(line.worked ? this.#failures - 1 : this.#failures));
      this.#listener.onTrouble({ kind: 'dropped' }, this.#failures);
    }
  }

  /** No socket opens on a good channel. */
  #unreached(): void {
    this.#missed += 1;
    const missed = this.#missed;
    if (this.#urged) {
      // The service is said to be there, so the channel must be gone.
      this.#urged = false;
      this.#missed = 0;
      this.#made = null;
      this.#tryAgain(0);
      return;
    }
    const isLong = missed >= QUICK_TRIES;
    const pause = isLong ? jittered(LONGEST_SOCKET_PAUSE_MS, this.#deps.random) : this.#pauseFor(missed);
    // The first long pause is a random part of one. Otherwise all clients would stay in step.
    this.#tryAgain(missed === QUICK_TRIES ? pause * this.#deps.random() : pause);
    this.#listener.onTrouble({ kind: 'unreached' }, missed);
  }

  /** Whether to drop the channel behind a line that ended. */
  #isSpent(made: Made, end: LineEnd, code: number, lived: number): boolean {
    switch (end) {
      case 'gone':
        return true;
      case 'refused':
        // Where sockets are blocked the fresh channel is kept for the next attempts, but not forever, since it may be
        // gone.
        return !made.proved && (made.opened || this.#failures % 4 === 3);
      case 'closed':
        // A clean or early close may mean that another socket took the channel. Taking it back would start an endless
        // fight.
        return code !== ABNORMAL || lived < STOLEN_WITHIN_MS;
      case 'silent':
        return false;
    }
  }

  #failed(trouble: ChannelTrouble, error: unknown): void {
    this.#failures += 1;
    this.#urged = false;
    const final = trouble.kind === 'session' || trouble.kind === 'forbidden' || trouble.kind === 'address';
    const living = this.#line !== null;
    if (error instanceof GenesysError && error.status === 404) this.#made = null;
    const asked = askedWait(error);
    this.#leftAloneUntil = Math.max(this.#leftAloneUntil, this.#deps.clock.monotonic() + asked);
    const pause = Math.max(asked, this.#pauseFor(this.#failures));
    if (asked > 0) this.#deps.log.warn('notification channel waits as asked', { seconds: Math.ceil(asked / 1000) });
    if (living && !final) {
      this.#pause();
      this.#pause = this.#timers.after(pause, () => void this.#connect(true));
    } else if (!final) this.#tryAgain(pause);
    if (living && !final) return;
    this.#listener.onTrouble(trouble, trouble.kind === 'sockets' ? this.#unopened : this.#failures);
  }

  /** From 2 s, doubling to 90 s, with jitter. The first attempt after a good line comes sooner. */
  #pauseFor(failures: number): number {
    const { random } = this.#deps;
    return failures === 0
      ? random() * FIRST_PAUSE_MS
      : growingPause(null, failures, { first: FIRST_PAUSE_MS, longest: LONGEST_PAUSE_MS, random });
  }
}

function troubleOf(error: unknown): ChannelTrouble {
  const status = error instanceof GenesysError ? error.status : null;
  if (status === 401) return { kind: 'session', error };
  return status === 403 ? { kind: 'forbidden', error } : { kind: 'http', error };
}
