/** Which presences the settings offer for what. */
import { describe, expect, it } from 'vitest';
import { choosable, inListOrder, settable } from '../../../renderer/settings/choices.js';
import { hotkeysOfPreset } from '../../../renderer/settings/hotkey-rows.js';
import { exampleState, onQueue } from '../desktop/example-state.js';

const labels = (definitions: readonly { label: string }[]): string[] => definitions.map(({ label }) => label);

describe('the settings offer', () => {
  it('every presence once for limits and favourites, On Queue among them', () => {
    expect(labels(choosable(exampleState()))).toEqual(['Available', 'Break', 'Coffee', 'Meal', 'On Queue']);
  });

  it('never On Queue for an automation, but Offline', () => {
    expect(labels(settable(exampleState(), 'Offline'))).toEqual(['Available', 'Break', 'Coffee', 'Meal', 'Offline']);
    const { definitions } = exampleState();
    const hidden = { ...definitions, onQueue: null };
    expect(labels(settable({ definitions: hidden }, 'Offline'))).not.toContain(onQueue.label);
  });

  it('limits in the order of the presences, and those of presences that are gone last', () => {
    const rows = inListOrder(exampleState(), { gone: 5, 'd-meal': 45, 'd-break': 15 });
    expect(rows.map(({ id, definition, kept }) => [id, definition?.label, kept])).toEqual([
      ['d-break', 'Break', 15],
      ['d-meal', 'Meal', 45],
      ['gone', undefined, 5],
    ]);
  });

  it('with a message the hotkeys that send it', () => {
    const hotkey = (presetId: string | null, label: string) => ({
      id: label,
      target: { kind: 'definition', definitionId: 'd-break', presetId } as const,
      accelerator: label,
      label,
      problem: null,
      unlikely: false,
    });
    const hotkeys = [hotkey('p1', 'F10'), hotkey(null, 'F11'), hotkey('p2', 'F12')];
    expect(hotkeysOfPreset(hotkeys, 'p1')).toEqual(['F10']);
  });
});
