/** What _My day_ shows of the person’s own history. */
import { describe, expect, it } from 'vitest';
import { dayHandlers } from '../../../../electron/app/handlers/day.js';
import { createEmitter } from '../../../../electron/emitter.js';
import { dayBounds, dayFrom, type Day } from '../../../../electron/history/day.js';
import type { History } from '../../../../electron/history/history.js';
import { rememberingLog, settingsInMemory } from '../../settings/doubles.js';

const TODAY = '2026-11-21';
const settled = () => new Promise(setImmediate);

function desk({ signedIn = true, kept = true, policy = {}, own = {}, saveFails = null as string | null } = {}) {
  const log = rememberingLog();
  const settings = settingsInMemory(log, { own, policy });
  const changes = createEmitter(log, 'history');
  const asked: unknown[] = [];
  /** Answers are given one by one where this is set. */
  const held: (() => void)[] = [];
  let holds = false;
  const day = (date: string): Day | null => {
    const bounds = dayBounds(date, 0);
    return bounds === null ? null : dayFrom(date, bounds, [], bounds.from + 3_600_000, null);
  };
  const history = {
    today: () => TODAY,
    days: (starts: number) => {
      asked.push(['days', starts]);
      return Promise.resolve(['2026-11-22', TODAY, '2026-11-20']);
    },
    day: (date: string, starts: number) => {
      asked.push([date, starts]);
      return holds
        ? new Promise<Day | null>((resolve) => held.push(() => resolve(day(date))))
        : Promise.resolve(day(date));
    },
    forget: (date: string | null, starts: number) => Promise.resolve(void asked.push(['forget', date, starts])),
  };
  const saved: string[] = [];
  const handlers = dayHandlers({
    settings,
    history: {
      current: () => (kept ? (history as unknown as History) : null),
      signedIn: () => signedIn,
      limitMinutes: () => 15,
      onChange: (run) => changes.on(run),
    },
    schedule: { planned: () => [], onChange: () => () => undefined },
    saveFile: (name) => {
      saved.push(name);
      return Promise.resolve(saveFails);
    },
  });
  const seen: unknown[] = [];
  const follower = { snapshot: (whole: unknown) => seen.push(whole), change: (part: unknown) => seen.push(part) };
  return {
    handlers,
    settings,
    asked,
    saved,
    seen,
    held,
    hold: () => (holds = true),
    changed: () => changes.emit(),
    days: async () => {
      handlers['day:days'](undefined, follower, 'day');
      await settled();
      return seen[0];
    },
    shows: (date: string | null) => handlers['day:shown']({ date }, follower, 'day'),
  };
}

describe('the days', () => {
  it('are today and those before it, counted from when the person’s day begins', async () => {
    const { days, asked } = desk({ own: { dayStartsAtMinutes: 240, historyDays: 7 } });
    expect(await days()).toEqual({
      days: [TODAY, '2026-11-20'],
      today: TODAY,
      kept: 'yes',
      keptDays: 7,
      startsAtMinutes: 240,
      startLocked: false,
      mayExport: true,
    });
    expect(asked).toEqual([['days', 240]]);
  });

  it.each([
    [{ kept: false, signedIn: false }, 'signedOut'],
    [{ kept: false, own: { history: false } }, 'off'],
    [{ kept: false, policy: { history: false } }, 'offByPolicy'],
  ])('are none where none is kept, and the window says why (%j)', async (situation, why) => {
    expect(await desk(situation).days()).toMatchObject({ days: [], today: '', kept: why });
  });

  it('say what the policy decides', async () => {
    const policy = { dayStartsAtMinutes: 60, export: false };
    expect(await desk({ policy }).days()).toMatchObject({ startLocked: true, mayExport: false, startsAtMinutes: 60 });
  });
});

describe('a day', () => {
  it('is today unless another is asked for', async () => {
    const { shows, seen } = desk();
    shows(null);
    shows('2026-11-20');
    await settled();
    expect(seen).toMatchObject([{ day: { date: TODAY } }, { day: { date: '2026-11-20' } }]);
  });

  it('is none where nothing is kept, or the text is no day', async () => {
    const nothing = desk({ kept: false });
    nothing.shows(null);
    const noDay = desk();
    noDay.shows('yesterday');
    await settled();
    expect(nothing.seen).toEqual([{ day: null }]);
    expect(noDay.seen).toEqual([{ day: null }]);
  });

  it('is read again after each change, but never twice at once, and only its newest reading is shown', async () => {
    const { shows, seen, held, hold, changed } = desk();
    hold();
    shows(null);
    changed();
    changed();
    expect(held).toHaveLength(1);
    held[0]?.();
    await settled();
    expect(seen).toEqual([]);
    expect(held).toHaveLength(2);
    held[1]?.();
    await settled();
    expect(seen).toHaveLength(1);
    changed();
    await settled();
    held[2]?.();
    await settled();
    expect(seen).toHaveLength(2);
  });

  it('is not shown to a window that has closed meanwhile', async () => {
    const { shows, seen, held, hold, changed } = desk();
    hold();
    const close = shows(null);
    changed();
    close();
    held[0]?.();
    changed();
    await settled();
    expect(seen).toEqual([]);
    expect(held).toHaveLength(1);
  });
});

describe('an export', () => {
  const NONE = { ok: false, problem: { key: 'day.none', params: {} } };

  it('is written under its day', async () => {
    const { handlers, saved } = desk();
    expect(await handlers['day:export']({ date: TODAY }, 'day')).toEqual({ ok: true, problem: null });
    expect(saved).toEqual([`presences-${TODAY}.csv`]);
  });

  it.each([
    [{ kept: false }, TODAY],
    [{}, 'yesterday'],
    [{ policy: { export: false } }, TODAY],
  ])('is none where there is nothing, or the organisation forbids it (%j, %s)', async (situation, date) => {
    const { handlers, saved } = desk(situation);
    expect(await handlers['day:export']({ date }, 'day')).toEqual(NONE);
    expect(saved).toEqual([]);
  });

  it('that fails says why in the system’s words', async () => {
    const { handlers } = desk({ saveFails: 'ENOSPC' });
    expect(await handlers['day:export']({ date: TODAY }, 'day')).toEqual({
      ok: false,
      problem: { key: 'day.exportFailed', params: { reason: 'ENOSPC' } },
    });
  });
});

it('a person may forget a day, or all of them, and say when a day begins', async () => {
  const { handlers, asked, settings } = desk();
  await handlers['day:setStart']({ minutes: 300 }, 'day');
  expect(settings.get().dayStartsAtMinutes).toBe(300);
  await handlers['day:forget']({ date: TODAY }, 'day');
  await handlers['day:forget']({ date: null }, 'day');
  expect(asked).toEqual([
    ['forget', TODAY, 300],
    ['forget', null, 300],
  ]);
});
