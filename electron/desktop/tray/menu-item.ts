/** A native menu as data: each item's label, and its command. */
import type { DesktopCommand } from '../commands.js';
import { shortText } from '../short-text.js';

export type MenuItemView =
  | { readonly kind: 'separator' }
  /** Only text. It cannot be chosen. */
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

/** An item's longest text, in characters. Wider menus would cover the screen. */
export const LONGEST_LABEL = 60;
export const text = (label: string): MenuItemView => ({ kind: 'text', label: shortText(label, LONGEST_LABEL) });
export const action = (label: string, run: DesktopCommand, enabled = true): MenuItemView => ({
  kind: 'action',
  label: shortText(label, LONGEST_LABEL),
  run,
  enabled,
});
/** Nothing if there are no items. */
export const submenu = (label: string, items: readonly MenuItemView[]): MenuItemView[] =>
  items.length === 0 ? [] : [{ kind: 'submenu', label: shortText(label, LONGEST_LABEL), items }];
