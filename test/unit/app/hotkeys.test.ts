/** What a hotkey does when it is pressed, and how it is named. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HotkeyTarget } from '../../../electron/ipc/app-state.js';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import { createEmitter } from '../../../electron/emitter.js';
import { coffee, definition, exampleState, meal, onBreak, onQueue } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { english } from '../english.js';
import { personalInMemory, rememberingLog, settingsInMemory } from '../settings/doubles.js';

const system = vi.hoisted(() => ({
  keys: new Map<string, () => void>(),
  wayland: false,
  portal: false,
  /** Key symbols that the keyboard was asked for, so many times. */
  looks: 0,
  /** What the keyboard answers. Null: nothing. */
  symbols: null as ReadonlySet<number> | null,
}));
vi.mock('electron', () => ({
  globalShortcut: {
    register: (accelerator: string, run: () => void) => system.keys.set(accelerator, run).has(accelerator),
    unregister: (accelerator: string) => system.keys.delete(accelerator),
  },
}));
vi.mock('../../../electron/app/wayland.js', () => ({
  isWayland: () => system.wayland,
  reachOfHotkeys: (portal: boolean | null) =>
    !system.wayland ? 'everywhere' : portal === true ? 'perhaps' : portal === null ? 'x11Windows' : 'nowhere',
}));
vi.mock('../../../electron/desktop/system/node-loop.js', () => ({ inNodesLoop: (run: () => void) => run() }));
vi.mock('../../../electron/desktop/hotkeys/hotkey-reach.js', () => ({
  hasHotkeyPortal: () => Promise.resolve(system.portal),
}));
vi.mock('../../../electron/desktop/hotkeys/x11-keymap.js', async (original) => ({
  ...(await original<object>()),
  readKeySymbols: () => Promise.resolve(((system.looks += 1), system.symbols)),
}));
const { createAppHotkeys } = await import('../../../electron/app/hotkeys.js');

beforeEach(() => {
  system.keys.clear();
  Object.assign(system, { wayland: false, portal: false, looks: 0, symbols: null });
});
const settled = () => new Promise(setImmediate);
const lunch = { id: 'p-lunch', text: 'lunch', lifetime: { kind: 'minutes', minutes: 30 } } as const;
const routine = {
  id: 'r-1',
  name: 'Long break',
  definitionId: onBreak.id,
  message: null,
  forMinutes: null,
} as const;

function app({ signedIn = true, platform = 'linux' }: { signedIn?: boolean; platform?: 'linux' | 'win32' } = {}) {
  const log = rememberingLog();
  const time = fakeClock();
  const store = createStateStore(exampleState(), log);
  const settings = settingsInMemory(log, { defaults: { openPopupHotkey: null, previousPresenceHotkey: null } });
  const personal = personalInMemory(log);
  personal.set({ presets: [lunch], routines: [routine] });
  const personalChanges = createEmitter(log, 'personal');
  const did: unknown[] = [];
  const person = {
    personal,
    pick: (request: unknown) => Promise.resolve(did.push(request)),
    pickRoutine: (id: string, origin: string) => Promise.resolve(did.push([id, origin])),
  };
  const hotkeys = createAppHotkeys({
    platform,
    clock: time.clock,
    log,
    store,
    settings,
    shell: {
      popup: { toggle: () => did.push('popup') } as never,
      push: (channel, payload) => did.push([channel, payload]),
    },
    account: {
      current: () => (signedIn ? (person as never) : null),
      onPersonalChange: (run) => personalChanges.on(run),
    },
    texts: () => english,
  });
  hotkeys.begin();
  return {
    hotkeys,
    store,
    did,
    time,
    personal,
    personalChanged: () => personalChanges.emit(),
    press: (target: HotkeyTarget, accelerator = 'Ctrl+Alt+K'): void => {
      hotkeys.set(target, accelerator);
      hotkeys.set(target, accelerator);
      system.keys.forEach((run) => run());
    },
  };
}
const pick = (definitionId: string, presetId: string | null = null): HotkeyTarget => ({
  kind: 'definition',
  definitionId,
  presetId,
});

describe('a hotkey that is pressed', () => {
  it('opens the popup', () => {
    const { press, did } = app({ signedIn: false });
    press({ kind: 'openPopup' });
    expect(did).toEqual(['popup']);
  });

  it('sets its presence, with the message of its preset or with none', () => {
    const one = app();
    one.press(pick(meal.id));
    expect(one.did).toEqual([{ definitionId: meal.id, message: undefined, origin: 'hotkey' }]);
    system.keys.clear();
    const two = app();
    two.press(pick(meal.id, lunch.id));
    expect(two.did).toEqual([
      { definitionId: meal.id, message: { text: lunch.text, lifetime: lunch.lifetime }, origin: 'hotkey' },
    ]);
  });

  it('sets its presence without a message where the preset is gone', () => {
    const { press, did } = app();
    press(pick(meal.id, 'gone'));
    expect(did).toEqual([{ definitionId: meal.id, message: undefined, origin: 'hotkey' }]);
  });

  it('starts its routine', () => {
    const { press, did } = app();
    press({ kind: 'routine', routineId: routine.id });
    expect(did).toEqual([[routine.id, 'hotkey']]);
  });

  it('returns to the presence before the current one, and does nothing where there was none', () => {
    const { press, did, store, time } = app();
    press({ kind: 'previousPresence' });
    expect(did).toEqual([]);
    time.pass(10_000);
    const recent = [onBreak, coffee].map(({ id, label, systemPresence }) => ({ id, label, systemPresence }));
    store.update({ personal: { ...store.get().personal, recent } });
    system.keys.forEach((run) => run());
    expect(did).toEqual([{ definitionId: coffee.id, message: undefined, origin: 'hotkey' }]);
  });

  it('is only shown to the settings while it is being tried', () => {
    const { press, did, hotkeys } = app();
    hotkeys.mode('test');
    press({ kind: 'openPopup' });
    expect(did).toEqual([['hotkeys:fired', { target: { kind: 'openPopup' } }]]);
  });

  it('works no longer once the app let go of it', () => {
    const { press, hotkeys } = app();
    press({ kind: 'openPopup' });
    hotkeys.release();
    expect([...system.keys]).toEqual([]);
  });
});

describe('a key that is taken is refused with the name of what has it', () => {
  it.each([
    [{ kind: 'openPopup' }, english('hotkey.openPopup')],
    [{ kind: 'previousPresence' }, english('hotkey.previousPresence')],
    [{ kind: 'routine', routineId: routine.id }, routine.name],
    [{ kind: 'routine', routineId: 'gone' }, english('hotkey.goneRoutine')],
    [pick(coffee.id), coffee.label],
    [pick(onQueue.id), onQueue.label],
    [pick('gone'), english('hotkey.goneDefinition')],
  ] as const)('%j is called %s', (holder, name) => {
    const { press, hotkeys } = app();
    press(holder);
    const { ok, problem } = hotkeys.set(pick(meal.id), 'Ctrl+Alt+K');
    expect(ok).toBe(false);
    expect(Object.values(problem?.params ?? {}).join()).toContain(name);
  });

  it('also where two presences have one name', () => {
    const { press, hotkeys, store } = app();
    const { definitions } = store.get();
    const twin = { ...definition('d-coffee-2', 'Coffee', 'Meal', false), apart: ['Meal'] };
    store.update({
      definitions: {
        ...definitions,
        groups: [...definitions.groups, { systemPresence: 'Meal', label: 'Meal', division: null, definitions: [twin] }],
      },
    });
    press(pick(twin.id));
    const { problem } = hotkeys.set(pick(meal.id), 'Ctrl+Alt+K');
    expect(Object.values(problem?.params ?? {}).join()).toContain('(');
  });
});

it('a hotkey for On Queue is asked about first', () => {
  const { hotkeys } = app();
  expect(hotkeys.set(pick(onQueue.id), 'Ctrl+Alt+Q')).toMatchObject({ problem: { key: 'hotkey.asksOnQueue' } });
  expect(hotkeys.set(pick(meal.id), 'Ctrl+Alt+M')).toMatchObject({ ok: true });
});

it('another person’s hotkeys are registered when they sign in', () => {
  const { personal, personalChanged } = app();
  personal.set({ hotkeys: { [meal.id]: { accelerator: 'Ctrl+Alt+M' } } });
  expect(system.keys.size).toBe(0);
  personalChanged();
  expect(system.keys.size).toBe(1);
});

describe('the settings', () => {
  it('look at the keyboard each time they show hotkeys', async () => {
    const { hotkeys } = app();
    expect(system.looks).toBe(0);
    let changes = 0;
    const close = hotkeys.onChange(() => (changes += 1));
    await settled();
    expect(system.looks).toBe(1);
    expect(changes).toBe(1);
    close();
    hotkeys.onChange(() => undefined);
    await settled();
    expect(system.looks).toBe(2);
    expect(changes).toBe(1);
  });

  it.each([
    ['linux', true],
    ['win32', false],
    ['win32', true],
  ] as const)('cannot look at it on %s (Wayland: %s)', async (platform, wayland) => {
    system.wayland = wayland;
    const { hotkeys } = app({ platform });
    hotkeys.onChange(() => undefined);
    await settled();
    expect(system.looks).toBe(0);
  });

  it.each([
    [true, 'perhaps'],
    [false, 'nowhere'],
  ] as const)('say from where hotkeys work on Wayland once the portal was asked (%s)', async (portal, reach) => {
    Object.assign(system, { wayland: true, portal });
    const { hotkeys } = app();
    expect(hotkeys.reach()).toBe('x11Windows');
    hotkeys.lookForPortal();
    await settled();
    expect(hotkeys.reach()).toBe(reach);
  });

  it('ask no portal where X11 gives the keys', async () => {
    const { hotkeys } = app();
    system.wayland = false;
    hotkeys.lookForPortal();
    await settled();
    expect(hotkeys.reach()).toBe('everywhere');
  });
});
