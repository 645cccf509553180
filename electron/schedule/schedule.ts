/**
 * The agent's own schedule, from sign-in to sign-out (docs/design.md §3.17). It is read at sign-in, when the service
 * says that it changed, after gaps, and at the end of what is known, never just by the clock. If the permission, the
 * scope or workforce management itself is missing, it reports that once and asks no more.
 */
import { createEmitter } from '../emitter.js';
import type { GenesysClient } from '../genesys/client.js';
import { GenesysError, toProblemText } from '../genesys/error.js';
import { createDropLog, readModel } from '../genesys/lenient.js';
import { adherenceEventSchema, type ActivityCode, type AgentSchedules } from '../genesys/models/workforce.js';
import type { ProblemText } from '../genesys/problem.js';
import { growingPause } from '../genesys/retry.js';
import { TimerSet } from '../genesys/timer-set.js';
import { OWN_BUSINESS_UNIT, SCHEDULE_SCOPES, VIEW_OWN_SCHEDULE } from '../genesys/workforce-api.js';
import type { Cancel, Clock, Log, Random } from '../ports.js';
import { activityAfter, activityAt, planFrom, type Activity, type Plan } from './plan.js';

const HOUR_MS = 3_600_000;
/** The range asked for, back and ahead: the current night shift, and tomorrow's. The service's limit is unproven. */
const BACK_MS = 12 * HOUR_MS;
const AHEAD_MS = 36 * HOUR_MS;
/**
 * Many agents hear of a published change at once, and in several events. So it is read a little later, and not by all
 * at the same time.
 */
const SETTLES_MS = 1_000;
const SPREAD_MS = 4_000;
/**
 * After a gap it is read again within this time, since a change was probably not missed. After an outage of the service
 * all agents' apps come back at once, and the presence goes first.
 */
const SPREAD_AFTER_GAP_MS = 10 * 60_000;
/** Gaps closer together than this count as one. */
const GAP_APART_MS = 60_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 30 * 60_000;
/** After this many failures in a row it waits for the next gap or event. */
const MOST_RETRIES = 6;
/** A regular check, because the wall clock can be set, and timers stop while the machine sleeps. */
const LOOK_AT_LEAST_EVERY_MS = 15 * 60_000;

export type ScheduleService = Pick<GenesysClient, 'workforce' | 'tokens'>;

export interface ScheduleDeps {
  readonly userId: string;
  /** The session's current client. */
  service(): ScheduleService;
  permissions(): readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Converts a time of the service's clock to this machine's. */
  toLocal(serverMs: number): number;
}

/** The service's verdict on what the agent does, if it states one. */
export type Adherence = 'in' | 'out';

/** Why there is no schedule: what is missing, or what failed. */
export type ScheduleLack =
  | { readonly kind: 'permission' | 'scope' | 'refused' | 'noWorkforce' }
  /** Nothing was read yet. `problem`: the last attempt failed. */
  | { readonly kind: 'unread'; readonly problem: ProblemText | null };

export interface ScheduleView {
  /** Null: the plan is known. */
  readonly lack: ScheduleLack | null;
  /** Empty: nothing is planned. */
  readonly plan: Plan;
  readonly current: Activity | null;
  readonly next: Activity | null;
  readonly adherence: Adherence | null;
  /** When the plan was read, on this machine's clock, if it could not be read again since. Null: it is current. */
  readonly asOf: number | null;
}

export interface Schedule {
  /** Returns the same object until something changes. */
  view(): ScheduleView;
  onChange(run: () => void): Cancel;
  /** The service's clock, on which the plan is. */
  now(): number;
  /** The topics for the notification channel. Empty: this person may see no schedule. */
  topics(): readonly string[];
  /** @param topic in lower case */
  onEvent(topic: string, body: unknown): void;
  /** Events arrive, or polling has begun, so something may have been missed. */
  connected(): void;
  /** No more events arrive. */
  disconnected(): void;
  /** The same person has a session again, perhaps with other permissions. */
  renewed(): void;
  stop(): void;
}

/** The latest read of the plan, on the service's clock. */
interface Reading {
  readonly at: number;
  /** The end of the requested range. */
  readonly until: number;
}

export function createSchedule(deps: ScheduleDeps): Schedule {
  const { userId, clock, log } = deps;
  const changes = createEmitter(log, 'schedule');
  const drops = createDropLog(log);
  const timers = new TimerSet(clock);
  let abort = new AbortController();
  let lack: ScheduleLack | null = { kind: 'unread', problem: null };
  let read: Reading | null = null;
  let plan: Plan = [];
  let codes: readonly ActivityCode[] = [];
  let codesKnown = false;
  /** Codes that the service did not name when asked. They are not asked for again. */
  const unknownCodes = new Set<string>();
  let adherence: Adherence | null = null;
  let isStale = false;
  let isConnected = false;
  let halved = false;
  let failures = 0;
  let shown: ScheduleView | null = null;
  /** What listeners were told. */
  let told: ScheduleView | null = null;
  let reading: Promise<void> | null = null;
  let again = false;
  /** On the monotonic clock. */
  let lastGapAt = -Infinity;
  let cancelRead: Cancel = () => undefined;
  let cancelLook: Cancel = () => undefined;
  let stopped = false;

  const mayAsk = (): boolean => deps.permissions().includes(VIEW_OWN_SCHEDULE);
  const topic = (what: string): string => `v2.users.${userId}.workforcemanagement.${what}`;
  /** The service's clock. */
  const now = (): number => 2 * clock.now() - deps.toLocal(clock.now());

  function changed(at = now()): void {
    shown = null;
    told = view(at);
    if (!stopped) changes.emit();
  }

  function view(at = now()): ScheduleView {
    const [current, next] = [activityAt(plan, at), activityAfter(plan, at)];
    if (shown?.current !== current || shown.next !== next) shown = null;
    shown ??= { lack, plan, current, next, adherence, asOf: isStale && read !== null ? deps.toLocal(read.at) : null };
    return shown;
  }

  /** The next time after `at` that something begins or ends. */
  function lookLater(at: number): void {
    cancelLook();
    if (read === null || stopped) return;
    const edges = [...plan.flatMap(({ from, to }) => [from, to]), knownUntil()].filter((edge) => edge > at);
    const wait = Math.min(...edges.map((edge) => edge - at), LOOK_AT_LEAST_EVERY_MS);
    cancelLook = timers.after(wait, look);
  }

  function look(): void {
    // One moment for all of it: what begins between two looks at the clock must not be missed.
    const at = now();
    const before = told;
    told = view(at);
    if (before !== told) changes.emit();
    if (read !== null && at >= knownUntil()) readSoon(0);
    lookLater(at);
  }

  /** The end of the plan. If nothing is planned, the end of the requested range. */
  function knownUntil(): number {
    if (read === null) return Infinity;
    const last = plan.at(-1)?.to ?? 0;
    return last > read.at ? Math.min(last, read.until) : read.until;
  }

  function readSoon(ms: number): void {
    if (stopped || !mayAsk() || isFinal(lack)) return;
    cancelRead();
    cancelRead = timers.after(ms, () => void ask());
  }

  /** One read at a time. Requests meanwhile lead to one more read after it. */
  async function ask(): Promise<void> {
    again = true;
    if (reading !== null) return;
    const { signal } = abort;
    const mine = (async () => {
      while (again && !signal.aborted) {
        again = false;
        await readOnce(signal);
      }
    })();
    reading = mine;
    await mine;
    // A new session may have begun a read of its own meanwhile.
    if (reading === mine) reading = null;
  }

  async function readOnce(signal: AbortSignal): Promise<void> {
    const at = now();
    const [back, ahead] = halved ? [BACK_MS / 2, AHEAD_MS / 2] : [BACK_MS, AHEAD_MS];
    const body = { startDate: new Date(at - back).toISOString(), endDate: new Date(at + ahead).toISOString() };
    const options = { retry: false, signal };
    const isOver = (): boolean => signal.aborted;
    try {
      const answer = await deps.service().workforce.postWorkforcemanagementAgentschedulesMine({ body }, options);
      if (isOver()) return;
      if (needsCodes(answer)) await readCodes(signal);
      if (isOver()) return;
      failures = 0;
      isStale = false;
      lack = null;
      read = { until: at + ahead, at };
      plan = planFrom(answer, codes, userId);
      const told = now();
      changed(told);
      lookLater(told);
    } catch (error) {
      if (!isOver()) await failed(error, signal);
    }
  }

  /** Once, and whenever the plan names an unknown code. */
  function needsCodes({ agentSchedules }: AgentSchedules): boolean {
    const named = (agentSchedules ?? []).flatMap(({ shifts, fullDayTimeOffMarkers }) => [
      ...(shifts ?? []).flatMap(({ activities }) => activities ?? []),
      ...(fullDayTimeOffMarkers ?? []),
    ]);
    if (!codesKnown) return named.length > 0;
    const known = new Set([...codes.map(({ id }) => id), ...unknownCodes]);
    const news = named.flatMap(({ activityCodeId: id }) => (id && !known.has(id) ? [id] : []));
    for (const id of news) unknownCodes.add(id);
    return news.length > 0;
  }

  /** Without names and categories the plan is still shown. */
  async function readCodes(signal: AbortSignal): Promise<void> {
    try {
      const listing = await deps
        .service()
        .workforce.getWorkforcemanagementBusinessunitActivitycodes(
          { businessUnitId: OWN_BUSINESS_UNIT },
          { retry: false, signal },
        );
      codes = listing.entities ?? [];
      codesKnown = true;
    } catch (error) {
      log.warn('the activity codes could not be read', { cause: error instanceof Error ? error.message : 'unknown' });
      // It is refused for good, so asking at each read would not help.
      if (error instanceof GenesysError && !error.retryable && error.status !== 401) codesKnown = true;
    }
  }

  async function failed(error: unknown, signal: AbortSignal): Promise<void> {
    const status = error instanceof GenesysError ? error.status : null;
    if (status === 401) return;
    if (status === 400 && !halved) {
      halved = true;
      again = true;
      return;
    }
    if (status === 400 || status === 403 || status === 404) {
      const kind = status === 404 ? 'noWorkforce' : status === 403 ? await whyForbidden(signal) : 'refused';
      if (!signal.aborted) giveUp(kind, error);
      return;
    }
    failures += 1;
    isStale = read !== null;
    if (read === null) lack = { kind: 'unread', problem: toProblemText(error) };
    changed();
    log.warn('the schedule could not be read', { cause: error instanceof Error ? error.message : 'unknown', failures });
    if (failures > MOST_RETRIES) return;
    const { random } = deps;
    readSoon(growingPause(error, failures, { first: FIRST_RETRY_MS, longest: LONGEST_RETRY_MS, random }));
  }

  /** A missing scope and a missing right look alike. Asking what the token may do does not count as using it. */
  async function whyForbidden(signal: AbortSignal): Promise<'scope' | 'refused'> {
    try {
      const info = await deps.service().tokens.getTokensMe({ preserveIdleTTL: true }, { retry: false, signal });
      const scopes = info.authorizedScope ?? [];
      return scopes.length > 0 && !SCHEDULE_SCOPES.some((scope) => scopes.includes(scope)) ? 'scope' : 'refused';
    } catch {
      return 'refused';
    }
  }

  function giveUp(kind: 'scope' | 'refused' | 'noWorkforce', error: unknown): void {
    log.info('no schedule for this person', {
      missing: kind === 'scope' ? SCHEDULE_SCOPES[0] : kind,
      cause: error instanceof Error ? error.message : 'unknown',
    });
    lack = { kind };
    read = null;
    plan = [];
    adherence = null;
    cancelLook();
    changed();
  }

  function begin(): void {
    const missing = !mayAsk();
    if (missing) log.info('no schedule for this person', { missing: VIEW_OWN_SCHEDULE });
    lack = missing ? { kind: 'permission' } : { kind: 'unread', problem: null };
  }
  begin();

  return {
    view,
    onChange: (run) => changes.on(run),
    now,
    topics: () => (mayAsk() ? [topic('schedules'), topic('adherence')] : []),
    onEvent(name, body) {
      if (stopped || isFinal(lack)) return;
      if (name === topic('schedules').toLowerCase()) readSoon(SETTLES_MS + deps.random() * SPREAD_MS);
      if (name !== topic('adherence').toLowerCase()) return;
      const reading = readModel(adherenceEventSchema, body);
      drops.dropped('adherence event', reading.ok ? reading.dropped : [reading.refused]);
      const said = reading.ok ? toAdherence(reading.value.adherenceState) : null;
      if (said === adherence) return;
      adherence = said;
      changed();
    },
    connected() {
      if (isConnected) return;
      isConnected = true;
      const sinceGap = clock.monotonic() - lastGapAt;
      lastGapAt = clock.monotonic();
      readSoon(read === null ? 0 : Math.max(deps.random() * SPREAD_AFTER_GAP_MS, GAP_APART_MS - sinceGap));
    },
    disconnected() {
      if (!isConnected) return;
      isConnected = false;
      // A change would not be heard, and nothing repeats it (docs/genesys-cloud.md §6.2).
      if (adherence === null) return;
      adherence = null;
      changed();
    },
    renewed() {
      abort.abort();
      abort = new AbortController();
      reading = null;
      failures = 0;
      isConnected = false;
      if (read === null || !mayAsk()) {
        read = null;
        plan = [];
        begin();
        changed();
      }
    },
    stop() {
      stopped = true;
      abort.abort();
      timers.stop();
      changes.clear();
    },
  };
}

/** Nothing more is asked until the next sign-in. */
const isFinal = (lack: ScheduleLack | null): boolean => lack !== null && lack.kind !== 'unread';

/** Any other state, even an unknown one, is no verdict. */
function toAdherence(state: string | null | undefined): Adherence | null {
  const folded = (state ?? '').toLowerCase();
  return folded === 'inadherence' ? 'in' : folded === 'outofadherence' ? 'out' : null;
}
