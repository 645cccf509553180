/** Where in the settings window one is: main names a section, and a presence, when it opens the window. */
import { sectionsOf, type SectionOf } from '../../electron/ipc/window-table.js';
import '../shared/api.js';

export type SettingsSection = SectionOf<'settings'>;

/** The sections there are, in their order. */
export const SECTIONS = sectionsOf('settings');

/** What each section is about: the app, or the person who is signed in, whose own things nobody else sees. */
const ABOUT: Readonly<Record<SettingsSection, 'app' | 'person'>> = {
  general: 'app',
  account: 'app',
  hotkeys: 'app',
  notifications: 'app',
  favourites: 'person',
  presets: 'person',
  routines: 'person',
  limits: 'person',
  schedule: 'person',
  automations: 'person',
};

export const isPersonal = (section: SettingsSection): boolean => ABOUT[section] === 'person';

class Place {
  section = $state<SettingsSection>('general');
  /** The presence one came for, by its definition's id. */
  definitionId = $state<string | null>(null);
}

export const place = new Place();

export function watchPlace(): void {
  window.presenceTray.follow('app:place', undefined, (heard) => {
    if (heard.kind !== 'snapshot') return;
    const { section, definitionId } = heard.value;
    place.section = SECTIONS.find((each) => each === section) ?? 'general';
    place.definitionId = definitionId;
  });
}
