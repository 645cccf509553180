/** The icons of the settings' sections, as path data on a 16 px grid (shared/icons.ts): the popup's, and some more. */
import { ICONS } from '../shared/icons.js';
import type { SettingsSection } from './place.svelte.js';

export const SECTION_ICONS: Readonly<Record<SettingsSection, string>> = {
  general: ICONS.settings,
  account: ICONS.team,
  hotkeys: ICONS.keyboard,
  notifications: 'M3.5 11.5c1.2-1.2 1.2-2.2 1.2-4.2a3.3 3.3 0 0 1 6.6 0c0 2 0 3 1.2 4.2zM6.7 13.6a1.5 1.5 0 0 0 2.6 0',
  favourites: ICONS.star,
  presets:
    'M3.2 3h9.6A1.2 1.2 0 0 1 14 4.2v5.6a1.2 1.2 0 0 1-1.2 1.2H7.5l-3 2.6V11H3.2A1.2 1.2 0 0 1 2 9.8V4.2A1.2 1.2 0 0 1 3.2 3M5 5.8h6M5 8.2h4',
  routines: 'M3 4.2h6M3 8h6M3 11.8h6M11.2 5.2v5.6l3.6-2.8z',
  limits: ICONS.gauge,
  schedule:
    'M3.2 3.4h9.6A1.2 1.2 0 0 1 14 4.6v8a1.2 1.2 0 0 1-1.2 1.2H3.2A1.2 1.2 0 0 1 2 12.6v-8a1.2 1.2 0 0 1 1.2-1.2M2 6.8h12M5.2 1.8v3M10.8 1.8v3M5 9.6h3',
  about: ICONS.info,
  automations: 'M8.8 1.8L3.6 9h3.6l-.8 5.2L11.9 7H8.2z',
};
