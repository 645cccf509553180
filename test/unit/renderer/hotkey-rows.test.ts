import { describe, expect, it } from 'vitest';
import type { DefinitionView } from '../../../electron/presence/presence-view.js';
import type { HotkeyTarget } from '../../../electron/ipc/app-state.js';
import { hotkeyRows } from '../../../renderer/settings/hotkey-rows.js';
import { exampleState, meal, onBreak, onQueue } from '../desktop/example-state.js';

const forBreak: HotkeyTarget = { kind: 'definition', definitionId: onBreak.id, presetId: null };
const forBreakWithMessage: HotkeyTarget = { ...forBreak, presetId: 'p1' };

const presets = [{ id: 'p1', text: 'back soon', lifetime: { kind: 'presence' } } as const];
const hotkey = (target: HotkeyTarget) => ({
  id: JSON.stringify(target),
  target,
  accelerator: 'Ctrl+Alt+B',
  label: 'Ctrl Alt B',
  problem: null,
  unlikely: false,
});
/** The rows for these offered presences and these hotkeys. */
const rowsOf = (
  definitions: readonly DefinitionView[],
  targets: readonly HotkeyTarget[],
  added: readonly HotkeyTarget[] = [],
) =>
  hotkeyRows(
    exampleState({
      definitions: {
        kind: 'ready',
        groups: [{ systemPresence: 'Break', label: 'Break', division: null, definitions: [...definitions] }],
        onQueue,
        problem: null,
      },
    }),
    targets.map(hotkey),
    presets,
    added,
  );

describe('the hotkeys that the settings window shows', () => {
  it('are the app’s own two until a presence is given one', () => {
    expect(rowsOf([onBreak], []).map(({ target }) => target.kind)).toEqual(['openPopup', 'previousPresence']);
  });

  it('have one row for a presence and one for it with a message', () => {
    const rows = rowsOf([onBreak], [forBreak, forBreakWithMessage]).slice(2);
    expect(rows.map(({ definition, message }) => [definition?.label, message])).toEqual([
      ['Break', null],
      ['Break', 'back soon'],
    ]);
  });

  it('follow a presence that was relabelled', () => {
    const relabelled = { ...onBreak, label: 'Coffee time' };
    const [, , row] = rowsOf([relabelled], [forBreak]);
    expect(row?.definition?.label).toBe('Coffee time');
    expect(row?.hotkey?.label).toBe('Ctrl Alt B');
  });

  it('stay, to be taken away, where the presence was deactivated', () => {
    const [, , row] = rowsOf([meal], [forBreak]);
    expect(row).toMatchObject({ target: forBreak, definition: null, hotkey: { label: 'Ctrl Alt B' } });
  });

  it('have a row for a presence that is about to get one, once', () => {
    expect(rowsOf([onBreak], [], [forBreak])).toHaveLength(3);
    expect(rowsOf([onBreak], [forBreak], [forBreak])).toHaveLength(3);
  });
});
