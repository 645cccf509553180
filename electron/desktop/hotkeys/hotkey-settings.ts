/**
 * All hotkeys: two of the app's settings, the rest of the signed-in person. Keyed by id, so they survive relabelled
 * definitions.
 */
import type { AppState, ChangeResult, HotkeyTarget } from '../../ipc/app-state.js';
import type { HotkeyView } from '../../ipc/contract/settings.js';
import type { Personal, PersonalStore } from '../../settings/personal-store.js';
import { ROUTINE_KEY } from '../../settings/routine.js';
import type { Settings } from '../../settings/settings.js';
import { SettingLockedError, type SettingsStore } from '../../settings/settings-store.js';
import { targetKey, type Hotkey, type Hotkeys } from './hotkey-registry.js';

/** The stored list. The app's own come first and take precedence. */
export function wantedHotkeys(
  settings: Pick<Settings, 'openPopupHotkey' | 'previousPresenceHotkey'>,
  personal: Pick<Personal, 'hotkeys'> | null,
): Hotkey[] {
  const { openPopupHotkey, previousPresenceHotkey } = settings;
  return [
    ...(openPopupHotkey === null ? [] : [{ target: { kind: 'openPopup' } as const, accelerator: openPopupHotkey }]),
    ...(previousPresenceHotkey === null
      ? []
      : [{ target: { kind: 'previousPresence' } as const, accelerator: previousPresenceHotkey }]),
    ...Object.entries(personal?.hotkeys ?? {}).map(([key, { accelerator }]) => ({
      target: personalTarget(key),
      accelerator,
    })),
  ];
}

/** `@routine/ID`, `definitionId`, or `definitionId/presetId`. */
function personalTarget(key: string): HotkeyTarget {
  if (key.startsWith(ROUTINE_KEY)) return { kind: 'routine', routineId: key.slice(ROUTINE_KEY.length) };
  const slash = key.indexOf('/');
  return slash === -1
    ? { kind: 'definition', definitionId: key, presetId: null }
    : { kind: 'definition', definitionId: key.slice(0, slash), presetId: key.slice(slash + 1) };
}

const personalKey = (target: Extract<HotkeyTarget, { kind: 'definition' | 'routine' }>): string =>
  target.kind === 'routine'
    ? `${ROUTINE_KEY}${target.routineId}`
    : target.presetId === null
      ? target.definitionId
      : `${target.definitionId}/${target.presetId}`;

/** For the popup's rows: definition id → label. Hotkeys that also send a message are left out. */
export const hotkeyLabels = (views: readonly HotkeyView[]): Record<string, string> =>
  Object.fromEntries(
    views.flatMap(({ target, label, problem }) =>
      target.kind === 'definition' && target.presetId === null && problem === null
        ? [[target.definitionId, label]]
        : [],
    ),
  );

/** The presence picked before the current one. Null: there is none. */
export const previousPresence = ({ personal, presence }: Pick<AppState, 'personal' | 'presence'>): string | null =>
  personal.recent.find(({ id }) => id !== presence.current?.definition.id)?.id ?? null;

export interface HotkeySettings {
  set(target: HotkeyTarget, accelerator: string): ChangeResult;
  clear(target: HotkeyTarget): ChangeResult;
  /** The stores changed, or another person signed in. */
  refresh(): void;
}

export function createHotkeySettings(deps: {
  readonly hotkeys: Hotkeys;
  readonly settings: SettingsStore;
  personal(): PersonalStore | null;
  /** Whether a definition means On Queue. */
  isOnQueue(definitionId: string): boolean;
}): HotkeySettings {
  const { hotkeys, settings } = deps;
  /** The person was asked about On Queue by hotkey. The same request again means yes. */
  let asked: string | null = null;

  const refresh = (): void => hotkeys.apply(wantedHotkeys(settings.get(), deps.personal()?.get() ?? null));

  const save = (target: HotkeyTarget, accelerator: string | null): ChangeResult => {
    try {
      if (target.kind === 'openPopup') settings.set({ openPopupHotkey: accelerator });
      else if (target.kind === 'previousPresence') settings.set({ previousPresenceHotkey: accelerator });
      else if (!savePersonal(deps.personal(), personalKey(target), accelerator)) return no('hotkey.signInFirst');
      return { ok: true, problem: null };
    } catch (error) {
      return no(error instanceof SettingLockedError ? `settings.locked.${error.lockedBy}` : 'hotkey.notSaved');
    } finally {
      refresh();
    }
  };

  return {
    set(target, accelerator) {
      const goesOnQueue = target.kind === 'definition' && deps.isOnQueue(target.definitionId);
      const has = hotkeys.views().some((view) => targetKey(view.target) === targetKey(target));
      const wish = `${targetKey(target)} ${accelerator}`;
      if (goesOnQueue && !has && asked !== wish) {
        asked = wish;
        return no('hotkey.asksOnQueue');
      }
      asked = null;
      const reason = hotkeys.tryOut(target, accelerator);
      return reason
        ? { ok: false, problem: { key: reason.key, params: { ...reason.params } } }
        : save(target, accelerator);
    },
    clear: (target) => save(target, null),
    refresh,
  };
}

const no = (key: string): ChangeResult => ({ ok: false, problem: { key, params: {} } });

/** False: nobody is signed in. */
function savePersonal(store: PersonalStore | null, key: string, accelerator: string | null): boolean {
  if (!store) return false;
  const { [key]: old, ...others } = store.get().hotkeys;
  store.set({ hotkeys: accelerator === null ? others : { ...others, [key]: { ...old, accelerator } } });
  return true;
}
