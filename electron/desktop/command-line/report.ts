/**
 * What `--status`, `--watch` and `--list` print. Scripts read the JSON, so its shapes are fixed (docs/design.md §5).
 */
import type { Texts } from '../../../assets/locales/catalogue.js';
import { oneLine } from './command.js';
import type { DefinitionRef, DefinitionView } from '../../presence/presence-view.js';
import type { AppState } from '../../ipc/app-state.js';

export type StateName = 'live' | 'polling' | 'connecting' | 'lost' | 'expired' | 'signedOut' | 'signingIn' | 'starting';

/** One word for session and connection. Polling that is paused because nobody is there still counts as polling. */
export function stateName(state: AppState): StateName {
  const { session, connection } = state;
  if (session.kind !== 'signedIn') return session.kind;
  switch (connection.kind) {
    case 'none':
    case 'connecting':
      return 'connecting';
    case 'paused':
    case 'polling':
      return 'polling';
    case 'live':
    case 'lost':
      return connection.kind;
  }
}

/** Everything that may be picked, in the popup's order, including On Queue if permitted. */
export function offeredDefinitions(state: AppState): DefinitionView[] {
  const listed = state.definitions.groups.flatMap((group) => group.definitions);
  const { onQueue } = state.definitions;
  return onQueue === null || listed.some((each) => each.id === onQueue.id) ? listed : [...listed, onQueue];
}

/**
 * One line of JSON. It also escapes control characters that JSON allows: labels come from elsewhere, and a terminal
 * obeys them.
 */
export const json = (value: unknown): string =>
  `${JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

/** For terminals: labels and messages without control characters and line breaks. */
export const forTerminal = oneLine;

const reference = ({ id, label, systemPresence }: DefinitionRef): DefinitionRef => ({ id, label, systemPresence });

function statusFields(state: AppState) {
  const { current, pending, timed } = state.presence;
  const target = pending === null ? null : (pending.definition ?? current?.definition ?? null);
  return {
    state: stateName(state),
    presence: current && reference(current.definition),
    message: current?.message ?? null,
    since: isoTime(current?.since ?? null),
    pending: target && { id: target.id, label: target.label },
    routingStatus: state.routing.status,
    timed: timed && { until: isoTime(timed.until), returnTo: reference(timed.returnTo) },
  };
}

export const statusJson = (state: AppState): string => json(statusFields(state));

/** A line of `--watch --json`: the status and its time. */
export const watchJson = (state: AppState, at: number): string => json({ at: isoTime(at), ...statusFields(state) });

/** A line of `--watch`: like `statusText`, without anything that ticks. */
export function watchText(state: AppState, now: number, texts: Texts): string {
  const name = stateName(state);
  const { current, pending, timed } = state.presence;
  const parts: string[] = [];
  if (name !== 'live') parts.push(stateLine(state, name, now, texts));
  if (current !== null) {
    parts.push(forTerminal(current.definition.label));
    if (current.message) parts.push(forTerminal(current.message));
    if (current.since !== null) parts.push(texts('cli.status.since', { time: clockTime(current.since, now, texts) }));
    if (current.future !== null)
      parts.push(texts('cli.status.future', { presence: forTerminal(current.future.label) }));
  }
  if (timed !== null) {
    const presence = forTerminal(timed.returnTo.label);
    parts.push(texts('cli.set.until', { time: clockTime(timed.until, now, texts), presence }));
  }
  if (pending !== null) {
    const target = pending.definition ?? current?.definition ?? null;
    parts.push(
      target === null
        ? texts('cli.status.pendingMessage')
        : texts('cli.status.pending', { presence: forTerminal(target.label) }),
    );
  }
  if (state.routing.status !== null && state.routing.status !== 'OFF_QUEUE')
    parts.push(texts('cli.status.routing', { status: texts(`cli.routing.${state.routing.status}`) }));
  return `${parts.join(' · ')}\n`;
}

/** Null: no calendar has such a date. */
export const isoTime = (time: number | null): string | null =>
  time === null || Math.abs(time) > 8.64e15 ? null : new Date(time).toISOString();

export function listJson(state: AppState): string {
  return json(
    offeredDefinitions(state).map(({ id, label, systemPresence, primary }) => ({ id, label, systemPresence, primary })),
  );
}

/** Equal labels are told apart. There are no isolates, because terminals do not know them. */
export const plainName = ({ label, apart }: Pick<DefinitionRef, 'label' | 'apart'>): string =>
  apart === undefined ? label : `${label} (${apart.join(' · ')})`;

/** The id comes first. Ids have the same length, so labels of any script line up. */
export function listText(state: AppState): string {
  return offeredDefinitions(state)
    .map(({ id, primary, ...named }) => `${id}  ${primary ? '' : '  '}${forTerminal(plainName(named))}\n`)
    .join('');
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The time of day, with the date if it is more than half a day away. */
export function clockTime(time: number, now: number, texts: Texts): string {
  const near = Math.abs(now - time) < DAY_MS / 2;
  return new Intl.DateTimeFormat(texts.formats, {
    timeStyle: 'short',
    ...(near ? {} : { dateStyle: 'medium' }),
  }).format(time);
}

/** `3 min`, `1 h 5 min`, in whole minutes rounded up as in the popup. */
export function span(ms: number, texts: Texts): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  return minutes < 60
    ? texts('cli.span.minutes', { minutes })
    : texts('cli.span.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** `60 s`, for a limit that somebody set. */
export const seconds = (ms: number, texts: Texts): string =>
  texts('cli.span.seconds', { seconds: Math.ceil(ms / 1000) });

/** For people: one fact per line, the presence first. */
export function statusText(state: AppState, now: number, texts: Texts): string {
  const name = stateName(state);
  const { current, pending, failed, timed, otherSource } = state.presence;
  const lines: string[] = [];
  if (name !== 'live') lines.push(stateLine(state, name, now, texts));
  if (current !== null) {
    lines.push(forTerminal(current.definition.label));
    if (current.message) lines.push(texts('cli.status.message', { message: forTerminal(current.message) }));
    if (current.since !== null) {
      const since = clockTime(current.since, now, texts);
      // While unconnected the time does not tick (docs/design.md §3.14).
      lines.push(
        name === 'live' || name === 'polling'
          ? texts('cli.status.sinceFor', { time: since, span: span(now - current.since, texts) })
          : texts('cli.status.since', { time: since }),
      );
    }
    if (current.future !== null) {
      lines.push(texts('cli.status.future', { presence: forTerminal(current.future.label) }));
    }
  }
  if (timed !== null) {
    lines.push(
      texts('cli.status.timed', {
        time: clockTime(timed.until, now, texts),
        span: span(timed.until - now + MINUTE_MS - 1, texts),
        presence: forTerminal(timed.returnTo.label),
      }),
    );
  }
  if (otherSource !== null) {
    lines.push(
      otherSource === ''
        ? texts('cli.status.otherSource')
        : texts('cli.status.otherSourceNamed', { source: forTerminal(otherSource) }),
    );
  }
  if (pending !== null) {
    const target = pending.definition ?? current?.definition ?? null;
    lines.push(
      target === null
        ? texts('cli.status.pendingMessage')
        : texts('cli.status.pending', { presence: forTerminal(target.label) }),
    );
  }
  if (failed?.definition) {
    lines.push(texts('cli.status.failed', { presence: forTerminal(failed.definition.label) }));
  }
  if (state.routing.status !== null) {
    lines.push(texts('cli.status.routing', { status: texts(`cli.routing.${state.routing.status}`) }));
  }
  return lines.map((line) => `${line}\n`).join('');
}

function stateLine(state: AppState, name: Exclude<StateName, 'live'>, now: number, texts: Texts): string {
  const { kind, asOf } = state.connection;
  const { session } = state;
  if (session.kind === 'signingIn' && session.step === 'exchanging') return texts('cli.state.finishing');
  const unconnected = name === 'lost' || kind === 'paused';
  return unconnected && asOf !== null
    ? texts('cli.status.asOf', { state: texts(`cli.state.${name}`), time: clockTime(asOf, now, texts) })
    : texts(`cli.state.${name}`);
}
