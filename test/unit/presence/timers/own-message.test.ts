/** Whose the current message is, and when its time is over. That it then goes is in message-end.test.ts. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../electron/ports.js';
import type { SourcePresence } from '../../../../electron/presence/current/source-presence.js';
import type { Pick, PickPatch } from '../../../../electron/presence/picks/pick.js';
import type { MessageLifetime } from '../../../../electron/presence/presence-view.js';
import type { OwnMessage } from '../../../../electron/presence/saved-presence.js';
import { endOf, OwnMessages } from '../../../../electron/presence/timers/own-message.js';

const MINUTE = 60_000;
const at = (hours: number, minutes = 0, day = 21): number => new Date(2026, 10, day, hours, minutes).getTime();
const NOON = at(12);
const tenMinutes: MessageLifetime = { kind: 'minutes', minutes: 10 };
const untilOne: MessageLifetime = { kind: 'untilTime', at: '13:00' };
const forever: MessageLifetime = { kind: 'untilCleared' };

const stands = (message: string | null): SourcePresence => ({ message }) as unknown as SourcePresence;

/** At noon, with a wall clock that somebody may set. */
function desk(remembered: OwnMessage | null = null) {
  let set = 0;
  let passed = 0;
  const clock: Clock = {
    now: () => NOON + passed + set,
    monotonic: () => passed,
    sinceBoot: () => passed,
    after: () => () => undefined,
  };
  const saved: (OwnMessage | null)[] = [];
  const messages = new OwnMessages(clock, remembered, (own) => saved.push(own));
  return {
    messages,
    saved,
    pass: (ms: number) => (passed += ms),
    setClock: (ms: number) => (set += ms),
    confirm: (text: string | null, lifetime: MessageLifetime | null) =>
      messages.applied({ edited: lifetime === null ? null : { text: text ?? '', lifetime } } as unknown as Pick, {
        definitionId: null,
        message: text,
        primary: false,
      } satisfies PickPatch),
  };
}

describe('the end of a message', () => {
  it('is so many minutes from now, or the next time that the clock shows that time', () => {
    expect(endOf(tenMinutes, NOON)).toBe(at(12, 10));
    expect(endOf(untilOne, NOON)).toBe(at(13));
    expect(endOf({ kind: 'untilTime', at: '11:59' }, NOON)).toBe(at(11, 59, 22));
    expect(endOf({ kind: 'untilTime', at: '12:00' }, NOON)).toBe(at(12, 0, 22));
  });

  it('is none where it lasts until it is cleared, or as long as the presence', () => {
    expect([forever, { kind: 'presence' } as const].map((lifetime) => endOf(lifetime, NOON))).toEqual([null, null]);
  });

  it('keeps its minutes where somebody sets the clock, forward or back', () => {
    for (const by of [60 * MINUTE, -60 * MINUTE]) {
      const { messages, confirm, setClock, pass } = desk();
      confirm('soup', tenMinutes);
      pass(4 * MINUTE);
      setClock(by);
      expect(messages.endOf(stands('soup'))).toBe(at(12, 10) + by);
    }
  });

  it('stays at its time of day, and of one without an end there is none, whatever the clock is set to', () => {
    for (const [lifetime, end] of [
      [untilOne, at(13)],
      [forever, null],
    ] as const) {
      const { messages, confirm, setClock } = desk();
      confirm('soup', lifetime);
      setClock(30 * MINUTE);
      expect(messages.endOf(stands('soup'))).toBe(end);
    }
  });

  it('is not written again where time only passes', () => {
    const { messages, saved, confirm, pass } = desk();
    confirm('soup', tenMinutes);
    pass(5 * MINUTE);
    messages.endOf(stands('soup'));
    expect(saved).toHaveLength(1);
  });
});

describe('a message', () => {
  it('is ours once its pick was confirmed, without the spaces around it', () => {
    const { messages, saved, confirm } = desk();
    confirm(' soup ', tenMinutes);
    expect(saved).toEqual([{ text: 'soup', lifetime: tenMinutes, until: at(12, 10) }]);
    expect(messages.lifetimeOf(stands('soup'))).toEqual(tenMinutes);
  });

  it('of which nothing is left is none', () => {
    const { messages, saved, confirm } = desk({ text: 'soup', lifetime: forever, until: null });
    confirm('  ', tenMinutes);
    expect(saved).toEqual([null]);
    expect(messages.lifetimeOf(stands(''))).toBeNull();
  });

  it('stays ours through a pick that says nothing of it', () => {
    const { messages, confirm } = desk({ text: 'soup', lifetime: forever, until: null });
    confirm(null, null);
    expect(messages.lifetimeOf(stands('soup'))).toEqual(forever);
  });

  it('is no longer ours once the service says another one, and still is where it says none', () => {
    const { messages, saved } = desk({ text: 'soup', lifetime: forever, until: null });
    messages.heard(stands(null));
    messages.heard(stands('soup '));
    expect(saved).toEqual([]);
    messages.heard(stands('see me'));
    expect(saved).toEqual([null]);
    messages.heard(stands('see me again'));
    expect(saved).toEqual([null]);
  });

  it('that somebody else wrote has no lifetime and no end of ours', () => {
    const { messages } = desk({ text: 'soup', lifetime: tenMinutes, until: at(12, 10) });
    for (const presence of [null, stands(null), stands('see me')])
      expect([messages.lifetimeOf(presence), messages.endOf(presence)]).toEqual([null, null]);
    expect(desk().messages.lifetimeOf(stands('soup'))).toBeNull();
  });
});
