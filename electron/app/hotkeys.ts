/** What a press of a hotkey does, and who keeps which. */
import { globalShortcut } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import { createHotkeySettings, previousPresence, type HotkeySettings } from '../desktop/hotkeys/hotkey-settings.js';
import { createHotkeys, type Hotkeys } from '../desktop/hotkeys/hotkey-registry.js';
import { lacksKey, readKeySymbols } from '../desktop/hotkeys/x11-keymap.js';
import { createEmitter } from '../emitter.js';
import { inNodesLoop } from '../desktop/system/node-loop.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Cancel, Clock, Log } from '../ports.js';
import type { DefinitionView } from '../presence/presence-view.js';
import type { HotkeyTarget } from '../ipc/app-state.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Platform } from './settings-slices.js';
import type { Shell } from './shell.js';
import type { SignedIn } from './signed-in.js';
import { isWayland, reachOfHotkeys } from './wayland.js';

export interface AppHotkeys {
  readonly hotkeys: Hotkeys;
  readonly settings: HotkeySettings;
  /** Calls when what `hotkeys.views()` gives has changed. */
  readonly onChange: (run: () => void) => Cancel;
}

export function createAppHotkeys(parts: {
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: StateStore;
  readonly settings: SettingsStore;
  readonly shell: Pick<Shell, 'popup' | 'push'>;
  signedIn(): SignedIn | null;
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
    const definitionId = target.kind === 'definition' ? target.definitionId : previousPresence(store.get());
    if (definitionId === null) return;
    const presetId = target.kind === 'definition' ? target.presetId : null;
    const signedIn = parts.signedIn();
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
    return offered(target.definitionId)?.label ?? texts('hotkey.goneDefinition');
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
  return {
    hotkeys,
    onChange(run) {
      const cancel = changes.on(run);
      // Asked anew for each window that shows hotkeys: the keyboard may have changed.
      void lookAtKeyboard();
      return cancel;
    },
    settings: createHotkeySettings({
      hotkeys,
      settings: parts.settings,
      personal: () => parts.signedIn()?.personal ?? null,
      isOnQueue: (id) => offered(id)?.systemPresence === 'OnQueue',
    }),
  };
}
