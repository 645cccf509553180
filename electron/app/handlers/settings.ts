/** The app's own settings, and the hotkeys. */
import * as v from 'valibot';
import { hotkeyLabels } from '../../desktop/hotkeys/hotkey-settings.js';
import type { ChangeResult, HotkeyTarget } from '../../ipc/app-state.js';
import type {
  HotkeyReach,
  HotkeyView,
  KeptThings,
  settingsChannels,
  SettingsView,
} from '../../ipc/contract/settings.js';
import type { Handlers } from '../../ipc/server.js';
import { listSource, objectSource } from '../../ipc/sources.js';
import type { Cancel } from '../../ports.js';
import { isSettingKey, notificationSettingsSchema } from '../../settings/settings.js';
import type { SettingsStore } from '../../settings/settings-store.js';
import { changeSettings } from './change-settings.js';

export interface SettingsParts {
  readonly settings: SettingsStore;
  readonly hotkeys: {
    views(): readonly HotkeyView[];
    readonly onChange: (run: () => void) => Cancel;
    reach(): HotkeyReach;
    set(target: HotkeyTarget, accelerator: string): ChangeResult;
    clear(target: HotkeyTarget): ChangeResult;
    mode(mode: 'work' | 'capture' | 'test'): void;
  };
  /** The start at login in the system. */
  readonly login: {
    /** Why it does not start although it should. Null: it does. */
    off(): Reason | null;
    /** It is set up, but the desktop may not do it, and what to do then. Null: it does, or it is off. */
    unsure(): Reason | null;
    /** The person wants it anyway, so whatever switched it off is removed. */
    mend(): void;
    onChange(run: () => void): Cancel;
  };
  /** What the desktop reports about the person at it. */
  readonly desktop: {
    lock(): SettingsView['lockNews'];
    idle(): boolean | null;
    /** Finds out again. */
    look(): void;
    onChange(run: () => void): Cancel;
  };
  readonly everything: {
    kept(): Promise<KeptThings>;
    /** Asks first where the agent is On Queue. */
    forget(): void;
  };
}

/** A reason. The contract's has mutable params. */
interface Reason {
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

const reasonOf = (reason: Reason | null): SettingsView['loginOff'] =>
  reason && { key: reason.key, params: { ...reason.params } };

type SettingsChannel = Exclude<keyof typeof settingsChannels, 'hotkeys:fired'>;

export function settingsHandlers({
  settings,
  hotkeys,
  login,
  desktop,
  everything,
}: SettingsParts): Pick<Handlers, SettingsChannel> {
  const view = (): SettingsView => {
    const { startAtLogin, keepSession, language, theme, zoom, offQueue, freePopupAfterMinutes } = settings.get();
    const { history, historyDays, updates } = settings.get();
    const lockedBy: SettingsView['lockedBy'] = {};
    for (const key of Object.keys(settings.get()).filter(isSettingKey)) {
      const by = settings.lockedBy(key);
      if (by !== null) lockedBy[key] = by;
    }
    return {
      startAtLogin,
      keepSession,
      history,
      historyDays,
      loginOff: reasonOf(login.off()),
      loginUnsure: reasonOf(login.unsure()),
      language,
      theme,
      zoom,
      offQueue,
      freePopupAfterMinutes,
      updates,
      notifications: v.parse(notificationSettingsSchema, settings.get()),
      lockedBy,
      unknownInPolicy: [...settings.policy().unknown],
      hotkeyReach: hotkeys.reach(),
      lockNews: desktop.lock(),
      idleTold: desktop.idle(),
    };
  };

  return {
    'settings:values': objectSource(view, (changed) => {
      const parts = [settings, login, hotkeys, desktop];
      const cancels = parts.map((part) => part.onChange(changed));
      desktop.look();
      return () => cancels.forEach((cancel) => cancel());
    }),
    'settings:set': ({ key, value }) => {
      const mends = key === 'startAtLogin' && value && settings.get().startAtLogin && login.off() !== null;
      const result = changeSettings(settings, { [key]: value });
      if (mends && result.ok) login.mend();
      return result;
    },
    'settings:kept': () => everything.kept(),
    'settings:forgetEverything': () => everything.forget(),
    'hotkeys:list': (params, follower) => {
      const end = listSource(() => hotkeys.views(), hotkeys.onChange)(params, follower);
      return () => {
        end();
        // The window that captured or tested keys is gone, perhaps by a crash, so the hotkeys work again.
        hotkeys.mode('work');
      };
    },
    'hotkeys:labels': objectSource(() => ({ labels: hotkeyLabels(hotkeys.views()) }), hotkeys.onChange),
    'hotkeys:set': ({ target, accelerator }) => hotkeys.set(target, accelerator),
    'hotkeys:clear': ({ target }) => hotkeys.clear(target),
    'hotkeys:mode': ({ mode }) => hotkeys.mode(mode),
  };
}
