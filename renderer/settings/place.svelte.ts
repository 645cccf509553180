/** Where the settings window is open: main names a section, and sometimes a presence. */
import { sectionsOf, type SectionOf } from '../../electron/ipc/window-table.js';
import '../shared/api.js';

export type SettingsSection = SectionOf<'settings'>;

export const SECTIONS = sectionsOf('settings');

/** Whether a section is about the app, or about the signed-in person, whose own things nobody else sees. */
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
  about: 'app',
};

export const isPersonal = (section: SettingsSection): boolean => ABOUT[section] === 'person';

class Place {
  section = $state<SettingsSection>('general');
  /** The id of the presence that the person came for. */
  definitionId = $state<string | null>(null);
  /** The setting that the person searched for, until it is there. */
  settingId = $state<string | null>(null);

  /** Where the person goes by themselves. */
  open(section: SettingsSection, settingId: string | null = null): void {
    this.section = section;
    this.settingId = settingId;
  }
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
