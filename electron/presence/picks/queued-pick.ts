/** A pick in the queue. It lives two minutes, whatever it waits for (docs/design.md §3.6). */
import type { ProblemText } from '../../genesys/problem.js';
import type { Clock } from '../../ports.js';
import type { DefinitionRef, FailedPick, PendingPick } from '../presence-view.js';
import type { PickPatch, PickOutcome, Pick } from './pick.js';

const PICK_LIFE_MS = 120_000;

export type WaitingFor = NonNullable<PendingPick['waitingFor']>;

export class QueuedPick {
  readonly id: number;
  /** Replaced once it could be looked up in the list of definitions. */
  pick: Pick;
  /** When it is dropped, on the wall clock. */
  readonly until: number;
  /** How many changes by others we had seen when it was picked, and how many of them to Offline. */
  changesByOthersBefore = 0;
  offlinesBefore = 0;
  /** The session or connection was lost while it waited. */
  lostConnection = false;
  waitingFor: WaitingFor | null = null;
  /** Whether it ever waited for anything but the pick before it. */
  waited = false;
  /** Each failed attempt lengthens the next pause. */
  failures = 0;
  /** The last request sent for it. Null: none. */
  lastPatch: PickPatch | null = null;
  /** The presence when it was first sent. */
  from: DefinitionRef | null = null;
  lastProblem: ProblemText | null = null;
  cancelled = false;
  readonly #born: number;
  readonly #clock: Clock;
  #settle: ((outcome: PickOutcome) => void) | null;

  constructor(clock: Clock, id: number, pick: Pick, settle: (outcome: PickOutcome) => void) {
    this.#clock = clock;
    this.id = id;
    this.pick = pick;
    this.#settle = settle;
    this.#born = clock.monotonic();
    this.until = clock.now() + PICK_LIFE_MS;
  }

  /** How many milliseconds it has left. The wall clock counts too, since the monotonic one may stop during sleep. */
  remaining(): number {
    const now = this.#clock.now();
    return Math.min(PICK_LIFE_MS - (this.#clock.monotonic() - this.#born), this.until - now);
  }

  settle(outcome: PickOutcome): void {
    this.#settle?.(outcome);
    this.#settle = null;
  }
}

export interface Failure {
  readonly entry: QueuedPick;
  readonly kind: FailedPick['kind'];
  readonly problem: ProblemText;
}
