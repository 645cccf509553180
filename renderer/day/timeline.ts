/**
 * Where things are on the timeline. Pure functions only. Times are milliseconds since the epoch. Places are shares of
 * the timeline's width, from 0 to 1, starting on the side where reading starts.
 */
const HOUR_MS = 3_600_000;
/** The least time shown, so that a day that has just begun is not a single broad bar. */
const LEAST_MS = 4 * HOUR_MS;

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Piece<T> {
  readonly of: T;
  readonly start: number;
  readonly width: number;
}

export interface Timeline<T, P> {
  readonly shown: Span;
  readonly actual: readonly Piece<T>[];
  readonly planned: readonly Piece<P>[];
  /** Full hours with their places, no more than fit. */
  readonly hours: readonly { readonly at: number; readonly place: number }[];
  /** Null: it is outside. */
  readonly now: number | null;
}

/**
 * @param bounds the day
 * @param known decides how much is shown: known stretches and planned activities
 * @param mostHours the most hours to label
 */
export function layOut<T extends Span, P extends Span>(
  bounds: Span,
  actual: readonly T[],
  planned: readonly P[],
  known: readonly Span[],
  now: number,
  mostHours: number,
): Timeline<T, P> {
  const shown = shownSpan(bounds, known);
  const length = shown.to - shown.from;
  const place = (at: number): number => (at - shown.from) / length;
  const pieces = <S extends Span>(spans: readonly S[]): readonly Piece<S>[] =>
    spans
      .map((of) => ({ of, from: Math.max(of.from, shown.from), to: Math.min(of.to, shown.to) }))
      .filter(({ from, to }) => to > from)
      .map(({ of, from, to }) => ({ of, start: place(from), width: (to - from) / length }));
  return {
    shown,
    actual: pieces(actual),
    planned: pieces(planned),
    hours: hoursOf(shown, mostHours).map((at) => ({ at, place: place(at) })),
    now: now >= shown.from && now <= shown.to ? place(now) : null,
  };
}

/**
 * Pieces too narrow for anything but their colour, as one path each kind. A busy day has hundreds of them, and each
 * element of its own takes a part of a millisecond.
 * @param kindOf what tells the pieces apart
 * @param at a piece's left edge and its width, in pixels
 */
export function narrowPaths<T, K>(
  pieces: readonly Piece<T>[],
  kindOf: (of: T) => K,
  at: (piece: Piece<T>) => { readonly x: number; readonly width: number },
  height: number,
): readonly { readonly kind: K; readonly path: string }[] {
  const paths = new Map<K, string>();
  for (const piece of pieces) {
    const kind = kindOf(piece.of);
    const { x, width } = at(piece);
    paths.set(kind, `${paths.get(kind) ?? ''}M${x} 0h${width}v${height}h${-width}z`);
  }
  return [...paths].map(([kind, path]) => ({ kind, path }));
}

/** From the full hour before the first thing to the full hour after the last, within the day. */
function shownSpan(bounds: Span, known: readonly Span[]): Span {
  if (known.length === 0) return bounds;
  const first = Math.max(bounds.from, Math.min(...known.map(({ from }) => from)));
  const last = Math.min(bounds.to, Math.max(...known.map(({ to }) => to)));
  const from = Math.max(bounds.from, fullHour(first));
  const to = Math.min(bounds.to, fullHour(last + HOUR_MS - 1));
  if (to - from >= LEAST_MS) return { from, to };
  const end = Math.min(bounds.to, from + LEAST_MS);
  return { from: Math.max(bounds.from, end - LEAST_MS), to: end };
}

/** The last full hour in this computer's time zone. Half-hour zones differ from UTC. */
function fullHour(at: number): number {
  const minutes = new Date(at).getMinutes();
  return Math.floor(at / 60_000) * 60_000 - minutes * 60_000;
}

function hoursOf({ from, to }: Span, most: number): number[] {
  const first = fullHour(from + HOUR_MS - 1);
  const count = Math.floor((to - first) / HOUR_MS) + 1;
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  const hours: number[] = [];
  for (let at = first; at <= to; at += step * HOUR_MS) hours.push(at);
  return hours;
}
