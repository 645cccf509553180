import { describe, expect, it } from 'vitest';
import {
  editLifetime,
  editText,
  hasBegun,
  isTooLongToSend,
  keepDraft,
  lifetimeChoices,
  lifetimeId,
  messageAlone,
  messageWithPick,
  startDraft,
} from '../../../renderer/popup/draft.js';
import { LONGEST_MESSAGE } from '../../../electron/settings/message-length.js';
import { lifetimeText, nextFullHour } from '../../../renderer/shared/lifetime.js';
import { makeTimes } from '../../../renderer/shared/time.js';
import { english } from '../english.js';
import { fixtures } from '../../preview/fixtures.js';

const current = fixtures['live']!.presence.current!;
const presence = { kind: 'presence' } as const;

describe('a message being edited', () => {
  it('starts from the current one with its lifetime', () => {
    expect(startDraft({ ...current, messageLifetime: { kind: 'untilCleared' } }, null)).toEqual({
      text: 'back soon',
      lifetime: { kind: 'untilCleared' },
      touched: false,
    });
  });

  it('starts from the one that was refused, so that nothing is typed twice', () => {
    const failed = fixtures['refused-retry']!.presence.failed;
    expect(startDraft(current, failed)).toEqual({ text: 'with Bo', lifetime: presence, touched: true });
  });

  it('is not sent where it is too long, by the length that would be sent', () => {
    const long = 'x'.repeat(LONGEST_MESSAGE);
    expect(isTooLongToSend(null)).toBe(false);
    expect(isTooLongToSend(editText(startDraft(current, null), `  ${long}  `))).toBe(false);
    expect(isTooLongToSend(editText(startDraft(current, null), `${long}x`))).toBe(true);
    // It was set elsewhere, where longer ones may be possible. The app says so and does not cut it.
    expect(isTooLongToSend(startDraft({ ...current, message: `${long}x` }, null))).toBe(true);
  });

  it('goes out alone only where something was changed, without white space around it', () => {
    const draft = startDraft(current, null);
    expect(messageAlone(draft)).toBeNull();
    expect(messageAlone(null)).toBeNull();
    expect(messageAlone(editText(draft, '  back at 10:40 '))).toEqual({ text: 'back at 10:40', lifetime: presence });
    expect(messageAlone(editLifetime(draft, { kind: 'untilCleared' }))).toEqual({
      text: 'back soon',
      lifetime: { kind: 'untilCleared' },
    });
    expect(messageAlone(editText(draft, ''))).toEqual({ text: '', lifetime: presence });
  });

  it('goes out with a pick as the editor shows it', () => {
    const draft = startDraft(current, null);
    expect(messageWithPick(draft)).toEqual({ text: 'back soon', lifetime: presence });
    expect(messageWithPick(editText(draft, ''))).toEqual({ text: '', lifetime: presence });
  });

  it('leaves the message to main where the editor is closed, or open, empty and untouched', () => {
    expect(messageWithPick(null)).toBeUndefined();
    expect(messageWithPick(startDraft({ ...current, message: null }, null))).toBeUndefined();
    expect(messageWithPick(startDraft({ ...current, message: '' }, null))).toBeUndefined();
  });

  it('survives the popup’s closing where something was typed', () => {
    const draft = startDraft(current, null);
    expect(keepDraft(draft)).toBeNull();
    expect(keepDraft(editText(draft, 'half a sen'))?.text).toBe('half a sen');
  });
});

describe('words that would be lost with the window', () => {
  it('are those somebody typed and has not sent', () => {
    const draft = startDraft(current, null);
    expect(hasBegun(null)).toBe(false);
    expect(hasBegun(draft)).toBe(false);
    expect(hasBegun(editText(draft, ' '))).toBe(false);
    expect(hasBegun(editText(draft, 'half a sen'))).toBe(true);
  });
});

describe('how long a message lasts', () => {
  it('offers what a preset brought besides the usual', () => {
    const ids = (minutes: number): string[] => lifetimeChoices({ kind: 'minutes', minutes }).map(lifetimeId);
    expect(ids(45)).toContain('minutes:45');
    expect(new Set(ids(30)).size).toBe(ids(30).length);
  });

  it('starts a time of day at the next full hour', () => {
    expect(nextFullHour(new Date(2026, 10, 21, 10, 41).getTime())).toBe('11:00');
    expect(nextFullHour(new Date(2026, 10, 21, 23, 5).getTime())).toBe('00:00');
  });
});

describe('how long a message lasts is said', () => {
  const t = english;
  const times = makeTimes(t, 'en-GB');
  const now = new Date(2026, 10, 21, 10, 41).getTime();
  it.each([
    [{ kind: 'presence' }, 'Keep for this presence'],
    [{ kind: 'untilCleared' }, 'Keep until I clear it'],
    [{ kind: 'minutes', minutes: 45 }, 'Keep for 45 min'],
    [{ kind: 'untilTime', at: '17:30' }, 'Keep until 17:30'],
    [{ kind: 'untilTime', at: '08:05' }, 'Keep until 8:05'],
  ] as const)('%o', (lifetime, words) => {
    expect(lifetimeText(t, times, lifetime, now)).toBe(words);
  });
});
