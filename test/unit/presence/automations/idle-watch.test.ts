/** When we report that nobody is there, and that somebody is back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchIdle } from '../../../../electron/presence/automations/idle-watch.js';
import { fakeClock } from '../../desktop/fake-clock.js';

const MINUTE = 60_000;

function desk(first: number | null = 10) {
  const time = fakeClock();
  const { clock } = time;
  let usedAt = 0;
  let told = true;
  let minutes = first;
  let looks = 0;
  const said: string[] = [];
  const watch = watchIdle({
    clock,
    idleSeconds: () => {
      looks += 1;
      return told ? Math.floor((clock.now() - usedAt) / 1_000) : 'unknown';
    },
    minutes: () => minutes,
    idle: () => said.push(`idle ${clock.now() / MINUTE}`),
    active: () => said.push(`active ${Math.round(clock.now() / MINUTE)}`),
  });
  return {
    said,
    watch,
    pass: (ms: number) => time.pass(ms),
    waiting: () => time.waiting(),
    looks: () => looks,
    /** Keyboard or mouse. */
    uses: () => (usedAt = clock.now()),
    tells: (now: boolean) => (told = now),
    wants(next: number | null) {
      minutes = next;
      watch.look();
    },
  };
}

describe('somebody who leaves the desk', () => {
  it('is away after the minutes they set, and back with the first key', () => {
    const ada = desk();
    ada.pass(5 * MINUTE);
    ada.uses();
    ada.pass(9 * MINUTE);
    expect(ada.said).toEqual([]);
    ada.pass(MINUTE);
    expect(ada.said).toEqual(['idle 15']);
    ada.pass(60 * MINUTE);
    ada.uses();
    ada.pass(5_000);
    expect(ada.said).toEqual(['idle 15', 'active 75']);
    ada.pass(10 * MINUTE);
    expect(ada.said).toHaveLength(3);
  });

  it('is looked after no oftener than needed, and not at all where nobody wants to know', () => {
    const ada = desk();
    for (let minute = 0; minute < 60; minute += 1) {
      ada.uses();
      ada.pass(MINUTE);
    }
    expect(ada.looks()).toBeLessThan(10);
    ada.wants(null);
    expect(ada.waiting()).toBe(0);
  });

  it('at a desktop that does not tell is neither away nor back', () => {
    const ada = desk();
    ada.tells(false);
    ada.pass(120 * MINUTE);
    expect(ada.said).toEqual([]);
    ada.tells(true);
    ada.pass(MINUTE);
    expect(ada.said).toEqual(['idle 121']);
    ada.tells(false);
    ada.uses();
    ada.pass(10 * MINUTE);
    expect(ada.said).toEqual(['idle 121']);
  });

  it('is back where the rule is switched off meanwhile', () => {
    const ada = desk();
    ada.pass(10 * MINUTE);
    ada.wants(null);
    expect(ada.said).toEqual(['idle 10', 'active 10']);
  });
});

it('away and back take turns, whatever happens', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ do: fc.constantFrom('uses' as const) }),
    fc.record({ do: fc.constant('tells' as const), now: fc.boolean() }),
    fc.record({ do: fc.constant('wants' as const), minutes: fc.option(fc.integer({ min: 1, max: 20 })) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const ada = desk();
      for (const each of acts) {
        if (each.do === 'pass') ada.pass(each.minutes * MINUTE);
        else if (each.do === 'uses') ada.uses();
        else if (each.do === 'tells') ada.tells(each.now);
        else ada.wants(each.minutes);
      }
      for (const [index, word] of ada.said.entries())
        expect(word.startsWith(index % 2 === 0 ? 'idle' : 'active')).toBe(true);
      ada.watch.stop();
      expect(ada.waiting()).toBe(0);
    }),
  );
});
