/** A native menu as data: what each item says, and the command it gives. */
import type { DesktopCommand } from '../commands.js';
import { shortText } from '../short-text.js';

export type MenuItemView =
  | { readonly kind: 'separator' }
  /** Words only; cannot be chosen. */
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly run: DesktopCommand; readonly enabled: boolean }
  | {
      readonly kind: 'check' | 'radio';
      readonly label: string;
      readonly checked: boolean;
      readonly run: DesktopCommand;
      readonly enabled: boolean;
    }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly MenuItemView[] };

/** Longest text of an item, in characters: wider menus cover the screen. */
export const LONGEST_LABEL = 60;
export const text = (label: string): MenuItemView => ({ kind: 'text', label: shortText(label, LONGEST_LABEL) });
export const action = (label: string, run: DesktopCommand, enabled = true): MenuItemView => ({
  kind: 'action',
  label: shortText(label, LONGEST_LABEL),
  run,
  enabled,
});
/** Nothing where there is nothing to choose. */
export const submenu = (label: string, items: readonly MenuItemView[]): MenuItemView[] =>
  items.length === 0 ? [] : [{ kind: 'submenu', label: shortText(label, LONGEST_LABEL), items }];
