/**
 * What becomes known about a change after its answer: a request that got no answer lands late, or the service takes back
 * what it had confirmed (design §3.3, §3.6).
 */
import type { Clock } from '../../ports.js';
import type { PickEntry } from './queued-pick.js';
import { howMuchTaken, type Ask } from './pick.js';
import { sameId, type PresenceStatement } from '../current/source-presence.js';

/** How long a request without an answer may still land. */
const MAY_LAND_MS = 120_000;
/** How long after its answer the service itself can take a change back; by then its event has come. */
export const ECHO_WITHIN_MS = 5000;

interface Unanswered {
  readonly ask: Ask;
  readonly entry: PickEntry;
  readonly until: number;
  /** The statement that showed it as landed. */
  landedAs: PresenceStatement | null;
}

interface Done {
  readonly entry: PickEntry;
  readonly ask: Ask;
  readonly at: number;
  readonly answer: PresenceStatement;
  readonly before: PresenceStatement | null;
  echoed: boolean;
}

/** `overtaken`: an earlier request landed late over it. `takenBack`: the service did not keep it. */
export type Undone = { readonly kind: 'overtaken' | 'takenBack'; readonly entry: PickEntry };

/** What a statement tells about changes that seemed to be over. */
export interface News {
  /** A request whose answer was lost has been carried out. */
  readonly landed: { readonly entry: PickEntry; readonly ask: Ask } | null;
  readonly undone: Undone | null;
}

export const NO_NEWS: News = { landed: null, undone: null };

export class Aftermath {
  readonly #clock: Clock;
  #unanswered: Unanswered[] = [];
  #done: Done | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** This request got no usable answer and may still land. */
  unanswered(entry: PickEntry, ask: Ask): void {
    this.#forgetOld();
    this.#unanswered.push({ entry, ask, until: this.#clock.monotonic() + MAY_LAND_MS, landedAs: null });
  }

  /** This change was confirmed. */
  done(entry: PickEntry, ask: Ask, answer: PresenceStatement, before: PresenceStatement | null, echoed: boolean): void {
    this.#done = { entry, ask, answer, before, echoed, at: this.#clock.monotonic() };
  }

  /** A change that seemed undone or lost shows after all; so does it if what undid it shows again. */
  revived(entry: PickEntry, ask: Ask, statement: PresenceStatement): void {
    for (const request of this.#unanswered) request.landedAs = null;
    this.done(entry, ask, statement, null, true);
  }

  /** A newer change is on its way: what becomes of the one before is no longer of interest. */
  begun(): void {
    this.#done = null;
  }

  /** Whether this presence can be the work of one of our own requests. */
  isOurs(statement: PresenceStatement): boolean {
    this.#forgetOld();
    return (
      this.#unanswered.some(({ ask, landedAs }) => landedAs === null && asksFor(ask, statement)) ||
      (this.#done !== null && asksFor(this.#done.ask, statement))
    );
  }

  /** To be told every statement that became the last word. @param previous the word before: what was so already is no sign of a request */
  heard(statement: PresenceStatement, previous: PresenceStatement | null): News {
    const done = this.#done;
    if (done !== null && howMuchTaken(done.ask, statement) === 'all') {
      done.echoed = true;
      return NO_NEWS;
    }
    const landed = this.#landed(statement, previous);
    // A request lands once; the same presence after that is somebody's own act.
    if (landed !== null) landed.landedAs = statement;
    this.#done = null;
    if (done === null) return { landed, undone: null };
    if (landed !== null) return { landed, undone: { kind: 'overtaken', entry: done.entry } };
    const soon = this.#clock.monotonic() - done.at <= ECHO_WITHIN_MS;
    const takenBack = !done.echoed && takesBack(done, statement, soon);
    return { landed, undone: takenBack ? { kind: 'takenBack', entry: done.entry } : null };
  }

  #landed(statement: PresenceStatement, previous: PresenceStatement | null): Unanswered | null {
    this.#forgetOld();
    const isSo = (ask: Ask, said: PresenceStatement | null): boolean =>
      said !== null && howMuchTaken(ask, said) === 'all';
    const showsIt = ({ ask, landedAs }: Unanswered): boolean =>
      landedAs === null ? isSo(ask, statement) && !isSo(ask, previous) : landedAs === statement;
    return this.#unanswered.find(showsIt) ?? null;
  }

  #forgetOld(): void {
    const now = this.#clock.monotonic();
    this.#unanswered = this.#unanswered.filter(({ until }) => until > now);
  }
}

const asksFor = (ask: Ask, statement: PresenceStatement): boolean =>
  ask.definitionId !== null && sameId(ask.definitionId, statement.definition.id);

/**
 * A later change by somebody else carries a later date. The service's own refusal carries the same or none, or goes back to
 * where it was or to Offline, as it does for people who are not logged in anywhere else (genesys.md §2.4).
 */
function takesBack(done: Done, statement: PresenceStatement, soon: boolean): boolean {
  const later =
    statement.modifiedAt !== null && done.answer.modifiedAt !== null && statement.modifiedAt > done.answer.modifiedAt;
  if (!later) return true;
  if (!soon || done.ask.definitionId === null) return false;
  const back = done.before !== null && sameId(done.before.definition.id, statement.definition.id);
  return back || statement.definition.systemPresence === 'Offline';
}
