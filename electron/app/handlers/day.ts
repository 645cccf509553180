/** A day of the person's own presence, for _My day_. */
import type { Day } from '../../history/day.js';
import type { History } from '../../history/history.js';
import type { ChangeResult } from '../../ipc/app-state.js';
import type { Value } from '../../ipc/contract.js';
import type { dayChannels, ShownDay } from '../../ipc/contract/day.js';
import type { PlannedActivity } from '../../ipc/planned-activity.js';
import type { Handlers } from '../../ipc/server.js';
import type { Cancel } from '../../ports.js';
import type { SettingsStore } from '../../settings/settings-store.js';
import { changeSettings } from './change-settings.js';
import type { ScheduleParts } from './schedule.js';

export interface DayParts {
  readonly settings: SettingsStore;
  readonly history: {
    /** Null: nobody is signed in, or no history is kept. */
    current(): History | null;
    signedIn(): boolean;
    readonly limitMinutes: (definitionId: string) => number | null;
    /** Calls when a day's contents may have changed, and when somebody signs in or out. */
    onChange(run: () => void): Cancel;
  };
  readonly schedule: Pick<ScheduleParts['schedule'], 'planned' | 'onChange'>;
  /**
   * Asks the person for a place and writes the file. @returns the file system's words if it failed. Null: written or
   * cancelled
   */
  saveFile(name: string, content: string): Promise<string | null>;
}

type DaysValue = Value<'day:days'>;

const TAKEN: ChangeResult = { ok: true, problem: null };

export function dayHandlers({
  settings,
  history,
  schedule,
  ...parts
}: DayParts): Pick<Handlers, keyof typeof dayChannels> {
  const start = (): number => settings.get().dayStartsAtMinutes;
  const onChange = (run: () => void): Cancel => {
    const cancels = [history.onChange(run), settings.onChange(run), schedule.onChange(run)];
    return () => cancels.forEach((cancel) => cancel());
  };

  const days = async (): Promise<DaysValue> => {
    const { history: wanted, historyDays, export: mayExport } = settings.get();
    const kept = history.current();
    const today = kept?.today(start()) ?? '';
    const found = kept === null ? [] : await kept.days(start());
    return {
      days: kept === null ? [] : [today, ...found.filter((date) => date < today)],
      today,
      kept: keptState(wanted),
      keptDays: historyDays,
      startsAtMinutes: start(),
      startLocked: settings.lockedBy('dayStartsAtMinutes') !== null,
      mayExport,
    };
  };
  const keptState = (wanted: boolean): DaysValue['kept'] => {
    if (wanted) return history.signedIn() ? 'yes' : 'signedOut';
    return settings.lockedBy('history') === 'policy' ? 'offByPolicy' : 'off';
  };
  const shown = async (date: string | null): Promise<ShownDay | null> => {
    const kept = history.current();
    if (kept === null) return null;
    const day = await kept.day(date ?? kept.today(start()), start());
    return day === null ? null : shownDay(day, schedule.planned(day.bounds.from, day.bounds.to), history.limitMinutes);
  };

  return {
    'day:days': (_params, follower) => follow(days, onChange, (value) => follower.snapshot(value)),
    'day:shown': ({ date }, follower) =>
      follow(
        () => shown(date),
        onChange,
        (day) => follower.snapshot({ day }),
      ),
    'day:export': async ({ date }) => {
      const day = settings.get().export ? await history.current()?.day(date, start()) : null;
      if (day == null) return { ok: false, problem: { key: 'day.none', params: {} } };
      // The CSV library is loaded only for an export.
      const { dayCsv } = await import('../../history/history-csv.js');
      const reason = await parts.saveFile(`presences-${date}.csv`, dayCsv(day));
      return reason === null ? TAKEN : { ok: false, problem: { key: 'day.exportFailed', params: { reason } } };
    },
    'day:forget': ({ date }) => history.current()?.forget(date, start()),
    'day:setStart': ({ minutes }) => changeSettings(settings, { dayStartsAtMinutes: minutes }),
  };
}

/** Reads again after each change, one read at a time. A result that a change overtook is not sent. */
function follow<V>(read: () => Promise<V>, onChange: (run: () => void) => Cancel, tell: (value: V) => void): Cancel {
  const state = { ended: false, reading: false, again: false };
  const isWanted = (): boolean => state.again && !state.ended;
  const look = async (): Promise<void> => {
    state.again = true;
    if (state.reading) return;
    state.reading = true;
    try {
      while (isWanted()) {
        state.again = false;
        const value = await read();
        if (!state.ended && !isWanted()) tell(value);
      }
    } finally {
      state.reading = false;
    }
  };
  void look();
  const cancel = onChange(() => void look());
  return () => {
    state.ended = true;
    cancel();
  };
}

const shownDay = (
  { date, bounds, stretches, open, totals }: Day,
  planned: readonly PlannedActivity[],
  limit: (id: string) => number | null,
): ShownDay => ({
  date,
  from: bounds.from,
  to: bounds.to,
  stretches: [...stretches],
  open,
  planned: [...planned],
  totals: totals.presences.map((total) => ({ ...total, limitMinutes: limit(total.id) })),
  systemPresences: [...totals.systemPresences],
  unknownMs: totals.unknownMs,
});
