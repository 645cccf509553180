/** The signed-in person's history while one is kept: fed by the engine, switched by the settings. */
import { randomUUID } from 'node:crypto';
import { createEmitter } from '../emitter.js';
import { openHistory, type History } from '../history/history.js';
import type { ChangedBy } from '../history/history-line.js';
import type { Cancel, Clock, Log } from '../ports.js';
import type { PresenceEngine } from '../presence/engine-port.js';
import { sameId } from '../genesys/same-id.js';
import type { SettingsStore } from '../settings/settings-store.js';

export interface PersonHistoryDeps {
  /** This person's folder, inside the app's own. */
  readonly folder: string;
  readonly engine: Pick<PresenceEngine, 'view' | 'onChange' | 'onPresenceChange'>;
  readonly settings: Pick<SettingsStore, 'get' | 'onChange'>;
  readonly clock: Clock;
  readonly log: Log;
  /** The disk refuses. Reported once until it accepts something again. */
  readonly onProblem: (reason: string) => void;
}

export interface PersonHistory {
  /** Null: none is kept. */
  current(): History | null;
  /** Calls when a day's contents may have changed, and when the history starts or ends. */
  onChange(run: () => void): Cancel;
  /** Settles when the last line is on disk. */
  close(): Promise<void>;
}

export function keepHistory({ folder, engine, settings, clock, log, onProblem }: PersonHistoryDeps): PersonHistory {
  const changed = createEmitter(log, 'history');
  const run = randomUUID().slice(0, 8);
  /** Who made the latest change. The engine says so before it shows the presence. */
  let change: { readonly id: string; readonly by: ChangedBy } | null = null;
  let history: History | null = null;
  let keepDays = settings.get().historyDays;
  let stopped = false;
  let ended: Promise<unknown> = Promise.resolve();

  const follow = (): void => {
    const { history: wanted, historyDays } = settings.get();
    if (historyDays !== keepDays) {
      keepDays = historyDays;
      void history?.prune();
    }
    if (wanted === (history !== null)) return;
    if (history === null) {
      history = openHistory({ folder, keepDays: () => keepDays, clock, log, run, onProblem });
      history.onChange(() => changed.emit());
      hear();
    } else {
      ended = history.close();
      history = null;
    }
    changed.emit();
  };
  const hear = (): void => {
    const { connection, presence } = engine.view();
    const isKnown = connection.kind === 'live' || connection.kind === 'polling';
    const { current } = presence;
    if (!isKnown || current === null) return history?.heard(null, null, 'unknown');
    const { id, label, systemPresence } = current.definition;
    const by = change !== null && sameId(change.id, id) ? change.by : 'unknown';
    history?.heard({ id, label, systemPresence }, current.since, by);
  };

  const cancels = [
    engine.onPresenceChange(({ definition, by }) => {
      change = { id: definition.id, by };
    }),
    engine.onChange(hear),
    settings.onChange(follow),
  ];
  follow();

  return {
    current: () => history,
    onChange: (listener) => changed.on(listener),
    async close() {
      if (stopped) return;
      stopped = true;
      for (const cancel of cancels) cancel();
      await ended;
      await history?.close();
    },
  };
}
