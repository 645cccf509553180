import * as v from 'valibot';
import type { Channels } from './channels.js';
import type { PlainAnswer } from './exchange.js';
import { seedDefinitions } from './definition-seeds.js';
import { freshId } from './ids.js';
import type { Organisation } from './organisation.js';
import { PURECLOUD, type Person, type RoutingStatus } from './people.js';
import { applyChange, setRouting, type PresenceChange } from './presences.js';
import type { AgentPlan } from './schedules.js';
import { ServiceError, errorBody } from './service-error.js';
import type { Tokens } from './tokens.js';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const oddPlace = v.object({
  /** `entities.3.name`. Empty: the whole answer. */
  at: v.string(),
  /** The replacement. Missing: the value is removed. */
  value: v.optional(v.unknown()),
  /** Inserts it before this list entry instead of replacing the entry. */
  insert: v.optional(v.boolean()),
});
type OddPlace = v.InferOutput<typeof oddPlace>;

/** A fault that strikes requests. If it names no failure, it only delays. */
export const faultSchema = v.object({
  /** The requests it strikes. Missing: all. */
  match: v.optional(
    v.object({
      verb: v.optional(v.string()),
      /** The whole path with `*` for any text (`/api/v2/presence/*`), or, without a leading slash, a part of it. */
      path: v.optional(v.string()),
      /** The caller's id, mail address or name. */
      person: v.optional(v.string()),
    }),
  ),
  /** How many matching requests pass first. */
  skip: v.optional(count),
  /** How often it strikes. Missing: always. */
  times: v.optional(count),
  latencyMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  /** The service carries out the request, and only the answer fails. */
  applied: v.optional(v.boolean()),
  /** The connection closes without an answer. */
  drop: v.optional(v.boolean()),
  /** The connection is reset (RST). */
  reset: v.optional(v.boolean()),
  /** No answer, and the connection stays open. */
  hang: v.optional(v.boolean()),
  /** The announced length, but only half of the body. */
  halfBody: v.optional(v.boolean()),
  /** A proxy's HTML page instead of JSON (502, unless `status` says otherwise). */
  html: v.optional(v.boolean()),
  status: v.optional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599))),
  code: v.optional(v.string()),
  message: v.optional(v.string()),
  /** The `Retry-After` header: seconds or a date. */
  retryAfter: v.optional(v.union([v.number(), v.string()])),
  /** The raw body, instead of the service's JSON. */
  body: v.optional(v.string()),
  /** A JSON answer of this many bytes. */
  bytes: v.optional(count),
  /** The service's own answer, with other values in these places. */
  odd: v.optional(v.array(oddPlace)),
  /** The caller's token ends before the service looks at it. */
  expiredToken: v.optional(v.boolean()),
});
export type Fault = v.InferOutput<typeof faultSchema>;

/** A requested fault. `struck` counts how often it struck. */
export interface ArmedFault {
  readonly id: string;
  readonly fault: Fault;
  readonly struck: number;
  remove(): void;
}

interface Entry extends ArmedFault {
  struck: number;
  skipped: number;
}

/** Everything that can be made to fail: requests, tokens, the clock, sockets, and changes by other people. */
export class Faults {
  private readonly entries: Entry[] = [];

  constructor(
    private readonly org: Organisation,
    private readonly tokens: Tokens,
    private readonly channels: Channels,
  ) {}

  add(fault: Fault): ArmedFault {
    const entry: Entry = {
      id: freshId(),
      fault,
      struck: 0,
      skipped: 0,
      remove: () => {
        const at = this.entries.indexOf(entry);
        if (at >= 0) this.entries.splice(at, 1);
      },
    };
    this.entries.push(entry);
    return entry;
  }

  clear(): void {
    this.entries.length = 0;
  }

  list(): readonly ArmedFault[] {
    return this.entries;
  }

  /** The fault that this request meets, if any. */
  take(verb: string, path: string, person: Person | null): Fault | null {
    for (const entry of this.entries) {
      const { match, skip = 0, times = Infinity } = entry.fault;
      if (match?.verb !== undefined && match.verb.toUpperCase() !== verb) continue;
      if (match?.path !== undefined && !pathFits(match.path, path)) continue;
      if (match?.person !== undefined && (person === null || this.org.person(match.person) !== person)) continue;
      if (entry.struck >= times) continue;
      if (entry.skipped < skip) {
        entry.skipped += 1;
        continue;
      }
      entry.struck += 1;
      return entry.fault;
    }
    return null;
  }

  /** Ends tokens as if they had expired: one person's, or all. */
  expireTokens(person?: string): void {
    this.tokens.endAll(person === undefined ? null : this.personOf(person).id, 'expired');
  }

  /** Ends tokens for good, including refresh tokens, as an administrator or a supervisor's log-out does. */
  revokeTokens(person?: string): void {
    this.tokens.endAll(person === undefined ? null : this.personOf(person).id, 'revoked');
  }

  /** Sets how far the service's clock (Date header, modifiedDate) is ahead of this machine's, in milliseconds. */
  setClockOffset(ms: number): void {
    this.org.clock.offsetMs = ms;
  }

  /**
   * Somebody else sets a presence: a supervisor, another client, or (with `sourceId`) another source, which may become
   * primary.
   */
  changePresence(person: string, change: PresenceChange & { readonly sourceId?: string }): void {
    const { sourceId = PURECLOUD, ...asked } = change;
    const definition = asked.definitionId === undefined ? undefined : this.org.definition(asked.definitionId);
    if (asked.definitionId !== undefined && definition === undefined)
      throw new Error(`No definition ${asked.definitionId}`);
    const resolved = definition === undefined ? asked : { ...asked, definitionId: definition.id };
    applyChange(this.org, this.personOf(person), sourceId, resolved, freshId());
  }

  /** The system changes the routing status: NOT_RESPONDING after a missed alert, INTERACTING with a call. */
  setRouting(person: string, status: RoutingStatus): void {
    setRouting(this.org, this.personOf(person), status, freshId());
  }

  /** A planner changes the plan and publishes it. */
  changeSchedule(person: string, plan: AgentPlan): void {
    const target = this.personOf(person);
    this.org.setPlan(target, plan);
    this.org.changed({ kind: 'schedule', person: target, correlationId: freshId() });
  }

  /** The service judges what the person does: `InAdherence`, `OutOfAdherence`, … */
  setAdherence(person: string, state: string): void {
    this.org.changed({ kind: 'adherence', person: this.personOf(person), state, correlationId: freshId() });
  }

  /** Deactivates (or reactivates) a definition without an event, as an administrator does. */
  setDeactivated(definition: string, deactivated: boolean): void {
    this.definitionOf(definition).deactivated = deactivated;
    this.org.changed({ kind: 'organisation' });
  }

  relabel(definition: string, labels: Readonly<Record<string, string>>): void {
    this.definitionOf(definition).labels = labels;
    this.org.changed({ kind: 'organisation' });
  }

  /** Adds a definition that nobody has loaded yet. @returns its id */
  addDefinition(systemPresenceOf: string, label: string): string {
    const parent = this.definitionOf(systemPresenceOf);
    const [template] = seedDefinitions(1, this.org.clock.now(), '');
    if (template === undefined) throw new Error('no template');
    const id = freshId();
    this.org.definitions.set(id, {
      ...template,
      id,
      builtIn: false,
      systemPresence: parent.systemPresence,
      labels: { en_US: label },
    });
    this.org.changed({ kind: 'organisation' });
    return id;
  }

  /** Sends a raw frame. */
  sendFrame(text: string, person?: string): void {
    for (const { socket } of this.channelsOf(person)) socket?.sendText(text);
  }

  /** Ends sockets without a close frame, like a lost network. */
  killSockets(person?: string): void {
    for (const { socket } of this.channelsOf(person)) socket?.terminate();
  }

  /** Announces that the sockets close in a minute (docs/genesys-cloud.md §3). */
  announceClosing(person?: string): void {
    for (const channel of this.channelsOf(person))
      channel.socket?.send({
        topicName: 'v2.system.socket_closing',
        eventBody: { channelId: channel.id, reason: 'maintenance', message: 'The socket closes for maintenance.' },
      });
  }

  /** Closes the sockets cleanly. */
  closeSockets(person?: string, code = 1001): void {
    for (const { socket } of this.channelsOf(person)) socket?.close(code, 'going away');
  }

  /** A second client opens the person's channels, so the first one loses them. */
  stealChannels(person?: string): void {
    for (const channel of this.channelsOf(person)) channel.socket?.close(1000, 'connected elsewhere');
  }

  /** The channels are gone, as after 24 h: result 404. */
  dropChannels(person?: string): void {
    for (const channel of this.channelsOf(person)) this.channels.remove(channel, 'The channel is expired.');
  }

  /** Open sockets fall silent: no event, no heartbeat, no pong. */
  silence(silent: boolean, person?: string): void {
    for (const { socket } of this.channelsOf(person)) if (socket !== null) socket.silent = silent;
  }

  holdEvents(): void {
    this.channels.hold();
  }

  releaseEvents(...arrange: Parameters<Channels['release']>): void {
    this.channels.release(...arrange);
  }

  private channelsOf(person: string | undefined): ReturnType<Channels['all']> {
    const id = person === undefined ? null : this.personOf(person).id;
    return this.channels.all().filter((channel) => id === null || channel.personId === id);
  }

  private personOf(reference: string): Person {
    const person = this.org.person(reference);
    if (person === undefined) throw new Error(`No person ${reference}`);
    return person;
  }

  private definitionOf(reference: string): NonNullable<ReturnType<Organisation['definition']>> {
    const definition = this.org.definition(reference);
    if (definition === undefined) throw new Error(`No definition ${reference}`);
    return definition;
  }
}

function pathFits(pattern: string, path: string): boolean {
  if (!pattern.startsWith('/')) return path.includes(pattern);
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(path);
}

/** A fault's answer. Null: it uses the service's own. */
export function faultyAnswer(fault: Fault, correlationId: string, answer: PlainAnswer | null): PlainAnswer | null {
  const { drop, reset, hang, halfBody, html, status, retryAfter, bytes, body } = fault;
  const sabotage = reset === true ? 'reset' : drop === true ? 'drop' : hang === true ? 'hang' : undefined;
  if (sabotage !== undefined) return { status: 0, headers: {}, body: '', sabotage };
  const headers: Record<string, string> = {
    'Content-Type': html === true ? 'text/html; charset=utf-8' : 'application/json',
    'ININ-Correlation-Id': correlationId,
    ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
  };
  let failed: PlainAnswer | null = null;
  if (html === true) failed = { status: status ?? 502, headers, body: body ?? PROXY_PAGE };
  else if (bytes !== undefined)
    failed = { status: status ?? 200, headers, body: JSON.stringify({ padding: ' '.repeat(Math.max(0, bytes - 14)) }) };
  else if (body !== undefined) failed = { status: status ?? 200, headers, body };
  else if (status !== undefined || retryAfter !== undefined)
    failed = { status: status ?? 429, headers, body: JSON.stringify(errorFor(fault, correlationId)) };
  if (halfBody !== true) return failed;
  const whole = failed ?? answer ?? { status: 200, headers, body: '{"entities":[{"id":"cut' };
  return { ...whole, sabotage: 'halfBody' };
}

/**
 * Applies the fault's odd values to the service's own answer. An answer without JSON, or without that place, stays as
 * it is.
 */
export function oddAnswer({ odd = [] }: Fault, answer: PlainAnswer): PlainAnswer {
  if (odd.length === 0 || answer.body === '') return answer;
  const whole: Holder = { answer: JSON.parse(answer.body) };
  for (const place of odd) putOddity(whole, place);
  return { ...answer, body: JSON.stringify(whole['answer'] ?? null) };
}

type Holder = Record<string, unknown> | unknown[];
const isHolder = (value: unknown): value is Holder => typeof value === 'object' && value !== null;

function putOddity(whole: Holder, place: OddPlace): void {
  const keys = ['answer', ...place.at.split('.').filter((key) => key !== '')];
  const last = keys.pop() ?? '';
  let inner: unknown = whole;
  for (const key of keys) inner = isHolder(inner) ? Reflect.get(inner, key) : undefined;
  if (!isHolder(inner)) return;
  if (place.insert === true && Array.isArray(inner)) inner.splice(Number(last), 0, place.value ?? null);
  else if (Object.hasOwn(place, 'value')) Reflect.set(inner, last, place.value);
  else if (Array.isArray(inner)) inner.splice(Number(last), 1);
  else Reflect.deleteProperty(inner, last);
}

const PROXY_PAGE =
  '<!doctype html><html><head><title>Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

const WORDS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['general.bad.request', 'The request was refused.'],
  401: ['bad.credentials', 'Invalid login credentials.'],
  403: ['not.authorized', 'You are not authorized to perform the requested action.'],
  404: ['not.found', 'The requested resource was not found.'],
  408: ['request.timeout', 'The request timed out.'],
  409: ['general.conflict', 'The request conflicts with the current state of the target resource.'],
  429: ['too.many.requests', 'Rate limit exceeded the maximum [300] requests within [60] seconds'],
  500: [
    'internal.server.error',
    'The server encountered an unexpected condition which prevented it from fulfilling the request.',
  ],
  503: [
    'service.unavailable',
    'Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).',
  ],
  504: ['request.timeout', 'The request timed out.'],
};

function errorFor({ status = 429, code, message, retryAfter }: Fault, correlationId: string): Record<string, unknown> {
  const [usualCode, usualMessage] =
    status === 429 && typeof retryAfter === 'number'
      ? [
          'too.many.requests.retry.after',
          `Rate limit exceeded the maximum. Retry the request in [${retryAfter}] seconds`,
        ]
      : (WORDS[status] ?? ['general.error', 'The request failed.']);
  return errorBody(new ServiceError(status, code ?? usualCode, message ?? usualMessage), correlationId);
}
