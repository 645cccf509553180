/** Whether the signed-in person has a schedule, and when they want to be reminded. */
import type { scheduleChannels } from '../../ipc/contract/schedule.js';
import type { Value } from '../../ipc/contract.js';
import type { PlannedActivity } from '../../ipc/planned-activity.js';
import type { Handlers } from '../../ipc/server.js';
import { objectSource } from '../../ipc/sources.js';
import type { Cancel } from '../../ports.js';
import type { ScheduleLack } from '../../schedule/schedule.js';
import { USUAL_PLAN_REMINDERS } from '../../settings/plan-reminders.js';
import type { PersonalParts } from './personal.js';

export interface ScheduleParts extends Pick<PersonalParts, 'personal'> {
  readonly schedule: {
    /** Why there is none. Null: there is one, or nobody is signed in. */
    lack(): ScheduleLack | null;
    /** What is planned in a time. Empty: nothing, or nobody may know. */
    planned(from: number, to: number): readonly PlannedActivity[];
    onChange(run: () => void): Cancel;
  };
}

type Status = Value<'schedule:status'>;

const lackOf = (lack: ScheduleLack | null): Status['lack'] =>
  lack?.kind === 'unread' && lack.problem !== null ? 'failed' : (lack?.kind ?? null);

export function scheduleHandlers({ schedule, personal }: ScheduleParts): Pick<Handlers, keyof typeof scheduleChannels> {
  const status = (): Status => ({
    lack: lackOf(schedule.lack()),
    reminders: personal.store()?.get().planReminders ?? USUAL_PLAN_REMINDERS,
  });
  return {
    'schedule:status': objectSource(status, (changed) => {
      const cancels = [schedule.onChange(changed), personal.onChange(changed)];
      return () => cancels.forEach((cancel) => cancel());
    }),
    'schedule:setReminder': ({ category, minutes }) => {
      const store = personal.store();
      if (store === null) return { ok: false, problem: { key: 'settings.signInFirst', params: {} } };
      store.set({ planReminders: { ...store.get().planReminders, [category]: minutes } });
      return { ok: true, problem: null };
    },
  };
}
