/**
 * *Keep watching*: up to 200 chosen people are followed also with the window closed, so that each can raise one
 * notification when they are longer in a presence than the person's own threshold. Kept in memory: it ends with the
 * session.
 */
import type { SystemPresence } from '../genesys/system-presence.js';
import { createEmitter } from '../emitter.js';
import { lookUp } from '../look-up.js';
import type { Cancel } from '../ports.js';
import type { FoundPerson } from './person-state.js';
import { openTeam, type TeamDeps, type TeamView } from './team-view.js';
import type { TeamRow } from './team-row.js';

export const MOST_WATCHED = 200;

/** Minutes after which a presence is too long, by its system presence. */
export type Thresholds = Readonly<Record<string, number>>;

export interface WatchDeps extends TeamDeps {
  thresholds(): Thresholds;
  onThresholds(run: () => void): Cancel;
  /** Told once for each stretch of a person in a presence. */
  tooLong(row: TeamRow, minutes: number): void;
}

export interface KeepWatching {
  people(): readonly FoundPerson[];
  /** @returns false where there would be too many */
  add(people: readonly FoundPerson[]): boolean;
  remove(ids: readonly string[]): void;
  onChange(run: () => void): Cancel;
  sessionExpired(): void;
  sessionRenewed(): void;
  resumed(): void;
  stop(): void;
}

const MINUTE_MS = 60_000;

export const thresholdOf = (thresholds: Thresholds, systemPresence: SystemPresence): number | null =>
  lookUp(thresholds, systemPresence) ?? null;

export function keepWatching(deps: WatchDeps): KeepWatching {
  const { clock } = deps;
  const people = new Map<string, FoundPerson>();
  const changes = createEmitter(deps.log, 'watched people');
  /** Whose stretch was told, by when it began. */
  const told = new Map<string, string>();
  let view: TeamView | null = null;
  let cancelTimer: Cancel = () => undefined;

  /** Tells what is due, and sleeps until the next. */
  const look = (): void => {
    cancelTimer();
    let next = Infinity;
    for (const row of view?.rows() ?? []) {
      const minutes = row.presence === null ? null : thresholdOf(deps.thresholds(), row.presence.systemPresence);
      if (minutes === null || row.presence === null || row.since === null) continue;
      const stretch = `${row.presence.id} ${row.since}`;
      if (told.get(row.id) === stretch) continue;
      const due = row.since + minutes * MINUTE_MS;
      if (due > clock.now()) next = Math.min(next, due);
      else {
        told.set(row.id, stretch);
        deps.tooLong(row, minutes);
      }
    }
    if (next < Infinity) cancelTimer = clock.after(Math.max(1, next - clock.now()), look);
  };

  const reopen = (): void => {
    view?.close();
    view = null;
    cancelTimer();
    if (people.size > 0)
      view = openTeam(
        deps,
        {
          find: (_client, found) => {
            found([...people.values()]);
            return Promise.resolve(false);
          },
          sourceId: null,
          mostChannels: 1,
        },
        { rows: look, status: () => undefined },
      );
    changes.emit();
  };
  const cancelThresholds = deps.onThresholds(look);

  return {
    people: () => [...people.values()],
    add(more) {
      const fresh = more.filter(({ id }) => !people.has(id));
      if (people.size + fresh.length > MOST_WATCHED) return false;
      for (const person of fresh) people.set(person.id, person);
      if (fresh.length > 0) reopen();
      return true;
    },
    remove(ids) {
      const before = people.size;
      for (const id of ids) {
        people.delete(id);
        told.delete(id);
      }
      if (people.size !== before) reopen();
    },
    onChange: (run) => changes.on(run),
    sessionExpired: () => view?.sessionExpired(),
    sessionRenewed: () => view?.sessionRenewed(),
    resumed: () => view?.resumed(),
    stop() {
      cancelThresholds();
      cancelTimer();
      view?.close();
      view = null;
      people.clear();
      changes.clear();
    },
  };
}
