/** One line of the table: what was measured, what it may be, and whether it is. */
import { summarize, type Summary } from './statistics.js';

/** What a figure may be at most; where several are given, all of them hold. */
export interface Bound {
  /** Which figure of the runs counts. */
  readonly of: 'median' | 'p95';
  /** Times the other's. */
  readonly ratio?: number;
  /** In the row's own unit. */
  readonly most?: number;
  /** Above the other's, in the row's own unit. */
  readonly above?: number;
}

export interface Measurement {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 'KB' | '%' | 'requests';
  /** Null for what is only told. */
  readonly bound: Bound | null;
  readonly app: readonly number[];
  /** What it is held against, and its name where that is not the bare app. */
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
  /** The app's figure divided by the other's, by the one that the bound is about; the medians' where there is none. */
  readonly ratio: number | null;
  /** Null where there is no bound. */
  readonly within: boolean | null;
}

/** Holds the runs against the bound. @throws RangeError where there are no runs, or the bound is about another's that is missing */
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
