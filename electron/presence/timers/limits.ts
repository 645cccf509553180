/**
 * The agent's own reminders: "tell me after 15 minutes of Break" (docs/design.md §3.11). They remind once for each
 * presence and never change anything. Time that passes while the machine sleeps or the app is not running counts; a
 * clock that somebody sets does not.
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
import { sameId } from '../current/source-presence.js';

const rememberedSchema = v.object({
  definitionId: v.string(),
  /** On the service's clock, in milliseconds; null: not known. */
  startedAt: v.nullable(v.number()),
});

const memorySchema = v.object({ presence: v.fallback(v.nullable(rememberedSchema), null) });
/** Of which presence the agent was reminded. */
export type LimitMemory = v.InferOutput<typeof memorySchema>;

/** In milliseconds. */
const MINUTE_MS = 60_000;

export interface LimitsDeps {
  readonly clock: Clock;
  readonly serverClock: Pick<ServerClock, 'toLocalAhead'>;
  readonly engine: Pick<PresenceEngine, 'view' | 'onChange'>;
  /** A small store of this person's; what it holds is checked here. */
  readonly memory: { read(): unknown; write(memory: LimitMemory): void };
  signal(signal: PresenceSignal): void;
}

export interface Limits {
  /** The machine is about to sleep: what is known of the presence is no longer sure. */
  suspended(): void;
  resumed(): void;
  stop(): void;
}

/** One stay in a presence, however often its message changes. */
interface Stay {
  readonly definitionId: string;
  readonly startedAt: number | null;
  /** The start on this machine's wall clock as it goes now. */
  readonly start: number;
  readonly reminded: boolean;
}

class LimitWatch implements Limits {
  readonly #deps: LimitsDeps;
  readonly #timers: TimerSet;
  readonly #unsubscribe: Cancel;
  #stay: Stay | null;
  /** Something may have been missed since the presence was last seen. */
  #gap = true;
  #asleep = false;
  /** What was read before this moment of the wall clock proves nothing. */
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
    // The engine reads the presence again and then tells.
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
    // Remembered first: rather no reminder than the same one again after a crash.
    this.#set({ ...stay, reminded: true });
    this.#deps.signal({ kind: 'limitReached', definition, minutes, since: stay.start });
  }

  #isSure({ connection }: EngineView): boolean {
    return connection.kind === 'live' || (connection.kind === 'polling' && (connection.asOf ?? 0) >= this.#sureFrom);
  }

  /** Whether the presence seen now is the one seen before decides its definition; after a gap also its start. */
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
    // After a gap the service's date is truer than what the clocks of this machine told in between.
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

  /** Somebody set the clock: the presence began as long ago as before. */
  #followClock(): void {
    const jump = this.#clockJump.jump();
    if (jump !== 0 && this.#stay !== null) this.#stay = { ...this.#stay, start: this.#stay.start + jump };
  }
}

/** A store that cannot be read costs at most a second reminder. */
function recall(memory: LimitsDeps['memory']): LimitMemory['presence'] {
  try {
    return v.parse(memorySchema, memory.read()).presence;
  } catch {
    return null;
  }
}

export const watchLimits = (deps: LimitsDeps): Limits => new LimitWatch(deps);
