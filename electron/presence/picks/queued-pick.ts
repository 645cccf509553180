/** One pick's life: two minutes in all, whatever it waits for (docs/design.md §3.6). */
import type { ProblemText } from '../../genesys/problem.js';
import type { Clock } from '../../ports.js';
import type { DefinitionRef, FailedPick, PendingPick } from '../presence-view.js';
import type { PickPatch, PickOutcome, Pick } from './pick.js';

const PICK_LIFE_MS = 120_000;

export type WaitingFor = NonNullable<PendingPick['waitingFor']>;

export class QueuedPick {
  readonly id: number;
  /** Another one once it could be looked up in the list of definitions. */
  pick: Pick;
  /** When it is dropped, on the wall clock. */
  readonly until: number;
  /** How many changes by others had been seen when it was picked, and how many to Offline. */
  changesByOthersBefore = 0;
  offlinesBefore = 0;
  /** Session or connection were lost while it waited. */
  lostConnection = false;
  waitingFor: WaitingFor | null = null;
  /** Whether it ever waited for more than the pick before it. */
  waited = false;
  /** Failed attempts, to lengthen the pause between them. */
  failures = 0;
  /** What was last sent for it; null while nothing was. */
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

  /** What is left of its life in milliseconds. The wall clock counts too: the other one may stand still in sleep. */
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
