/** One line of the table: what was measured, its bound, and whether it holds. */
import { summarize, type Summary } from './statistics.js';

/** A figure's upper bounds. If there are several, all must hold. */
export interface Bound {
  /** Which figure of the runs counts. */
  readonly of: 'median' | 'p95';
  /** A multiple of the other program's figure. */
  readonly ratio?: number;
  /** In the row's own unit. */
  readonly most?: number;
  /** Added to the other program's figure, in the row's own unit. */
  readonly above?: number;
}

export interface Measurement {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'KB' | '%' | 'requests';
  /** Null: the figure is only reported. */
  readonly bound: Bound | null;
  readonly app: readonly number[];
  /** The figures it is compared with, and their name if they are not the bare app's. */
  readonly other?: readonly number[];
  readonly against?: string;
}

export interface Row {
  readonly what: string;
  readonly unit: Measurement['unit'];
  readonly bound: Bound | null;
  readonly against: string | null;
  readonly app: Summary;
  readonly other: Summary | null;
  /** The app's figure divided by the other's, for the figure the bound is about, else the median. */
  readonly ratio: number | null;
  /** Null: there is no bound. */
  readonly within: boolean | null;
}

/** Compares the runs with the bound. @throws RangeError if there are no runs, or the bound needs a missing figure */
export function toRow({ what, unit, bound, app, other, against = 'bare' }: Measurement): Row {
  const ours = summarize(app);
  const theirs = other === undefined ? null : summarize(other);
  const of = bound?.of ?? 'median';
  if (bound !== null && theirs === null && (bound.ratio !== undefined || bound.above !== undefined))
    throw new RangeError(`nothing to hold "${what}" against`);
  const ratio = theirs === null || theirs[of] === 0 ? null : ours[of] / theirs[of];
  const within =
    bound === null
      ? null
      : (bound.ratio === undefined || (ratio !== null && ratio <= bound.ratio)) &&
        (bound.most === undefined || ours[of] <= bound.most) &&
        (bound.above === undefined || (theirs !== null && ours[of] - theirs[of] <= bound.above));
  return { what, unit, bound, against: theirs === null ? null : against, app: ours, other: theirs, ratio, within };
}
