/** What the settings window may change, and what a change sets going. */
import { describe, expect, it } from 'vitest';
import { settingsHandlers, type SettingsParts } from '../../../../electron/app/handlers/settings.js';
import { rememberingLog, settingsInMemory } from '../../settings/doubles.js';

const offBySystem = { key: 'notice.loginOffBySystem', params: {} };

/** @param off why the system does not start the app at login */
function window(own: Readonly<Record<string, unknown>>, off: typeof offBySystem | null, policy = {}) {
  const done: string[] = [];
  const nobody = (): (() => void) => () => undefined;
  const settings = settingsInMemory(rememberingLog(), { own, policy });
  const hotkeys: SettingsParts['hotkeys'] = {
    views: () => [],
    onChange: nobody,
    reach: () => 'everywhere',
    set: () => ({ ok: true, problem: null }),
    clear: () => ({ ok: true, problem: null }),
    mode: (mode) => void done.push(`hotkeys ${mode}`),
  };
  const handlers = settingsHandlers({
    settings,
    hotkeys,
    login: { off: () => off, unsure: () => null, mend: () => void done.push('mended'), onChange: nobody },
    desktop: { lock: () => 'told', idle: () => true, look: () => void done.push('looked'), onChange: nobody },
    everything: {
      kept: () => Promise.reject(new Error('not asked for')),
      forget: () => void done.push('forgot'),
    },
  });
  return { handlers, settings, done };
}
const set = ({ handlers }: ReturnType<typeof window>, key: 'startAtLogin' | 'zoom', value: boolean | number) =>
  handlers['settings:set']({ key, value } as Parameters<(typeof handlers)['settings:set']>[0], 'settings');

describe('the start at login', () => {
  it('that something in the system switched off is mended where a person turns on what is on already', () => {
    const open = window({ startAtLogin: true }, offBySystem);
    expect(set(open, 'startAtLogin', true)).toEqual({ ok: true, problem: null });
    expect(open.done).toEqual(['mended']);
  });

  it.each<[string, boolean, typeof offBySystem | null, 'startAtLogin' | 'zoom', boolean | number]>([
    ['was off as a setting: following the switch does it', false, offBySystem, 'startAtLogin', true],
    ['is turned off', true, offBySystem, 'startAtLogin', false],
    ['works', true, null, 'startAtLogin', true],
    ['is not what was changed', true, offBySystem, 'zoom', 125],
  ])('is not mended where it %s', (_why, startAtLogin, off, key, value) => {
    const open = window({ startAtLogin }, off);
    expect(set(open, key, value)).toEqual({ ok: true, problem: null });
    expect(open.settings.get()[key]).toBe(value);
    expect(open.done).toEqual([]);
  });

  it('that policy decides is not mended by a person', () => {
    const open = window({}, offBySystem, { startAtLogin: true });
    expect(set(open, 'startAtLogin', true)).toMatchObject({ ok: false, problem: { key: /^settings\.locked\./ } });
    expect(open.done).toEqual([]);
  });
});

describe('the settings on show', () => {
  it('name who locked what, and nobody for what a person may change', () => {
    const { handlers, done } = window({ zoom: 125 }, offBySystem, { startAtLogin: true });
    const shown: unknown[] = [];
    handlers['settings:values'](
      undefined,
      { snapshot: (whole) => shown.push(whole), change: () => undefined },
      'settings',
    );
    expect(shown).toMatchObject([
      { startAtLogin: true, zoom: 125, loginOff: offBySystem, lockNews: 'told', idleTold: true, unknownInPolicy: [] },
    ]);
    expect(shown).toMatchObject([{ lockedBy: { startAtLogin: 'policy' } }]);
    expect(shown).not.toMatchObject([{ lockedBy: { zoom: expect.anything() as unknown } }]);
    expect(done).toEqual(['looked']);
  });
});

it('hotkeys work again once the window that tried them is gone', () => {
  const { handlers, done } = window({}, null);
  const close = handlers['hotkeys:list'](undefined, { snapshot: () => undefined, change: () => undefined }, 'settings');
  expect(done).toEqual([]);
  close();
  expect(done).toEqual(['hotkeys work']);
});
