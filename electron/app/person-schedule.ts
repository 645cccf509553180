/** The signed-in person's schedule: read by `schedule/`, shown beside the presence, with reminders. */
import type { Texts } from '../../assets/locales/catalogue.js';
import type { DefinitionView } from '../presence/presence-view.js';
import type { PresenceEngine } from '../presence/engine-port.js';
import type { PresenceSignal } from '../presence/signals.js';
import type { ServerClock } from '../presence/current/server-clock.js';
import type { PersonalStore } from '../settings/personal-store.js';
import { minutesBefore } from '../settings/plan-reminders.js';
import { activityName, type PlannedActivity, type ScheduleView } from '../ipc/planned-activity.js';
import type { Cancel, Clock, Log } from '../ports.js';
import { fittingPresence, meantPresence, type Pickable } from '../schedule/fitting-presence.js';
import { activitiesIn, type Activity } from '../schedule/plan.js';
import { createReminders, type PlanReminder } from '../schedule/reminders.js';
import type { Schedule, ScheduleLack } from '../schedule/schedule.js';

export interface PersonScheduleDeps {
  readonly schedule: Schedule;
  readonly engine: PresenceEngine;
  readonly personal: Pick<PersonalStore, 'get' | 'set'>;
  readonly serverClock: Pick<ServerClock, 'toLocalAhead'>;
  readonly clock: Clock;
  readonly log: Log;
  texts(): Texts;
  signal(signal: PresenceSignal): void;
}

export interface PersonSchedule {
  view(): ScheduleView;
  /** Why there is none. Null: there is one. */
  lack(): ScheduleLack | null;
  /** What is planned in a time, on this machine's clock. */
  planned(from: number, to: number): readonly PlannedActivity[];
  onChange(run: () => void): Cancel;
  /** Settles when it is known whether there is a schedule, after five seconds at most. */
  settled(): Promise<void>;
  renewed(): void;
  stop(): void;
}

/** As long as somebody waits at a command line. */
const SETTLES_WITHIN_MS = 5_000;

export function followSchedule(deps: PersonScheduleDeps): PersonSchedule {
  const { schedule, engine, personal, serverClock, clock } = deps;
  const local = (at: number): number => serverClock.toLocalAhead(at);
  const pickable = (): Pickable<DefinitionView> => {
    const { groups, onQueue } = engine.view().definitions;
    return { definitions: groups.flatMap((group) => group.definitions), onQueue };
  };
  const shown = (activity: Activity, choices = pickable()): PlannedActivity => {
    const offered = fittingPresence(activity, choices);
    return {
      from: local(activity.from),
      to: local(activity.to),
      name: activity.name,
      category: activity.category,
      fullDay: activity.fullDay,
      presence: offered && { id: offered.id, label: offered.label, systemPresence: offered.systemPresence },
      systemPresence: meantPresence(activity, choices),
    };
  };

  const remind = (reminder: PlanReminder): void => {
    const { name, category, from, to, presence } = shown(reminder.activity);
    const activity = activityName({ name, category }, deps.texts());
    const { current } = engine.view().presence;
    if (reminder.kind === 'soon')
      deps.signal({ kind: 'plannedSoon', activity, at: from, minutes: reminder.minutes, offers: presence });
    else if (current !== null)
      deps.signal({ kind: 'plannedDiffers', activity, until: to, current: current.definition, offers: presence });
  };
  const reminders = createReminders({
    clock,
    schedule,
    minutesBefore: (category) => minutesBefore(personal.get().planReminders, category),
    doing(activity) {
      const { connection, presence, definitions } = engine.view();
      const isSure = connection.kind === 'live' || connection.kind === 'polling';
      if (!isSure || presence.current === null || presence.pending !== null || definitions.kind !== 'ready')
        return 'unknown';
      const meant = meantPresence(activity, pickable());
      if (meant === null) return 'open';
      return presence.current.definition.systemPresence === meant ? 'fits' : 'differs';
    },
    isBusy: () => {
      const { status } = engine.view().routing;
      return status === null || status === 'INTERACTING' || status === 'COMMUNICATING';
    },
    memory: {
      read: () => personal.get().planReminded,
      write: (planReminded) => personal.set({ planReminded: [...planReminded] }),
    },
    remind,
  });

  const follow = (): void => {
    const { kind } = engine.view().connection;
    if (kind === 'live' || kind === 'polling') schedule.connected();
    else schedule.disconnected();
    reminders.look();
  };
  const cancel = engine.onChange(follow);

  return {
    view() {
      const { lack, current, next, adherence, asOf } = schedule.view();
      if (lack !== null) return null;
      return { current: current && shown(current), next: next && shown(next), adherence, asOf };
    },
    lack: () => schedule.view().lack,
    planned(from, to) {
      const choices = pickable();
      const activities = activitiesIn(schedule.view().plan, from - (local(from) - from), to - (local(to) - to));
      return activities.map((each) => shown(each, choices));
    },
    onChange: (run) => schedule.onChange(run),
    settled: () =>
      new Promise((resolve) => {
        const cancels: Cancel[] = [];
        const look = (): void => {
          const { lack } = schedule.view();
          if (lack === null || lack.kind !== 'unread' || lack.problem !== null) finish();
        };
        const finish = (): void => {
          for (const each of cancels) each();
          resolve();
        };
        cancels.push(schedule.onChange(look), clock.after(SETTLES_WITHIN_MS, finish));
        look();
      }),
    renewed: () => schedule.renewed(),
    stop() {
      cancel();
      reminders.stop();
      schedule.stop();
    },
  };
}
