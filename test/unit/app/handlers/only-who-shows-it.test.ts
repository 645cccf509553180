/** What only one window shows goes to no other. Of the settings, the popup hears only what it is showing. */
import { expect, test } from 'vitest';
import { createHandlers, type HandlerParts } from '../../../../electron/app/handlers/handlers.js';
import { createHotkeySettings } from '../../../../electron/desktop/hotkeys/hotkey-settings.js';
import { createHotkeys } from '../../../../electron/desktop/hotkeys/hotkey-registry.js';
import { createEmitter } from '../../../../electron/emitter.js';
import type { HotkeyTarget } from '../../../../electron/ipc/app-state.js';
import type { InvokeChannel, Request, SubscriptionChannel } from '../../../../electron/ipc/contract.js';
import { serveIpc, type WindowPage } from '../../../../electron/ipc/server.js';
import type { WindowName } from '../../../../electron/ipc/window-table.js';
import { CLOSE, OPEN } from '../../../../electron/ipc/wire.js';
import { exampleState } from '../../desktop/example-state.js';
import { fakeClock } from '../../desktop/fake-clock.js';
import { personalInMemory, rememberingLog, settingsInMemory } from '../../settings/doubles.js';

/** The app's settings and one person's, with a popup and a settings window that may follow them. */
function app() {
  const log = rememberingLog();
  const settings = settingsInMemory(log);
  const personal = personalInMemory(log);
  const hotkeyChanges = createEmitter(log, 'hotkeys');
  const hotkeys = createHotkeys({
    platform: 'linux',
    clock: fakeClock().clock,
    shortcuts: { register: () => true, unregister: () => undefined },
    log,
    lacksKey: () => false,
    pressed: () => undefined,
    tested: () => undefined,
    reach: 'everywhere',
    changed: () => hotkeyChanges.emit(),
    describe: () => '',
  });
  const keys = createHotkeySettings({ hotkeys, settings, personal: () => personal, isOnQueue: () => false });
  let presets = 0;
  const parts = {
    settings,
    personal: {
      store: () => personal,
      onChange: (run: () => void) => personal.onChange(run),
      definitions: () => exampleState().definitions,
      newId: () => `p${(presets += 1)}`,
      edited: () => keys.refresh(),
    },
    hotkeys: {
      views: () => hotkeys.views(),
      onChange: (run: () => void) => hotkeyChanges.on(run),
      reach: () => hotkeys.reach(),
      set: (target: HotkeyTarget, accelerator: string) => keys.set(target, accelerator),
      clear: (target: HotkeyTarget) => keys.clear(target),
      mode: () => undefined,
    },
    login: { off: () => null, unsure: () => null, mend: () => undefined, onChange: () => () => undefined },
    desktop: { lock: () => 'told', idle: () => true, look: () => undefined, onChange: () => () => undefined },
    account: { current: () => null },
    windows: { open: () => undefined, place: () => () => undefined },
  };
  const listeners = new Map<string, (page: WindowPage, request: unknown) => Promise<unknown>>();
  serveIpc<WindowPage>(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    (page) => page,
    createHandlers(parts as unknown as HandlerParts),
    log,
  );
  const page = (window: WindowName) => {
    const heard: unknown[] = [];
    let last = 0;
    const sender: WindowPage = {
      window,
      send: (_channel, payload) => void heard.push((payload as { heard: unknown }).heard),
      onGone: () => undefined,
    };
    return {
      heard,
      ask: <C extends InvokeChannel>(channel: C, request: Request<C>) => listeners.get(channel)!(sender, request),
      follow: async (channel: SubscriptionChannel) => {
        const id = ++last;
        await listeners.get(OPEN)!(sender, { channel, id, params: undefined });
        return () => listeners.get(CLOSE)!(sender, { id });
      },
    };
  };
  return { popup: page('popup'), window: page('settings') };
}

type Page = ReturnType<typeof app>['window'];
const toBreak = { kind: 'definition', definitionId: 'd-break', presetId: null } as const;

/** One change of each kind that the settings window can make. */
async function changeEverything(window: Page): Promise<void> {
  const text = { text: 'lunch', lifetime: { kind: 'presence' } } as const;
  for (const taken of [
    await window.ask('settings:set', { key: 'theme', value: 'dark' }),
    await window.ask('hotkeys:set', { target: toBreak, accelerator: 'Ctrl+Shift+F10' }),
    await window.ask('personal:savePreset', { id: null, ...text }),
    await window.ask('personal:setLimit', { definitionId: 'd-break', minutes: 15 }),
    await window.ask('personal:setAutomation', {
      trigger: 'lock',
      rule: { definitionId: 'd-break', message: '', from: 'ready' },
    }),
  ])
    expect(taken).toEqual({ ok: true, problem: null });
}

test('a popup that shows none of it hears nothing of hotkeys, messages, limits and settings', async () => {
  const { popup, window } = app();
  for (const channel of ['settings:values', 'hotkeys:list', 'personal:presets', 'personal:limits'] as const)
    await window.follow(channel);
  await changeEverything(window);
  expect(window.heard.length).toBeGreaterThan(4);
  expect(popup.heard).toEqual([]);
});

test('a popup that shows messages, the minutes of limits and hotkeys hears those, and nothing more', async () => {
  const { popup, window } = app();
  for (const channel of ['personal:presets', 'personal:limits', 'hotkeys:labels'] as const) await popup.follow(channel);
  popup.heard.length = 0;
  await changeEverything(window);
  expect(popup.heard).toEqual([
    { kind: 'change', value: { labels: { 'd-break': 'Ctrl Shift F10' } } },
    { kind: 'change', value: { put: [{ id: 'p1', text: 'lunch', lifetime: { kind: 'presence' } }] } },
    { kind: 'change', value: { limits: { 'd-break': 15 } } },
  ]);
});

test('from the moment the popup shows it no more, it hears no more', async () => {
  const { popup, window } = app();
  const end = await popup.follow('personal:presets');
  await end();
  popup.heard.length = 0;
  await changeEverything(window);
  expect(popup.heard).toEqual([]);
});

test('the popup cannot follow what only the settings window shows', async () => {
  const { popup } = app();
  for (const channel of ['settings:values', 'hotkeys:list', 'personal:automations'] as const)
    await expect(popup.follow(channel)).rejects.toThrow('refused');
  expect(popup.heard).toEqual([]);
});
