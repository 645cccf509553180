/**
 * Turns lines into stretches: which presence counted from when to when, and what is unknown. Pure functions only. Times
 * are milliseconds since the epoch.
 */
import type { ChangedBy, HistoryLine, HistoryPresence } from './history-line.js';

export interface Stretch {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** Null: unknown. */
  readonly presence: HistoryPresence | null;
  readonly by: ChangedBy;
}

/** What one line states: this presence counted during this time. */
interface Statement {
  readonly from: number;
  readonly to: number;
  /** When it was heard. If two contradict each other, the later one counts. */
  readonly heard: number;
  readonly presence: HistoryPresence;
  readonly by: ChangedBy;
}

export interface StretchOptions {
  readonly from: number;
  readonly to: number;
  /** The current run. What it heard last counts until now. */
  readonly live: { readonly run: string; readonly now: number } | null;
}

/**
 * The stretches from `from` to `to`, without a gap, in order. Neighbours differ. Two runs may have written to one file
 * (two computers with one network home). A moment is known if either run knows it.
 */
export function stretchesOf(lines: readonly HistoryLine[], options: StretchOptions): readonly Stretch[] {
  const { from, to } = options;
  if (to <= from) return [];
  const statements = statementsOf(lines, options).filter((each) => each.from < to && each.to > from);
  const begins = [...statements].sort((a, b) => a.from - b.from);
  const edges = [...new Set([from, to, ...statements.flatMap((each) => [each.from, each.to])])]
    .filter((edge) => edge >= from && edge <= to)
    .sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  let active: readonly Statement[] = [];
  let next = 0;
  let previous: Statement | null = null;
  for (const [index, edge] of edges.entries()) {
    const end = edges[index + 1];
    if (end === undefined) break;
    active = active.filter((each) => each.to > edge);
    for (let each = begins[next]; each !== undefined && each.from <= edge; each = begins[++next])
      if (each.to > edge) active = [...active, each];
    const counts = latest(active);
    const last = stretches.at(-1);
    if (last !== undefined && continues(previous, counts)) stretches[stretches.length - 1] = { ...last, to: end };
    else stretches.push({ from: edge, to: end, presence: counts?.presence ?? null, by: changedBy(active, counts) });
    previous = counts;
  }
  return stretches;
}

const latest = (statements: readonly Statement[]): Statement | null =>
  statements.reduce<Statement | null>((best, each) => (best === null || each.heard > best.heard ? each : best), null);

/** Keeps who set it when it was first heard. Hearing it again after a gap adds nothing. */
function changedBy(active: readonly Statement[], counts: Statement | null): ChangedBy {
  const tellers = active.filter((each) => each.presence.id === counts?.presence.id && each.by !== 'unknown');
  return tellers.sort((a, b) => a.heard - b.heard)[0]?.by ?? counts?.by ?? 'unknown';
}

/** The same presence continues: it was only heard again, or a later line closes a gap. */
function continues(before: Statement | null, after: Statement | null): boolean {
  if (before === null || after === null) return before === after;
  if (before === after) return true;
  return before.presence.id === after.presence.id && after.from < before.to;
}

function statementsOf(lines: readonly HistoryLine[], { live }: StretchOptions): readonly Statement[] {
  const byRun = new Map<string, HistoryLine[]>();
  for (const line of lines) {
    const own = byRun.get(line.run);
    if (own === undefined) byRun.set(line.run, [line]);
    else own.push(line);
  }
  return [...byRun].flatMap(([run, own]) => statementsOfRun(own, live?.run === run ? live.now : null));
}

function statementsOfRun(lines: readonly HistoryLine[], now: number | null): readonly Statement[] {
  const ordered = [...lines].sort((a, b) => a.at - b.at);
  const statements: Statement[] = [];
  let open: Extract<HistoryLine, { kind: 'presence' }> | null = null;
  let knownUntil = 0;
  const close = (until: number): void => {
    if (open !== null) {
      const { since, at, presence, by } = open;
      const to = Math.max(since, until);
      if (to > since) statements.push({ from: since, to, heard: at, presence, by });
    }
    open = null;
  };
  for (const line of ordered) {
    if (line.kind === 'presence') {
      // A presence counts until the next one began, not until the next one was heard.
      close(Math.min(line.since, line.at));
      open = line;
    } else if (line.kind === 'end') close(line.at);
    knownUntil = line.at;
  }
  close(now === null ? knownUntil : Math.max(knownUntil, now));
  return statements;
}
