import { describe, expect, it } from 'vitest';
import { sayIfSessionOutlivesLock } from '../../../electron/app/lock-notice.js';
import { createEmitter } from '../../../electron/emitter.js';
import type { LockNews } from '../../../electron/desktop/system/screen-lock.js';
import { defaultSettings, type Settings } from '../../../electron/settings/settings.js';
import { fakeClock } from '../desktop/fake-clock.js';

const log = { error: () => undefined };
const LONG = 5 * 60_000;

function app(keepSession: Settings['keepSession'], news: LockNews) {
  const time = fakeClock();
  const settingsChanged = createEmitter<[Settings]>(log, 'settings');
  const newsChanged = createEmitter(log, 'news');
  const told = new Set<string>();
  let settings: Settings = { ...defaultSettings('linux', true), keepSession };
  const now = { news };
  let looks = 0;
  const end = sayIfSessionOutlivesLock(
    {
      news: () => now.news,
      look: () => {
        looks += 1;
        return Promise.resolve();
      },
      onChange: (run) => newsChanged.on(run),
    },
    {
      clock: time.clock,
      settings: { get: () => settings, onChange: (run) => settingsChanged.on(run) },
      notices: { tell: ({ id }) => told.add(id), untell: (id) => told.delete(id) },
    },
  );
  return {
    told,
    end,
    looks: () => looks,
    /** Lets time pass in steps, between which answers arrive. */
    pass: async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 5_000) {
        time.pass(5_000);
        await Promise.resolve();
        await Promise.resolve();
      }
    },
    is: (next: LockNews): void => {
      now.news = next;
      newsChanged.emit();
    },
    keep: (next: Settings['keepSession']): void => {
      settings = { ...settings, keepSession: next };
      settingsChanged.emit(settings);
    },
  };
}

describe('a sign-in that is to end with the lock of the screen', () => {
  it.each(['silent', 'logindOnly', 'deaf'] as const)(
    'is said to last until the app quits where the lock is %s',
    async (news) => {
      const { told, pass } = app('untilLock', news);
      expect([...told]).toEqual([]);
      await pass(LONG);
      expect([...told]).toEqual(['notice.lockNotHeard']);
    },
  );

  it.each(['told', 'unclear'] as const)('needs no word where it is %s', async (news) => {
    const { told, pass } = app('untilLock', news);
    await pass(LONG);
    expect([...told]).toEqual([]);
  });

  it('waits for a screen saver that comes after the app at log-in', async () => {
    const { told, pass, is } = app('untilLock', 'silent');
    await pass(20_000);
    is('told');
    await pass(LONG);
    expect([...told]).toEqual([]);
  });

  it('takes its word back once the lock is heard, and once it no longer matters', async () => {
    const { told, pass, is, keep } = app('untilLock', 'deaf');
    await pass(LONG);
    is('told');
    expect([...told]).toEqual([]);
    is('deaf');
    expect([...told]).toEqual(['notice.lockNotHeard']);
    keep('untilQuit');
    expect([...told]).toEqual([]);
  });

  it('nothing is looked for where the sign-in ends otherwise, nor after the end', async () => {
    const other = app('always', 'silent');
    await other.pass(LONG);
    expect(other.looks()).toBe(0);
    const ended = app('untilLock', 'silent');
    ended.end();
    await ended.pass(LONG);
    expect(ended.looks()).toBe(0);
    expect([...ended.told]).toEqual([]);
  });
});
