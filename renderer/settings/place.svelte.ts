/** Where in the settings window one is: main names a section, and a presence, when it opens the window. */
import type { SettingsSection } from '../../electron/ipc/contract.js';
import '../shared/api.js';

/** What each section is about: the app, or the person who is signed in (design §3.13). In their order. */
const ABOUT = {
  general: 'app',
  account: 'app',
  hotkeys: 'app',
  notifications: 'app',
  favourites: 'person',
  presets: 'person',
  limits: 'person',
  automations: 'person',
} as const satisfies Readonly<Record<SettingsSection, 'app' | 'person'>>;

const isSection = (name: string): name is SettingsSection => Object.hasOwn(ABOUT, name);

/** The sections there are, in their order. */
export const SECTIONS: readonly SettingsSection[] = Object.keys(ABOUT).filter(isSection);

export const isPersonal = (section: SettingsSection): boolean => ABOUT[section] === 'person';

class Place {
  section = $state<SettingsSection>('general');
  /** The presence one came for, by its definition's id. */
  definitionId = $state<string | null>(null);
}

export const place = new Place();

export function watchPlace(): void {
  window.presenceTray.on('settings:show', ({ section, definitionId }) => {
    place.section = section;
    place.definitionId = definitionId;
  });
}
