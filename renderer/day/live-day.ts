/** Lets today's last stretch and sums grow with the clock, without asking main. Pure functions only. */
import type { ShownDay } from '../../electron/ipc/contract/day.js';

/** @param now milliseconds since the epoch */
export function untilNow(day: ShownDay, now: number): ShownDay {
  const last = day.stretches.at(-1);
  const to = Math.min(day.to, now);
  if (!day.open || last === undefined || to <= last.to) return day;
  const more = to - last.to;
  const { presence } = last;
  return {
    ...day,
    stretches: [...day.stretches.slice(0, -1), { ...last, to }],
    unknownMs: day.unknownMs + (presence === null ? more : 0),
    totals: day.totals.map((total) =>
      total.id === presence?.id
        ? { ...total, ms: total.ms + more, longestMs: Math.max(total.longestMs, to - last.from) }
        : total,
    ),
    systemPresences: day.systemPresences.map((each) =>
      each.systemPresence === presence?.systemPresence ? { ...each, ms: each.ms + more } : each,
    ),
  };
}
