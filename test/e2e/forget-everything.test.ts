/** *Forget everything* in the settings, on the desktop's real keyring. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesktopSession } from '../desktop/session.js';
import { startProxy } from '../desktop/proxy-double.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const SECRETS = 'org.freedesktop.secrets';

/** How many items the keyring has. */
async function itemsIn(session: DesktopSession): Promise<number> {
  const items = await session.bus.property(
    SECRETS,
    '/org/freedesktop/secrets/collection/login',
    'org.freedesktop.Secret.Collection',
    'Items',
  );
  return Array.isArray(items) ? items.length : 0;
}

test('an agent has everything forgotten, keychain and files, and the app is as on its first run', async ({
  desk,
  session,
}) => {
  const proxy = await startProxy();
  try {
    const before = await itemsIn(session);
    const behind = [`--proxy-server=${proxy.url}`, '--proxy-bypass-list=<-loopback>'];
    await desk.launch({ args: behind });
    const popup = await desk.popup();
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    await desk.browser.signInAs(ADA, desk.org.loginUrl);
    await desk.browser.close();
    await desk.logged(/a proxy asks for a password/);
    await desk.openPopup();
    await desk.clickOn(popup.getByLabel('User name'));
    await session.screen.type('ada');
    await session.screen.key('Tab');
    await session.screen.type('open sesame');
    await session.screen.key('Return');
    await session.tray.tooltipMatching(/^Available/);
    await expect.poll(() => itemsIn(session)).toBe(before + 2);
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }));
    await session.tray.tooltipMatching(/^Break/);

    await test.step('a confirmation lists what will be gone', async () => {
      await session.tray.choose('Settings');
      const settings = await desk.window('settings');
      await settings.getByRole('tab', { name: 'General' }).click();
      await settings.getByRole('radio', { name: 'Dark' }).check({ force: true });
      await settings.getByRole('tab', { name: 'Account' }).click();
      await desk.clickOn(settings.getByRole('button', { name: 'Forget everything…' }));
      const dialog = settings.getByRole('dialog', { name: 'Forget everything on this computer?' });
      await expect(dialog.getByRole('listitem')).toHaveText([
        '1 kept sign-in, in the keychain',
        new RegExp(`the password of the proxy .*${proxy.name}.*, in the keychain`),
        'all settings',
        'favourites, messages, hotkeys, limits and automations of 1 person',
        'the history of 1 day',
        'the log',
      ]);
      await desk.clickOn(dialog.getByRole('button', { name: 'Cancel' }));
      await expect(dialog).toBeHidden();
      expect(await itemsIn(session)).toBe(before + 2);
      await desk.clickOn(settings.getByRole('button', { name: 'Forget everything…' }));
      await desk.clickOn(dialog.getByRole('button', { name: 'Forget everything' }));
    });

    await test.step('then nothing is left, and the popup offers the sign-in', async () => {
      await session.tray.tooltipMatching(/^Signed out$/);
      await expect.poll(() => itemsIn(session)).toBe(before);
      await expect(popup.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
      await expect.poll(() => desk.isShown(popup)).toBe(true);
      await desk.logged(/everything was forgotten/);
      const names = await readdir(desk.userData);
      for (const name of ['settings.json', 'notices.json', 'people', 'history']) expect(names).not.toContain(name);
      const log = await readFile(join(desk.userData, 'logs', 'presence-tray.log'), 'utf8');
      expect(log.split('\n')[0]).toContain('everything was forgotten');
      expect(await popup.evaluate(() => document.documentElement.dataset['theme'])).toBe('light');
    });

    await test.step('after a restart, too: no session, and the proxy is asked about anew', async () => {
      await desk.quit();
      await desk.launch({ args: behind });
      await session.tray.tooltipMatching(/^Signed out$/);
      const again = await desk.popup();
      await again.getByRole('button', { name: 'Sign in', exact: true }).click();
      await desk.logged(/a proxy asks for a password/);
    });
  } finally {
    await proxy.close();
  }
});
