/** Escapes texts for the desktop's surfaces, so that each shows them unchanged. */
import { shortText } from './short-text.js';

/** For native menus and buttons, where a single `&` marks a key. */
export const inMenu = (text: string): string => text.replaceAll('&', '&&');

/**
 * Windows removes that marker twice from a tray's tooltip, so only three of them show as one (electron/electron#14373).
 * An overlong text is cut first.
 */
export function inWindowsTooltip(text: string, longest: number): string {
  for (let room = longest; room > 0; room -= 1) {
    const escaped = shortText(text, room).replaceAll('&', '&&&');
    if (escaped.length <= longest) return escaped;
  }
  return '';
}

/**
 * For the body of a notification whose service reads markup (https://specifications.freedesktop.org/notification-spec,
 * "Markup").
 */
export const asMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Whether escaping makes a difference. */
export const hasMarkup = (text: string): boolean => /[&<>]/.test(text);
