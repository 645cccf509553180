/** The icons of the settings' sections, as path data on a 16 px grid (shared/icons.ts): those the popup has, and some of their own. */
import { ICONS } from '../shared/icons.js';
import type { Section } from './place.svelte.js';

export const SECTION_ICONS: Readonly<Record<Section, string>> = {
  general: ICONS.settings,
  account: ICONS.team,
  hotkeys: ICONS.keyboard,
  notifications: 'M3.5 11.5c1.2-1.2 1.2-2.2 1.2-4.2a3.3 3.3 0 0 1 6.6 0c0 2 0 3 1.2 4.2zM6.7 13.6a1.5 1.5 0 0 0 2.6 0',
};
