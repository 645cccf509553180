/** What a hotkey press does, and who owns which hotkey. */
import { globalShortcut } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import { createHotkeySettings, previousPresence } from '../desktop/hotkeys/hotkey-settings.js';
import { createHotkeys } from '../desktop/hotkeys/hotkey-registry.js';
import { lacksKey, readKeySymbols } from '../desktop/hotkeys/x11-keymap.js';
import { createEmitter } from '../emitter.js';
import { hasHotkeyPortal } from '../desktop/hotkeys/hotkey-reach.js';
import { runProgram } from '../desktop/system/run-program.js';
import { inNodesLoop } from '../desktop/system/node-loop.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Clock, Log } from '../ports.js';
import { fullName } from '../presence/definitions/apart.js';
import type { DefinitionView } from '../presence/presence-view.js';
import type { HotkeyTarget } from '../ipc/app-state.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { SettingsParts } from './handlers/settings.js';
import type { Platform } from './settings-slices.js';
import type { Shell } from './shell.js';
import type { Account } from './signed-in.js';
import { isWayland, reachOfHotkeys } from './wayland.js';

export interface AppHotkeys extends Readonly<SettingsParts['hotkeys']> {
  /** Registers them with the system. */
  begin(): void;
  /** On Wayland, finds out whether the desktop supports global hotkeys. It starts a program for that. */
  lookForPortal(): void;
  release(): void;
}

export function createAppHotkeys(parts: {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: StateStore;
  readonly settings: SettingsStore;
  readonly shell: Pick<Shell, 'popup' | 'push'>;
  readonly account: Pick<Account, 'current' | 'onPersonalChange'>;
  texts(): Texts;
}): AppHotkeys {
  const { store, shell } = parts;
  const offered = (id: string): DefinitionView | undefined => {
    const { groups, onQueue } = store.get().definitions;
    return onQueue?.id === id ? onQueue : groups.flatMap((group) => group.definitions).find((each) => each.id === id);
  };

  const pressed = (target: HotkeyTarget): void => {
    if (target.kind === 'openPopup') {
      shell.popup.toggle();
      return;
    }
    if (target.kind === 'routine') {
      void parts.account.current()?.pickRoutine(target.routineId, 'hotkey');
      return;
    }
    const definitionId = target.kind === 'definition' ? target.definitionId : previousPresence(store.get());
    if (definitionId === null) return;
    const presetId = target.kind === 'definition' ? target.presetId : null;
    const signedIn = parts.account.current();
    const preset = signedIn?.personal.get().presets.find(({ id }) => id === presetId);
    void signedIn?.pick({
      definitionId,
      message: preset === undefined ? undefined : { text: preset.text, lifetime: preset.lifetime },
      origin: 'hotkey',
    });
  };

  const describe = (target: HotkeyTarget): string => {
    const texts = parts.texts();
    if (target.kind === 'openPopup') return texts('hotkey.openPopup');
    if (target.kind === 'previousPresence') return texts('hotkey.previousPresence');
    if (target.kind === 'routine') {
      const routines = parts.account.current()?.personal.get().routines ?? [];
      return routines.find(({ id }) => id === target.routineId)?.name ?? texts('hotkey.goneRoutine');
    }
    const found = offered(target.definitionId);
    return found === undefined ? texts('hotkey.goneDefinition') : fullName(found, texts.direction);
  };

  const changes = createEmitter(parts.log, 'hotkeys');
  let symbols: ReadonlySet<number> | null = null;
  const lookAtKeyboard = async (): Promise<void> => {
    if (parts.platform !== 'linux' || isWayland()) return;
    symbols = await readKeySymbols(process.env);
    changes.emit();
  };
  const hotkeys = createHotkeys({
    log: parts.log,
    lacksKey: (accelerator) => lacksKey(symbols, accelerator),
    platform: parts.platform,
    clock: parts.clock,
    shortcuts: {
      register: (accelerator, run) => globalShortcut.register(accelerator, () => inNodesLoop(run)),
      unregister: (accelerator) => globalShortcut.unregister(accelerator),
    },
    reach: reachOfHotkeys(null),
    pressed,
    changed: () => changes.emit(),
    tested: (target) => shell.push('hotkeys:fired', { target }),
    describe,
  });
  const keys = createHotkeySettings({
    hotkeys,
    settings: parts.settings,
    personal: () => parts.account.current()?.personal ?? null,
    isOnQueue: (id) => offered(id)?.systemPresence === 'OnQueue',
  });
  parts.account.onPersonalChange(() => keys.refresh());
  return {
    begin: () => keys.refresh(),
    views: () => hotkeys.views(),
    onChange(run) {
      const cancel = changes.on(run);
      // Checked again for each window that shows hotkeys, since the keyboard may have changed.
      void lookAtKeyboard();
      return cancel;
    },
    reach: () => hotkeys.reach(),
    lookForPortal() {
      if (isWayland()) void hasHotkeyPortal(runProgram).then((portal) => hotkeys.setReach(reachOfHotkeys(portal)));
    },
    set: (target, accelerator) => keys.set(target, accelerator),
    clear: (target) => keys.clear(target),
    mode: (mode) => hotkeys.setMode(mode),
    release: () => hotkeys.release(),
  };
}
