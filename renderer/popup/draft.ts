/**
 * The message being edited: what it starts from, and what is sent with a pick or alone (docs/design.md §3.3). Pure
 * functions only.
 */
import { visibleText } from '../../electron/foreign-text.js';
import { isTooLong, LONGEST_MESSAGE } from '../../electron/settings/message-length.js';
import type { CurrentPresenceView, FailedPick, MessageLifetime } from '../../electron/presence/presence-view.js';

export interface Draft {
  readonly text: string;
  readonly lifetime: MessageLifetime;
  /** The person changed the text or its lifetime. */
  readonly touched: boolean;
}

export interface MessageEdit {
  readonly text: string;
  readonly lifetime: MessageLifetime;
}

export const DEFAULT_LIFETIME: MessageLifetime = { kind: 'presence' };

/** Starts from the message that just failed, so that nobody types it twice, else from the current one. */
export function startDraft(current: CurrentPresenceView | null, failed: FailedPick | null): Draft {
  if (failed !== null && failed.message !== null && failed.message !== '')
    return { text: failed.message, lifetime: DEFAULT_LIFETIME, touched: true };
  return {
    text: visibleText(current?.message ?? null) === null ? '' : (current?.message ?? ''),
    lifetime: current?.messageLifetime ?? DEFAULT_LIFETIME,
    touched: false,
  };
}

export const editText = (draft: Draft, text: string): Draft => ({ ...draft, text, touched: true });
export const editLifetime = (draft: Draft, lifetime: MessageLifetime): Draft => ({ ...draft, lifetime, touched: true });

/** White space at the ends makes no difference (docs/design.md §3.3). */
const edit = (draft: Draft): MessageEdit => ({ text: draft.text.trim(), lifetime: draft.lifetime });

/** The message to send alone. Null: nothing was changed. */
export const messageAlone = (draft: Draft | null): MessageEdit | null =>
  draft !== null && draft.touched ? edit(draft) : null;

/**
 * The message to send with a pick while the editor is open: what it shows. An untouched, empty editor sends none, and
 * main decides which message the presence keeps.
 */
export function messageWithPick(draft: Draft | null): MessageEdit | undefined {
  if (draft === null || (!draft.touched && draft.text.trim() === '')) return undefined;
  return edit(draft);
}

/** Too long to be sent alone or with a pick, until the person shortens it. */
export const isTooLongToSend = (draft: Draft | null): boolean =>
  draft !== null && isTooLong(draft.text, LONGEST_MESSAGE);

/** What remains when the popup closes or its session ends: only what a person typed. */
export const keepDraft = (draft: Draft | null): Draft | null => (draft?.touched === true ? draft : null);

/** Words that exist nowhere else yet and would be lost with the window. */
export const hasBegun = (draft: Draft | null): boolean => (keepDraft(draft)?.text.trim() ?? '') !== '';

/** The lifetimes to offer, plus the current one if a preset brought another. */
export function lifetimeChoices(current: MessageLifetime): readonly MessageLifetime[] {
  const choices: MessageLifetime[] = [
    { kind: 'presence' },
    { kind: 'untilCleared' },
    { kind: 'minutes', minutes: 15 },
    { kind: 'minutes', minutes: 30 },
    { kind: 'minutes', minutes: 60 },
  ];
  if (current.kind === 'minutes' && !choices.some((choice) => lifetimeId(choice) === lifetimeId(current)))
    choices.push(current);
  choices.push({ kind: 'untilTime', at: current.kind === 'untilTime' ? current.at : '' });
  return choices;
}

/** One word for a lifetime, as a form value. */
export const lifetimeId = (lifetime: MessageLifetime): string =>
  lifetime.kind === 'minutes' ? `minutes:${lifetime.minutes}` : lifetime.kind;
