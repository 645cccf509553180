/**
 * Texts as the desktop's surfaces take them: what one of them would read as something else is written so that it shows
 * as it is.
 */
import { shortText } from './short-text.js';

/** For native menus and buttons, where a lone `&` marks a key. */
export const inMenu = (text: string): string => text.replaceAll('&', '&&');

/**
 * Windows takes that marker out of a tray's tooltip twice: only three of them show as one (electron/electron#14373).
 * What is too long is cut before.
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

/** Whether that makes a difference. */
export const hasMarkup = (text: string): boolean => /[&<>]/.test(text);
