/** Behind a proxy that asks for a password: requests and sockets alike. */
import type { Page } from '@playwright/test';
import { startProxy, type ProxyDouble } from '../desktop/proxy-double.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';
import { expectNowhere } from './tokens.js';

const ADA = 'Ada Lovelace';

/** All of the app's requests go by the proxy, those to this computer too. */
const behind = (proxy: ProxyDouble): string[] => [`--proxy-server=${proxy.url}`, '--proxy-bypass-list=<-loopback>'];

const form = (popup: Page) => popup.getByRole('form', { name: 'Your proxy asks for a password' });

/** Signs in as far as the proxy lets it: the browser, which has no proxy, comes back, and the popup asks. */
async function signInUpToTheProxy(desk: Desk): Promise<Page> {
  const popup = await desk.popup();
  await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
  await desk.browser.signInAs(ADA, desk.org.loginUrl);
  await desk.browser.close();
  await desk.logged(/a proxy asks for a password/);
  await desk.openPopup();
  await expect(form(popup)).toBeVisible();
  return popup;
}

test('an agent behind a proxy is asked for its password once, and works live from then on', async ({
  desk,
  org,
  session,
}) => {
  const proxy = await startProxy();
  try {
    await test.step('the sign-in waits for the password; a wrong one is asked for again', async () => {
      await desk.launch({ args: behind(proxy) });
      const popup = await signInUpToTheProxy(desk);
      await desk.clickOn(popup.getByLabel('User name'));
      await session.screen.type('ada');
      await session.screen.key('Tab');
      await session.screen.type('open barley');
      await session.screen.key('Return');
      await expect(popup.getByText('The proxy did not take this user name and password.')).toBeVisible();
      await expect(popup.getByLabel('Password', { exact: true })).toBeFocused();
      await session.screen.type('open sesame');
      await session.screen.key('Return');
      await expect(form(popup)).toHaveCount(0);
      await expect(popup.getByRole('status', { name: 'Current presence' })).toBeVisible();
      await session.tray.tooltipMatching(/^Available/);
    });

    await test.step('live updates come through the proxy, too', async () => {
      const { host } = new URL(org.apiUrl);
      await expect
        .poll(() => proxy.visits.filter(({ kind, status }) => kind === 'connect' && status === 200))
        .toHaveLength(1);
      expect(proxy.visits.some(({ kind, target }) => kind === 'absolute' && target === host)).toBe(true);
      org.faults.changePresence(ADA, { definitionId: 'Meeting', message: 'Planning' });
      await session.tray.tooltipMatching(/^Meeting: Planning/);
    });

    await test.step('after a restart nobody is asked', async () => {
      await desk.quit();
      await desk.launch({ args: [...behind(proxy), '--hidden'] });
      await session.tray.tooltipMatching(/^Meeting: Planning/);
      const popup = await desk.openPopup();
      await expect(popup.getByRole('status', { name: 'Current presence' })).toBeVisible();
      await expect(form(popup)).toHaveCount(0);
      await session.screen.key('Escape');
    });

    await test.step('a password that has changed is asked for again; "not now" is respected, with a way back', async () => {
      proxy.changePassword('open rye');
      proxy.dropTunnels();
      await session.tray.tooltipMatching(/No connection/);
      const popup = await desk.openPopup();
      await expect(popup.getByText('The proxy did not take this user name and password.')).toBeVisible();
      await desk.clickOn(popup.getByRole('button', { name: 'Not now' }));
      await expect(form(popup)).toHaveCount(0);
      await desk.clickOn(popup.getByRole('button', { name: 'Enter it' }));
      await expect(popup.getByLabel('User name')).toHaveValue('ada');
      await desk.clickOn(popup.getByLabel('Password', { exact: true }));
      await session.screen.type('open rye');
      await session.screen.key('Return');
      await session.tray.tooltipMatching(/^Meeting: Planning/);
    });

    await expectNowhere(desk.userData, ['open sesame', 'open barley', 'open rye']);
  } finally {
    await proxy.close();
  }
});

test('a proxy that wants the password hashed (digest) gets it so', async ({ desk, session }) => {
  const proxy = await startProxy({ scheme: 'digest' });
  try {
    await desk.launch({ args: behind(proxy) });
    const popup = await signInUpToTheProxy(desk);
    await expect(popup.getByText('This proxy takes the password unencrypted.')).toHaveCount(0);
    await desk.clickOn(popup.getByLabel('User name'));
    await expect(popup.getByLabel('User name')).toBeFocused();
    await session.screen.type('ada');
    await expect(popup.getByLabel('User name')).toHaveValue('ada');
    await session.screen.key('Tab');
    await expect(popup.getByLabel('Password', { exact: true })).toBeFocused();
    await session.screen.type('open sesame');
    await expect(popup.getByLabel('Password', { exact: true })).toHaveValue('open sesame');
    await session.screen.key('Return');
    await session.tray.tooltipMatching(/^Available/);
    const passed = proxy.visits.filter(({ status }) => status === 200);
    expect(passed.length).toBeGreaterThan(0);
    expect(passed.every(({ authorization }) => authorization?.startsWith('Digest '))).toBe(true);
    expect(proxy.visits.some(({ authorization }) => authorization?.startsWith('Basic '))).toBe(false);
  } finally {
    await proxy.close();
  }
});

test('a proxy on the way to an https address is asked about, too', async ({ desk, org, session }) => {
  // Behind the tunnel nobody speaks TLS: that comes after the proxy, and its password was right.
  const nobody = { host: '127.0.0.1', port: Number(new URL(org.apiUrl).port) };
  const proxy = await startProxy({ leadsTo: { 'login.nowhere.test:443': nobody, 'api.nowhere.test:443': nobody } });
  try {
    await desk.launch({
      args: behind(proxy),
      env: { PRESENCE_TRAY_API_URL: 'https://api.nowhere.test', PRESENCE_TRAY_LOGIN_URL: 'https://login.nowhere.test' },
    });
    const popup = await desk.popup();
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    await desk.logged(/a proxy asks for a password/);
    await desk.openPopup();
    await desk.clickOn(popup.getByLabel('User name'));
    await session.screen.type('ada');
    await session.screen.key('Tab');
    await session.screen.type('open sesame');
    await session.screen.key('Return');
    await expect(form(popup)).toHaveCount(0);
    expect(
      proxy.visits.filter(({ target }) => target === 'login.nowhere.test:443').map(({ status }) => status),
    ).toEqual(expect.arrayContaining([407, 200]));
  } finally {
    await proxy.close();
  }
});
