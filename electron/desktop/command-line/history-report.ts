/** What `--history` prints. The JSON's shape is fixed (docs/design.md §5). */
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { Day } from '../../history/day.js';
import { clockTime, forTerminal, isoTime, json, span } from './report.js';

/** The end of a stretch. Null: it continues. */
const endOf = ({ stretches, open }: Day, index: number): number | null =>
  open && index === stretches.length - 1 ? null : (stretches[index]?.to ?? null);

export const historyJson = (day: Day): string =>
  json(
    day.stretches.map(({ from, presence, by }, index) => ({
      from: isoTime(from),
      to: isoTime(endOf(day, index)),
      presence: presence && { id: presence.id, label: presence.label, systemPresence: presence.systemPresence },
      by,
    })),
  );

/** For people: a line per stretch, the earliest first. */
export function historyText(day: Day, texts: Texts): string {
  const at = (time: number): string => clockTime(time, time, texts);
  return day.stretches
    .map(({ from, to, presence, by }, index) => {
      const end = endOf(day, index);
      const params = { from: at(from), to: end === null ? texts('day.now') : at(end), span: span(to - from, texts) };
      const line =
        presence === null
          ? texts('cli.history.unknown', params)
          : texts('cli.history.line', {
              ...params,
              presence: forTerminal(presence.label),
              by: texts(`day.by.${by}`),
            });
      return `${line}\n`;
    })
    .join('');
}
