/** What `--schedule` prints. The JSON's shape is fixed (docs/design.md §5). */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { activityName, type PlannedActivity } from '../../ipc/planned-activity.js';
import { clockTime, forTerminal, isoTime, json } from './report.js';

export const scheduleJson = (planned: readonly PlannedActivity[], texts: Texts): string =>
  json(
    planned.map((activity) => ({
      from: isoTime(activity.from),
      to: isoTime(activity.to),
      name: activityName(activity, texts),
      category: activity.category,
    })),
  );

/** For people: a line per activity. */
export const scheduleText = (planned: readonly PlannedActivity[], now: number, texts: Texts): string =>
  planned
    .map((activity) => {
      const name = forTerminal(activityName(activity, texts));
      if (activity.fullDay) return `${name}\n`;
      const [from, to] = [activity.from, activity.to].map((time) => clockTime(time, now, texts));
      return `${texts('cli.schedule.line', { from: from ?? '', to: to ?? '', activity: name })}\n`;
    })
    .join('');
