/** What a menu holds (Menu.svelte). */
import type { IconName } from './icons.js';

export interface MenuItem {
  readonly label: string;
  /** What stands there in its place, in a row of choices whose heading says the rest. */
  readonly short?: string;
  readonly icon?: IconName;
  readonly filled?: boolean;
  /** Shown after the label: what is set at present. */
  readonly detail?: string;
  readonly run: () => void;
}

/** Items in a row under a heading; each is one of the menu's items. */
export interface MenuChoices {
  readonly heading: string;
  readonly icon?: IconName;
  readonly choices: readonly MenuItem[];
}

export type MenuEntry = MenuItem | MenuChoices | 'line';
