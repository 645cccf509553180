/** A menu's contents (Menu.svelte). */
import type { IconName } from './icons.js';

export interface MenuItem {
  readonly label: string;
  /** A shorter label, for a row of choices whose heading says the rest. */
  readonly short?: string;
  readonly icon?: IconName;
  readonly filled?: boolean;
  /** The current value, shown after the label. */
  readonly detail?: string;
  readonly run: () => void;
}

/** Menu items in a row below a heading. */
export interface MenuChoices {
  readonly heading: string;
  readonly icon?: IconName;
  readonly choices: readonly MenuItem[];
}

export type MenuEntry = MenuItem | MenuChoices | 'line';
