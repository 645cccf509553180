import type { MenuItemConstructorOptions } from 'electron';
import type { RunCommand } from '../commands.js';
import { inMenu } from '../surface-text.js';
import type { MenuItemView } from './menu-item.js';

/** What Electron's `Menu.buildFromTemplate` takes. */
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
        // Never Electron's `radio`: it moves its mark at the click, before the service has said anything.
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
