import type { MenuItemConstructorOptions } from 'electron';
import type { RunCommand } from '../commands.js';
import { inMenu } from '../surface-text.js';
import type { MenuItemView } from './menu-item.js';

/** The input of Electron's `Menu.buildFromTemplate`. */
export function menuTemplate(items: readonly MenuItemView[], run: RunCommand): MenuItemConstructorOptions[] {
  return items.map((item): MenuItemConstructorOptions => {
    switch (item.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'text':
        return { label: inMenu(item.label), enabled: false };
      case 'submenu':
        return { label: inMenu(item.label), submenu: menuTemplate(item.items, run) };
      case 'action':
        return { label: inMenu(item.label), enabled: item.enabled, click: () => run(item.run) };
      case 'check':
      case 'radio':
        // Never Electron's `radio`: it moves its mark on the click, before the service has answered.
        return {
          type: 'checkbox',
          label: inMenu(item.label),
          checked: item.checked,
          enabled: item.enabled,
          click: () => run(item.run),
        };
    }
  });
}
