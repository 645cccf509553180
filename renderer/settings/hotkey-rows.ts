/**
 * The hotkeys in the settings window: the app's own two, those of presences, and one the person came to add. Pure
 * functions only.
 */
import type { DefinitionView } from '../../electron/presence/presence-view.js';
import type { AppState, HotkeyTarget } from '../../electron/ipc/app-state.js';
import type { HotkeyView } from '../../electron/ipc/contract/settings.js';
import type { MessagePreset } from '../../electron/settings/message-preset.js';
import { choosable } from './choices.js';

export interface HotkeyRow {
  readonly key: string;
  readonly target: HotkeyTarget;
  readonly definition: DefinitionView | null;
  /** The message the hotkey also sends, if any. */
  readonly message: string | null;
  readonly hotkey: HotkeyView | null;
}

export const targetKey = (target: HotkeyTarget): string =>
  target.kind === 'definition'
    ? `definition ${target.definitionId} ${target.presetId ?? ''}`
    : target.kind === 'routine'
      ? `routine ${target.routineId}`
      : target.kind;

export function hotkeyRows(
  { definitions }: Pick<AppState, 'definitions'>,
  hotkeys: readonly HotkeyView[],
  presets: readonly MessagePreset[],
  added: readonly HotkeyTarget[],
): HotkeyRow[] {
  const all = new Map(choosable({ definitions }).map((definition) => [definition.id, definition]));
  const given = new Map(hotkeys.map((hotkey) => [targetKey(hotkey.target), hotkey]));
  const targets: HotkeyTarget[] = [
    { kind: 'openPopup' },
    { kind: 'previousPresence' },
    ...hotkeys.map(({ target }) => target),
    ...added,
  ];
  const rows = new Map<string, HotkeyRow>();
  for (const target of targets) {
    const key = targetKey(target);
    const ofPresence = target.kind === 'definition' ? target : null;
    rows.set(key, {
      key,
      target,
      definition: ofPresence ? (all.get(ofPresence.definitionId) ?? null) : null,
      message: presets.find((preset) => preset.id === ofPresence?.presetId)?.text ?? null,
      hotkey: given.get(key) ?? null,
    });
  }
  return [...rows.values()];
}

/** The hotkeys that send a message preset, in readable form. */
export const hotkeysOfPreset = (hotkeys: readonly HotkeyView[], presetId: string): string[] =>
  hotkeys
    .filter(({ target }) => target.kind === 'definition' && target.presetId === presetId)
    .map(({ label }) => label);
