import type { Cancel } from '../ports.js';
import type { ServiceClock } from './clock.js';
import type { TopicEvent } from './events.js';
import type { PlainSocket, SocketEnd } from './exchange.js';
import { freshSecret } from './ids.js';
import { ServiceError, type ErrorDetail } from './service-error.js';
import type { Grant } from './tokens.js';
import { MOST_TOPICS, topicsOf } from './topics.js';

const LIFETIME_MS = 24 * 60 * 60 * 1000;
const MOST_CHANNELS = 20;

/** A notification channel: a list of topics, and at most one socket that receives their events. */
export interface Channel {
  readonly id: string;
  readonly personId: string;
  readonly clientId: string;
  readonly grantKey: string;
  expiresAt: number;
  lastUsedAt: number;
  /** Topic ids as requested → the topic names they stand for. */
  topics: Map<string, readonly string[]>;
  socket: ChannelSocket | null;
}

export interface ChannelSocket extends SocketEnd {
  /** An event, or a message of the service itself. */
  send(message: unknown): void;
  /** Sends a raw frame. */
  sendText(text: string): void;
  close(code: number, reason: string): void;
  terminate(): void;
  /** While true: no heartbeat, no event, no pong. */
  silent: boolean;
}

export type AttachSocket = (channels: Channels, channel: Channel, carrier: PlainSocket) => ChannelSocket;

/** All channels, with their limits and subscriptions. Delivers events. */
export class Channels {
  private readonly byId = new Map<string, Channel>();
  private readonly expiries = new Map<string, Cancel>();
  private held: TopicEvent[] | null = null;

  constructor(
    private readonly clock: ServiceClock,
    private readonly personExists: (id: string) => boolean,
    private readonly attach: AttachSocket,
    /** Whether the channel's owner may listen to an existing topic. */
    private readonly permits: (personId: string, name: string) => boolean = () => true,
  ) {}

  create(grant: Grant): Channel {
    const own = [...this.byId.values()].filter(
      (channel) => channel.personId === grant.personId && channel.clientId === grant.clientId,
    );
    if (own.length >= MOST_CHANNELS) {
      const [oldest] = own.sort(
        (one, other) =>
          Number(one.socket !== null) - Number(other.socket !== null) || one.lastUsedAt - other.lastUsedAt,
      );
      if (oldest !== undefined) this.remove(oldest, 'The channel was replaced by a newer one.');
    }
    const now = this.clock.now();
    const channel: Channel = {
      id: `streaming-0-${freshSecret()
        .replace(/[^0-9a-z]/gi, '')
        .toLowerCase()
        .slice(0, 26)}`,
      personId: grant.personId,
      clientId: grant.clientId,
      grantKey: grant.key,
      expiresAt: now + LIFETIME_MS,
      lastUsedAt: now,
      topics: new Map(),
      socket: null,
    };
    this.byId.set(channel.id, channel);
    this.watch(channel);
    return channel;
  }

  find(id: string): Channel | null {
    return this.byId.get(id) ?? null;
  }

  all(): Channel[] {
    return [...this.byId.values()];
  }

  used(channel: Channel): void {
    channel.lastUsedAt = this.clock.now();
  }

  /**
   * Sets (`replace`) or adds topics, which also prolongs the channel's life.
   * @returns what is wrong with each refused topic. With `ignoreErrors` the others are still subscribed
   * @throws ServiceError 400 `notification.invalid.topic`, `notification.subscription.too.many.subscriptions`
   */
  subscribe(
    channel: Channel,
    ids: readonly string[],
    how: { readonly replace: boolean; readonly ignoreErrors: boolean },
  ): Map<string, string> {
    const next = new Map(how.replace ? [] : channel.topics);
    const refused = new Map<string, string>();
    for (const id of ids) {
      const names = topicsOf(id);
      const known = names?.every(
        (name) => !name.startsWith('v2.users.') || this.personExists(name.split('.')[2] ?? ''),
      );
      if (names === null || known !== true) refused.set(id, 'notification.invalid.topic');
      else if (!names.every((name) => this.permits(channel.personId, name))) refused.set(id, 'not.authorized');
      else next.set(id, names);
    }
    if (refused.size > 0 && !how.ignoreErrors)
      throw new ServiceError(400, 'notification.invalid.topic', `Invalid topic: ${[...refused.keys()].join(', ')}`, {
        details: [...refused.keys()].map((id): ErrorDetail => ({
          errorCode: 'notification.invalid.topic',
          fieldName: id,
        })),
      });
    if ([...next.values()].flat().length > MOST_TOPICS)
      throw new ServiceError(
        400,
        'notification.subscription.too.many.subscriptions',
        `A channel can have no more than ${MOST_TOPICS} subscriptions.`,
      );
    channel.topics = next;
    channel.expiresAt = this.clock.now() + LIFETIME_MS;
    this.used(channel);
    return refused;
  }

  /** A socket opens on a channel's address. The channel's earlier socket is closed. */
  connect(id: string, carrier: PlainSocket): SocketEnd | null {
    const channel = this.byId.get(id);
    if (channel === undefined) {
      carrier.send(JSON.stringify(goneMessage('The channel was not found.')));
      carrier.close(1000, 'channel not found');
      return null;
    }
    channel.socket?.close(1000, 'connected elsewhere');
    channel.socket = this.attach(this, channel, carrier);
    this.used(channel);
    return channel.socket;
  }

  publish(events: readonly TopicEvent[]): void {
    if (this.held !== null) this.held.push(...events);
    else for (const event of events) this.deliver(event);
  }

  /** Holds events back until {@link release}. */
  hold(): void {
    this.held ??= [];
  }

  /** Sends the held events in the order `arrange` returns, which may leave some out. */
  release(arrange: (events: readonly TopicEvent[]) => readonly TopicEvent[] = (events) => events): void {
    const events = this.held ?? [];
    this.held = null;
    for (const event of arrange(events)) this.deliver(event);
  }

  /** The token that created the channel has ended. */
  tokenEnded(grant: Grant): void {
    for (const channel of this.all())
      if (channel.grantKey === grant.key) this.remove(channel, 'The token of the channel is not valid any more.');
  }

  remove(channel: Channel, why: string): void {
    this.byId.delete(channel.id);
    this.expiries.get(channel.id)?.();
    this.expiries.delete(channel.id);
    channel.socket?.send(goneMessage(why));
    channel.socket?.close(1000, 'channel gone');
    channel.socket = null;
  }

  stop(): void {
    for (const cancel of this.expiries.values()) cancel();
    for (const channel of this.byId.values()) channel.socket?.terminate();
    this.byId.clear();
  }

  private deliver(event: TopicEvent): void {
    const name = event.topicName.toLowerCase();
    for (const channel of this.byId.values())
      if (channel.socket !== null && [...channel.topics.values()].some((names) => names.includes(name)))
        channel.socket.send(event);
  }

  private watch(channel: Channel): void {
    const due = Math.max(channel.expiresAt - this.clock.now(), 1);
    this.expiries.set(
      channel.id,
      this.clock.after(due, () => {
        if (this.clock.now() >= channel.expiresAt) this.remove(channel, 'The channel is expired.');
        else this.watch(channel);
      }),
    );
  }
}

const goneMessage = (message: string): unknown => ({ result: '404', status: 'error', message });
