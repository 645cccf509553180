/**
 * The agent's own reminders: "tell me after 15 minutes of Break" (docs/design.md §3.11). They come once per presence
 * and never change anything. Time counts while the machine sleeps or the app is not running. Setting the clock does
 * not.
 */
import * as v from 'valibot';
import { TimerSet } from '../../genesys/timer-set.js';
import type { Cancel, Clock } from '../../ports.js';
import type { CurrentPresenceView } from '../presence-view.js';
import type { EngineView, PresenceEngine } from '../engine-port.js';
import { isSameStart, startOnService } from '../current/presence-start.js';
import type { ServerClock } from '../current/server-clock.js';
import { ClockJump } from '../current/clock-jump.js';
import type { PresenceSignal } from '../signals.js';
import { sameId } from '../../genesys/same-id.js';

const rememberedSchema = v.object({
  definitionId: v.string(),
  /** On the service's clock, in milliseconds. Null: unknown. */
  startedAt: v.nullable(v.number()),
});

const memorySchema = v.object({ presence: v.fallback(v.nullable(rememberedSchema), null) });
/** The presence that the agent was last reminded of. */
export type LimitMemory = v.InferOutput<typeof memorySchema>;

const MINUTE_MS = 60_000;

export interface LimitsDeps {
  readonly clock: Clock;
  readonly serverClock: Pick<ServerClock, 'toLocalAhead'>;
  readonly engine: Pick<PresenceEngine, 'view' | 'onChange'>;
  /** A small store of this person's. Its contents are checked here. */
  readonly memory: { read(): unknown; write(memory: LimitMemory): void };
  signal(signal: PresenceSignal): void;
}

export interface Limits {
  /** The machine is about to sleep, so the known presence is no longer certain. */
  suspended(): void;
  resumed(): void;
  stop(): void;
}

/** One stay in a presence. It continues when only the message changes. */
interface Stay {
  readonly definitionId: string;
  readonly startedAt: number | null;
  /** The start on this machine's current wall clock. */
  readonly start: number;
  readonly reminded: boolean;
}

class LimitWatch implements Limits {
  readonly #deps: LimitsDeps;
  readonly #timers: TimerSet;
  readonly #unsubscribe: Cancel;
  #stay: Stay | null;
  /** An event may have been missed since the presence was last seen. */
  #gap = true;
  #asleep = false;
  /** A read from before this time of the wall clock proves nothing. */
  #sureFrom = -Infinity;
  readonly #clockJump: ClockJump;
  #timer: Cancel = () => undefined;
  #stopped = false;

  constructor(deps: LimitsDeps) {
    this.#deps = deps;
    this.#timers = new TimerSet(deps.clock);
    this.#clockJump = new ClockJump(deps.clock);
    const remembered = recall(deps.memory);
    this.#stay = remembered && { ...remembered, start: deps.clock.now(), reminded: true };
    this.#unsubscribe = deps.engine.onChange(() => this.#look());
    this.#look();
  }

  suspended(): void {
    this.#asleep = true;
    this.#gap = true;
    this.#timer();
  }

  resumed(): void {
    this.#asleep = false;
    this.#gap = true;
    this.#sureFrom = this.#deps.clock.now();
    // The engine reads the presence again and then calls.
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    this.#timers.stop();
  }

  #look(): void {
    if (this.#stopped) return;
    this.#timer();
    this.#followClock();
    const view = this.#deps.engine.view();
    if (this.#asleep || !this.#isSure(view)) {
      this.#gap = true;
      return;
    }
    const { current, limitMinutes } = view.presence;
    if (current === null) return;
    const stay = this.#follow(current);
    this.#gap = false;
    if (limitMinutes === null || stay.reminded) return;
    const left = limitMinutes * MINUTE_MS - (this.#deps.clock.now() - stay.start);
    if (left > 0) this.#timer = this.#timers.after(left, () => this.#look());
    else this.#remind(stay, current, limitMinutes);
  }

  #remind(stay: Stay, { definition }: CurrentPresenceView, minutes: number): void {
    // Save first: no reminder is better than the same one again after a crash.
    this.#set({ ...stay, reminded: true });
    this.#deps.signal({ kind: 'limitReached', definition, minutes, since: stay.start });
  }

  #isSure({ connection }: EngineView): boolean {
    return connection.kind === 'live' || (connection.kind === 'polling' && (connection.asOf ?? 0) >= this.#sureFrom);
  }

  /** Whether this is still the same stay depends on the definition, and after a gap also on the start. */
  #follow({ definition, since }: CurrentPresenceView): Stay {
    const before = this.#stay;
    const startedAt = startOnService(since, this.#deps.serverClock);
    const stays =
      before !== null &&
      sameId(before.definitionId, definition.id) &&
      (!this.#gap || isSameStart(before.startedAt, startedAt));
    if (!stays) {
      const start = since ?? this.#deps.clock.now();
      return this.#set({ definitionId: definition.id, startedAt, start, reminded: false });
    }
    // After a gap the service's date is more reliable than what this machine's clocks measured.
    const start = this.#gap && since !== null ? since : before.start;
    return this.#set({ ...before, startedAt: startedAt ?? before.startedAt, start });
  }

  #set(stay: Stay): Stay {
    const before = this.#stay;
    this.#stay = stay;
    const remembers = before?.reminded === true;
    const moved = before === null || before.startedAt !== stay.startedAt || before.definitionId !== stay.definitionId;
    if (stay.reminded && (!remembers || moved)) {
      const { definitionId, startedAt } = stay;
      this.#deps.memory.write({ presence: { definitionId, startedAt } });
    } else if (!stay.reminded && remembers) this.#deps.memory.write({ presence: null });
    return stay;
  }

  /** The clock was set, so the start moves by the same amount. */
  #followClock(): void {
    const jump = this.#clockJump.jump();
    if (jump !== 0 && this.#stay !== null) this.#stay = { ...this.#stay, start: this.#stay.start + jump };
  }
}

/** An unreadable store costs at most a second reminder. */
function recall(memory: LimitsDeps['memory']): LimitMemory['presence'] {
  try {
    return v.parse(memorySchema, memory.read()).presence;
  } catch {
    return null;
  }
}

export const watchLimits = (deps: LimitsDeps): Limits => new LimitWatch(deps);
