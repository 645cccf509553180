/** Requests a second, told as a curve. */

export interface Curve {
  /** One figure for each second. */
  readonly perSecond: readonly number[];
  readonly most: number;
  readonly mean: number;
  readonly total: number;
}

/** @param times in milliseconds @param to exclusive */
export function curveOf(times: readonly number[], from: number, to: number): Curve {
  const perSecond = Array.from({ length: Math.max(1, Math.ceil((to - from) / 1000)) }, () => 0);
  let total = 0;
  for (const time of times) {
    if (time < from || time >= to) continue;
    const at = Math.floor((time - from) / 1000);
    perSecond[at] = (perSecond[at] ?? 0) + 1;
    total += 1;
  }
  return { perSecond, most: Math.max(...perSecond), mean: total / perSecond.length, total };
}

const BARS = '▁▂▃▄▅▆▇█';

/** At most `width` characters. Each stands for the worst second of its part, so that no spike is lost. */
export function sparkline({ perSecond, most }: Curve, width = 60): string {
  const share = Math.max(1, perSecond.length / width);
  const worst = Array.from({ length: Math.ceil(perSecond.length / share) }, (_, at) =>
    Math.max(0, ...perSecond.slice(Math.floor(at * share), Math.floor((at + 1) * share))),
  );
  return worst
    .map((figure) => (figure === 0 ? ' ' : (BARS[Math.ceil((figure / most) * BARS.length) - 1] ?? ' ')))
    .join('');
}
