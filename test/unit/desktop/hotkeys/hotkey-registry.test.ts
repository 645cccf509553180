import { describe, expect, it, vi } from 'vitest';
import { english } from '../../english.js';
import {
  createHotkeySettings,
  hotkeyLabels,
  previousPresence,
  wantedHotkeys,
} from '../../../../electron/desktop/hotkeys/hotkey-settings.js';
import { createHotkeys, SAME_PRESS_MS } from '../../../../electron/desktop/hotkeys/hotkey-registry.js';
import type { HotkeyTarget } from '../../../../electron/ipc/app-state.js';
import type { HotkeyReach } from '../../../../electron/ipc/contract/settings.js';
import type { Personal, PersonalStore } from '../../../../electron/settings/personal-store.js';
import { defaultSettings, type Settings } from '../../../../electron/settings/settings.js';
import { SettingLockedError, type SettingsStore } from '../../../../electron/settings/settings-store.js';
import { coffee, exampleState, meal, onBreak } from '../example-state.js';
import { rememberingLog } from '../../settings/doubles.js';
import { fakeClock } from '../fake-clock.js';

const popup: HotkeyTarget = { kind: 'openPopup' };
const toBreak: HotkeyTarget = { kind: 'definition', definitionId: 'd-break', presetId: null };
const toQueue: HotkeyTarget = { kind: 'definition', definitionId: 'd-queue', presetId: null };

/** The system's side: what it has registered for us and for others, and what it cannot parse. */
function setUp(takenByOthers: string[] = [], reach: HotkeyReach = 'everywhere') {
  const time = fakeClock();
  const held = new Map<string, () => void>();
  const pressed = vi.fn();
  const tested = vi.fn();
  const changed = vi.fn();
  const log = rememberingLog();
  const lacking = new Set<string>();
  const hotkeys = createHotkeys({
    platform: 'linux',
    clock: time.clock,
    log,
    lacksKey: (accelerator) => lacking.has(accelerator),
    shortcuts: {
      register(accelerator, run) {
        if (accelerator.includes('Nonsense')) throw new TypeError('conversion failure');
        if (takenByOthers.includes(accelerator) || held.has(accelerator)) return false;
        held.set(accelerator, run);
        return true;
      },
      unregister: (accelerator) => held.delete(accelerator),
    },
    reach,
    pressed,
    tested,
    changed,
    describe: (target) => target.kind,
  });
  return {
    hotkeys,
    changed,
    held,
    log,
    lacking,
    time,
    pressed,
    tested,
    takenByOthers,
    press: (key: string) => held.get(key)?.(),
  };
}

describe('hotkeys', () => {
  it('are held by the system and do what they stand for', () => {
    const { hotkeys, pressed, press } = setUp();
    hotkeys.apply([
      { target: popup, accelerator: 'Ctrl+Shift+F9' },
      { target: toBreak, accelerator: 'Ctrl+Shift+F11' },
    ]);
    press('Ctrl+Shift+F11');
    expect(pressed.mock.calls).toEqual([[toBreak]]);
  });

  it('say so where the keyboard lacks the key, and are held all the same', () => {
    const { hotkeys, held, lacking } = setUp();
    lacking.add('F13');
    expect(hotkeys.tryOut(toBreak, 'F13')).toBeNull();
    expect(held.has('F13')).toBe(true);
    expect(hotkeys.views()).toMatchObject([{ problem: null, unlikely: true }]);
  });

  it('are in the log: how many the system holds, and why it does not hold the others', () => {
    const { hotkeys, log } = setUp(['Ctrl+Shift+F11']);
    hotkeys.apply([
      { target: popup, accelerator: 'Ctrl+Shift+F9' },
      { target: toBreak, accelerator: 'Ctrl+Shift+F11' },
    ]);
    expect(log.lines).toEqual([
      'hotkeys registered {"held":1,"refused":1}',
      'hotkey not registered {"accelerator":"Ctrl+Shift+F11","why":"hotkey.refused"}',
    ]);
    hotkeys.tryOut(toQueue, 'Ctrl+Alt+Q');
    expect(log.lines.at(-1)).toBe('hotkey registered {"accelerator":"Ctrl+Alt+Q"}');
  });

  it('are told truly to be none where the desktop gives none: nobody else has them', () => {
    const { hotkeys, held } = setUp([], 'nowhere');
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    expect(held.size).toBe(0);
    expect(hotkeys.views()).toMatchObject([{ target: popup, problem: { key: 'hotkey.nowhere' } }]);
    expect(hotkeys.tryOut(toBreak, 'Ctrl+Shift+F11')).toEqual({ key: 'hotkey.nowhere', params: {} });
    expect(english.has('hotkey.nowhere')).toBe(true);
  });

  it('are told to be none also where that turns out after they were held', () => {
    const { hotkeys, held, changed } = setUp([], 'perhaps');
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    expect(hotkeys.views()).toMatchObject([{ problem: null }]);
    changed.mockClear();
    hotkeys.setReach('nowhere');
    expect(hotkeys.views()).toMatchObject([{ problem: { key: 'hotkey.nowhere' } }]);
    expect(held.size).toBe(0);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('fire once while the key is held down', () => {
    const { hotkeys, pressed, press, time } = setUp();
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    press('Ctrl+Shift+F9');
    time.pass(660);
    for (let i = 0; i < 100; i++) {
      press('Ctrl+Shift+F9');
      time.pass(33);
    }
    expect(pressed).toHaveBeenCalledTimes(1);
    time.pass(SAME_PRESS_MS);
    press('Ctrl+Shift+F9');
    expect(pressed).toHaveBeenCalledTimes(2);
  });

  it('that another program has are kept with the reason, and tried again', () => {
    const { hotkeys, held, takenByOthers } = setUp(['Ctrl+Shift+F9']);
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    expect(hotkeys.views()).toEqual([
      {
        id: 'openPopup',
        target: popup,
        accelerator: 'Ctrl+Shift+F9',
        label: 'Ctrl Shift F9',
        problem: { key: 'hotkey.refused', params: { hotkey: 'Ctrl Shift F9' } },
        unlikely: false,
      },
    ]);
    takenByOthers.length = 0;
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    expect(hotkeys.views()[0]?.problem).toBeNull();
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F9']);
  });

  it('survive nonsense in the settings file', () => {
    const { hotkeys, held } = setUp();
    hotkeys.apply([
      { target: popup, accelerator: 'Ctrl+Nonsense' },
      { target: toBreak, accelerator: 'Ctrl+Shift+F11' },
    ]);
    expect(hotkeys.views()[0]?.problem?.key).toBe('hotkey.invalid');
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F11']);
  });

  it('are let go when they are no longer wanted', () => {
    const { hotkeys, held } = setUp();
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F8' }]);
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F8']);
    hotkeys.release();
    expect(held.size).toBe(0);
  });

  it('of two that are the same, the first works and the second says why it does not', () => {
    const { hotkeys, pressed, press } = setUp();
    hotkeys.apply([
      { target: popup, accelerator: 'Ctrl+Shift+F9' },
      { target: toBreak, accelerator: 'shift+ctrl+f9' },
    ]);
    press('Ctrl+Shift+F9');
    expect(pressed).toHaveBeenCalledWith(popup);
    expect(hotkeys.views()[1]?.problem).toEqual({
      key: 'hotkey.takenByOurs',
      params: { hotkey: 'Ctrl Shift F9', other: 'openPopup' },
    });
  });

  it.each([
    ['taken by another of ours', 'Ctrl+Shift+F9', 'hotkey.takenByOurs'],
    ['taken by another program', 'Ctrl+Shift+F7', 'hotkey.refused'],
    ['reserved by the system', 'Ctrl+Alt+Delete', 'hotkey.reserved'],
    ['nothing but modifiers', 'Ctrl+Shift', 'hotkey.onlyModifiers'],
    ['not an accelerator', 'Ctrl+Nonsense', 'hotkey.invalid'],
  ])('keep the old one where the new one is %s', (_why, accelerator, key) => {
    const { hotkeys, held } = setUp(['Ctrl+Shift+F7']);
    hotkeys.apply([
      { target: popup, accelerator: 'Ctrl+Shift+F9' },
      { target: toBreak, accelerator: 'Ctrl+Shift+F11' },
    ]);
    expect(hotkeys.tryOut(toBreak, accelerator)?.key).toBe(key);
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F9', 'Ctrl+Shift+F11']);
    expect(english.has(key)).toBe(true);
  });

  it('give way to the new one where the system has it', () => {
    const { hotkeys, held } = setUp();
    hotkeys.apply([{ target: toBreak, accelerator: 'Ctrl+Shift+F11' }]);
    expect(hotkeys.tryOut(toBreak, 'Ctrl+Shift+F12')).toBeNull();
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F12']);
  });

  it('let the keys through to the settings window while one is captured', () => {
    const { hotkeys, held } = setUp();
    hotkeys.apply([{ target: popup, accelerator: 'Ctrl+Shift+F9' }]);
    hotkeys.setMode('capture');
    expect(held.size).toBe(0);
    expect(hotkeys.tryOut(popup, 'Ctrl+Shift+F8')).toBeNull();
    expect(held.size).toBe(0);
    hotkeys.setMode('work');
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F8']);
  });

  it('only say that they were pressed while they are tested', () => {
    const { hotkeys, pressed, tested, press } = setUp();
    hotkeys.apply([{ target: toQueue, accelerator: 'Ctrl+Shift+F9' }]);
    hotkeys.setMode('test');
    press('Ctrl+Shift+F9');
    expect(pressed).not.toHaveBeenCalled();
    expect(tested).toHaveBeenCalledWith(toQueue);
  });
});

function stores(change: Partial<Settings> = {}, hotkeys: Personal['hotkeys'] = {}, locked = false) {
  let settings: Settings = { ...defaultSettings('linux', false), ...change };
  let personal: Pick<Personal, 'hotkeys'> = { hotkeys };
  const settingsStore = {
    get: () => settings,
    set: (values: Partial<Settings>) => {
      if (locked) throw new SettingLockedError('openPopupHotkey', 'policy');
      settings = { ...settings, ...values };
    },
  } as unknown as SettingsStore;
  const personalStore = {
    get: () => personal,
    set: (values: Pick<Personal, 'hotkeys'>) => (personal = { ...personal, ...values }),
  } as unknown as PersonalStore;
  return { settingsStore, personalStore, settings: () => settings, personal: () => personal };
}

function manage(store = stores(), signedIn = true) {
  const system = setUp(['Ctrl+Shift+F7']);
  const manager = createHotkeySettings({
    hotkeys: system.hotkeys,
    settings: store.settingsStore,
    personal: () => (signedIn ? store.personalStore : null),
    isOnQueue: (id) => id === 'd-queue',
  });
  manager.refresh();
  return { ...system, ...store, manager };
}

describe('the hotkeys of the settings and of the person', () => {
  it('are one to open the popup, until the agent gives others', () => {
    expect(wantedHotkeys(defaultSettings('linux', false), null)).toEqual([
      { target: popup, accelerator: 'Ctrl+Shift+F9' },
    ]);
    expect(wantedHotkeys(defaultSettings('darwin', false), null)).toEqual([
      { target: popup, accelerator: 'Ctrl+Cmd+P' },
    ]);
  });

  it('are saved with the person, and back after a restart', () => {
    const { manager, personal } = manage();
    expect(manager.set(toBreak, 'Ctrl+Shift+F11')).toEqual({ ok: true, problem: null });
    manager.set({ ...toBreak, presetId: 'p1' }, 'Ctrl+Shift+F12');
    expect(personal().hotkeys).toEqual({
      'd-break': { accelerator: 'Ctrl+Shift+F11' },
      'd-break/p1': { accelerator: 'Ctrl+Shift+F12' },
    });
    const restarted = manage(stores({}, personal().hotkeys));
    expect([...restarted.held.keys()]).toEqual(['Ctrl+Shift+F9', 'Ctrl+Shift+F11', 'Ctrl+Shift+F12']);
    expect(hotkeyLabels(restarted.hotkeys.views())).toEqual({ 'd-break': 'Ctrl Shift F11' });
    restarted.press('Ctrl+Shift+F12');
    expect(restarted.pressed).toHaveBeenCalledWith({ ...toBreak, presetId: 'p1' });
  });

  it('of routines are kept beside those of presences, and come back after a restart', () => {
    const kept = stores();
    const { manager, personal } = manage(kept);
    const lunch: HotkeyTarget = { kind: 'routine', routineId: 'r1' };
    expect(manager.set(lunch, 'Ctrl+Shift+F10').ok).toBe(true);
    expect(Object.keys(personal().hotkeys)).toEqual(['@routine/r1']);
    const restarted = manage(kept);
    restarted.press('Ctrl+Shift+F10');
    expect(restarted.pressed).toHaveBeenCalledWith(lunch);
    expect(restarted.manager.clear(lunch).ok).toBe(true);
    expect(restarted.personal().hotkeys).toEqual({});
  });

  it('save nothing that was refused', () => {
    const { manager, settings } = manage();
    expect(manager.set(popup, 'Ctrl+Shift+F7').problem?.key).toBe('hotkey.refused');
    expect(settings().openPopupHotkey).toBe('Ctrl+Shift+F9');
  });

  it('ask once before one goes On Queue', () => {
    const { manager, personal } = manage();
    expect(manager.set(toQueue, 'Ctrl+Shift+F11').problem?.key).toBe('hotkey.asksOnQueue');
    expect(personal().hotkeys).toEqual({});
    expect(manager.set(toQueue, 'Ctrl+Shift+F11').ok).toBe(true);
    expect(manager.set(toQueue, 'Ctrl+Shift+F12').ok).toBe(true);
  });

  it('are taken away', () => {
    const { manager, held, settings } = manage();
    manager.set(toBreak, 'Ctrl+Shift+F11');
    expect(manager.clear(toBreak).ok).toBe(true);
    expect(manager.clear(popup).ok).toBe(true);
    expect(held.size).toBe(0);
    expect(settings().openPopupHotkey).toBeNull();
  });

  it('belong to an account: without one there is none to save to', () => {
    const { manager, held } = manage(stores(), false);
    expect(manager.set(toBreak, 'Ctrl+Shift+F11').problem?.key).toBe('hotkey.signInFirst');
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F9']);
  });

  it('stay as the organisation set them', () => {
    const { manager, held } = manage(stores({}, {}, true));
    expect(manager.set(popup, 'Ctrl+Shift+F8').problem?.key).toBe('settings.locked.policy');
    expect([...held.keys()]).toEqual(['Ctrl+Shift+F9']);
  });

  it('go back to the presence picked before the current one', () => {
    const recent = [onBreak, coffee, meal];
    expect(previousPresence(exampleState({ personal: { ...exampleState().personal, recent } }))).toBe('d-coffee');
    expect(previousPresence(exampleState())).toBeNull();
  });
});
