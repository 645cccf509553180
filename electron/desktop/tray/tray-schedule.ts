/** The plan in the tray's tooltip and menu: moments, nothing that ticks (docs/design.md §3.17). */
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { AppState } from '../../ipc/app-state.js';
import { activityName, type PlannedActivity } from '../../ipc/planned-activity.js';
import { clockText } from '../clock-text.js';
import { shortText } from '../short-text.js';
import { action, text, type MenuItemView } from './menu-item.js';
import { isStale } from './presence-facts.js';

/** "Scheduled: On Queue until 12:00, then Meal". Null: nothing is planned, or nobody may know. */
export function scheduleWords({ schedule, session }: AppState, texts: Texts, now: number): string | null {
  if (schedule === null || session.kind !== 'signedIn') return null;
  const { current, next } = schedule;
  const at = (time: number): string => clockText(time, now, texts.formats);
  const named = (activity: PlannedActivity): string => shortText(activityName(activity, texts), 24);
  if (current?.fullDay === true) return texts('tray.scheduledDay', { activity: named(current) });
  if (current !== null && next !== null && next.from === current.to)
    return texts('tray.scheduledThen', { activity: named(current), time: at(current.to), next: named(next) });
  if (current !== null) return texts('tray.scheduled', { activity: named(current), time: at(current.to) });
  return next === null || next.fullDay ? null : texts('tray.planned', { activity: named(next), time: at(next.from) });
}

/** The service's own verdict, if it states one. */
export function adherenceWords(state: AppState, texts: Texts): string | null {
  const adherence = isStale(state) ? null : (state.schedule?.adherence ?? null);
  return adherence === null ? null : texts(adherence === 'in' ? 'schedule.inAdherence' : 'schedule.outOfAdherence');
}

/** What is planned, and the presence that fits it if the person is in another. */
export function scheduleSection(state: AppState, texts: Texts, now: number): MenuItemView[] {
  const words = scheduleWords(state, texts, now);
  const adherence = adherenceWords(state, texts);
  if (words === null) return [];
  const offered = offeredNow(state);
  return [
    text(words),
    ...(adherence === null ? [] : [text(adherence)]),
    ...(offered === null
      ? []
      : [
          action(texts('tray.setPlanned', { label: offered.label }), {
            command: 'presence:pick',
            request: { definitionId: offered.id },
          }),
        ]),
  ];
}

/** The presence that fits what is planned now, else what comes next. Null: the person is in it. */
function offeredNow({ schedule, presence }: AppState): PlannedActivity['presence'] {
  const now = presence.current?.definition ?? null;
  const offers = [schedule?.current, schedule?.next].map((activity) => activity?.presence ?? null);
  const [current = null, next = null] = offers;
  const differs = (offer: PlannedActivity['presence']): boolean =>
    offer !== null && offer.systemPresence !== now?.systemPresence;
  return differs(current) ? current : differs(next) ? next : null;
}
