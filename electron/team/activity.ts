/**
 * Live states of many people: one topic a person, a thousand topics a channel, each channel with a life of its own
 * (docs/genesys-cloud.md §7.2). The agent's own channel is another one and is never touched.
 */
import type { ActivityEvent } from '../genesys/models/activity.js';
import { activityEventSchema } from '../genesys/models/activity.js';
import { createDropLog, readModel } from '../genesys/lenient.js';
import type { ChannelTopic } from '../genesys/models/notification.js';
import { NotificationChannel, QUICK_TRIES, type NotificationsService } from '../genesys/notification-channel.js';
import type { Clock, Log, OpenSocket, Random } from '../ports.js';

export interface ActivityDeps {
  /** The client's of the moment. */
  readonly service: NotificationsService;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly apiUrl: string;
  readonly channelHost: string | null;
  toLocal(serverMs: number): number;
  /** Events of these people arrive from now on; before it some may have been missed, unless it was handed over. */
  onLive(ids: readonly string[], handedOver: boolean): void;
  onEvent(id: string, event: ActivityEvent): void;
  /** Events of these people do not arrive any more. */
  onDown(ids: readonly string[]): void;
}

/** The service's limit for one channel. */
const TOPICS_A_CHANNEL = 1000;
/** Of the twenty that a person has for an app, so that their own and those of another computer have room. */
export const MOST_CHANNELS = 6;

const topicOf = (id: string): string => `v2.users.${id}.activity`;
const TOPIC = /^v2\.users\.(.+)\.activity$/;

interface Group {
  readonly channel: NotificationChannel;
  /** Those whose topic is permitted, as far as the service has said. */
  permitted: readonly string[];
}

export class ActivityTopics {
  readonly #deps: ActivityDeps;
  readonly #drops: ReturnType<typeof createDropLog>;
  readonly #groups: Group[] = [];
  /** Ids as they were given, by their lower case: topics are compared without case. */
  readonly #ids = new Map<string, string>();

  constructor(deps: ActivityDeps) {
    this.#deps = deps;
    this.#drops = createDropLog(deps.log);
  }

  /** Follows these people, as many as the channels hold. */
  follow(ids: readonly string[], mostChannels: number): void {
    for (let at = 0; at < ids.length && this.#groups.length < mostChannels; at += TOPICS_A_CHANNEL)
      this.#open(ids.slice(at, at + TOPICS_A_CHANNEL));
  }

  /** The session has other tokens now. */
  renew(): void {
    for (const { channel } of this.#groups) {
      channel.hold(false);
      channel.renew();
    }
  }

  hold(held: boolean): void {
    for (const { channel } of this.#groups) channel.hold(held);
  }

  /** The machine woke up, or the network is another one. */
  check(): void {
    for (const { channel } of this.#groups) channel.check();
  }

  stop(): void {
    for (const { channel } of this.#groups) channel.stop();
    this.#groups.length = 0;
    this.#ids.clear();
  }

  #open(ids: readonly string[]): void {
    const { service, openSocket, clock, random, log, apiUrl, channelHost } = this.#deps;
    for (const id of ids) this.#ids.set(id.toLowerCase(), id);
    const channel = new NotificationChannel(
      {
        service,
        openSocket,
        clock,
        random,
        log,
        apiUrl,
        channelHost,
        topics: ids.map(topicOf),
        toLocal: (serverMs) => this.#deps.toLocal(serverMs),
        onTopics: (topics) => this.#permitted(group, ids, topics),
      },
      {
        onLive: (handedOver) => this.#deps.onLive(group.permitted, handedOver),
        onEvent: (topic, body) => this.#heard(topic, body),
        onDown: () => this.#deps.onDown(group.permitted),
        // Whoever is not live is read in sweeps; nothing else is to be done.
        onTrouble: ({ kind }, failures) => {
          // Nothing else finds out whether the channel is gone or the whole service.
          if (kind === 'unreached' && failures > QUICK_TRIES) channel.check();
          if (failures === 1) log.warn('activity channel in trouble', { kind });
        },
      },
    );
    const group: Group = { channel, permitted: ids };
    this.#groups.push(group);
    channel.start();
  }

  #permitted(group: Group, ids: readonly string[], topics: readonly ChannelTopic[]): void {
    const rejected = topics.filter(({ state }) => state?.toLowerCase() === 'rejected');
    const refused = new Set(rejected.map(({ id }) => id.toLowerCase()));
    const named = new Set(topics.map(({ id }) => id.toLowerCase()));
    // Where the service names what it took, what it left out brings no events.
    const isComplete = named.size > refused.size;
    group.permitted = ids.filter((id) => {
      const topic = topicOf(id).toLowerCase();
      return !refused.has(topic) && (!isComplete || named.has(topic));
    });
    const left = ids.length - group.permitted.length;
    if (left === 0) return;
    this.#deps.log.info('activity topics refused', { count: left, reason: rejected[0]?.rejectionReason });
    // A channel that hears nothing is none.
    if (group.permitted.length === 0) group.channel.stop();
  }

  #heard(topic: string, body: unknown): void {
    const id = this.#ids.get(TOPIC.exec(topic)?.[1] ?? '');
    if (id === undefined) return;
    const reading = readModel(activityEventSchema, body);
    if (!reading.ok) {
      this.#deps.log.warn('activity event not understood', { field: reading.refused.path });
      return;
    }
    this.#drops.dropped('activity event', reading.dropped);
    this.#deps.onEvent(id, reading.value);
  }
}
