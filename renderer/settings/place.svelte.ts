/** Where in the settings window one is: main names a section, and a presence, when it opens the window. */
import type { SettingsSection } from '../../electron/ipc/contract.js';
import '../shared/api.js';

/** The sections there are, in their order. */
export const SECTIONS = [
  'general',
  'account',
  'hotkeys',
  'notifications',
] as const satisfies readonly SettingsSection[];
export type Section = (typeof SECTIONS)[number];

const isSection = (section: SettingsSection): section is Section => SECTIONS.some((known) => known === section);

class Place {
  section = $state<Section>('general');
  /** The presence one came for, by its definition's id. */
  definitionId = $state<string | null>(null);
}

export const place = new Place();

export function watchPlace(): void {
  window.presenceTray.on('settings:show', ({ section, definitionId }) => {
    place.section = isSection(section) ? section : 'general';
    place.definitionId = definitionId;
  });
}
