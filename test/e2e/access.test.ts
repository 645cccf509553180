/** The popup for everyone: axe finds nothing in any theme, and the page's cage holds. */
import { readFile } from 'node:fs/promises';
import { objections } from './axe.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const THEMES = [
  { name: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced colours', media: { colorScheme: 'dark', forcedColors: 'active' } },
] as const;

test('axe finds nothing in the popup: first run, signed in, message, menus, in every theme', async ({ desk }) => {
  await desk.launch();
  const popup = await desk.popup();
  for (const { name, media } of THEMES) {
    await popup.emulateMedia(media);
    expect(await objections(popup), `first run, ${name}`).toEqual([]);
  }
  await desk.signIn(ADA);
  await desk.openPopup();
  await popup.getByRole('button', { name: 'Edit message' }).click();
  for (const { name, media } of THEMES) {
    await popup.emulateMedia(media);
    expect(await objections(popup), `signed in, ${name}`).toEqual([]);
  }
  await popup.getByRole('button', { name: 'Account' }).click();
  await popup.getByRole('menu').waitFor();
  expect(await objections(popup), 'account menu').toEqual([]);
});

test('axe finds nothing in any section of the settings: signed out, signed in, filled, in every theme', async ({
  desk,
  session,
}) => {
  await desk.launch();
  await session.tray.choose('Settings');
  const settings = await desk.window('settings');
  const check = async (when: string): Promise<void> => {
    for (const { name, media } of THEMES) {
      await settings.emulateMedia(media);
      for (const tab of await settings.getByRole('tab').all()) {
        await tab.click();
        await expect(settings.getByRole('heading', { level: 1 })).toHaveText((await tab.textContent())?.trim() ?? '');
        expect(await objections(settings), `${await tab.textContent()}, ${when}, ${name}`).toEqual([]);
      }
    }
  };
  await check('signed out');
  // The settings took the focus, and so the popup closed.
  await desk.openPopup();
  await desk.signIn(ADA);
  await settings.getByRole('tab', { name: 'Limits' }).click();
  await settings.getByRole('combobox').selectOption('Break');
  await settings.getByRole('button', { name: 'Add limit' }).click();
  await settings.getByRole('tab', { name: 'Favourites' }).click();
  await settings.getByRole('combobox').selectOption('Meal');
  await settings.getByRole('button', { name: 'Add to favourites' }).click();
  await settings.getByRole('tab', { name: 'Messages' }).click();
  await settings.getByRole('textbox', { name: 'Message' }).fill('back soon ☕');
  await settings.getByRole('button', { name: 'Add message' }).click();
  await settings.getByRole('tab', { name: 'Automations' }).click();
  for (const name of ['When the screen is locked', 'When the app starts'])
    await settings.getByRole('switch', { name }).click();
  await check('filled');
});

test('axe finds nothing in Manage presences: its tabs and its dialogs, in every theme', async ({ desk }) => {
  await desk.launch();
  await desk.signIn('Alan Turing');
  const popup = await desk.openPopup();
  await popup.getByRole('button', { name: 'Account' }).click();
  await popup.getByRole('menuitem', { name: 'Manage presences' }).click();
  const manage = await desk.window('manage');
  const check = async (when: string): Promise<void> => {
    for (const { name, media } of THEMES) {
      await manage.emulateMedia(media);
      expect(await objections(manage), `${when}, ${name}`).toEqual([]);
    }
  };
  await expect(manage.getByRole('row', { name: /Coffee/ })).toBeVisible();
  await check('presences');
  await manage.getByRole('button', { name: 'Edit Coffee' }).click();
  await check('editor');
  await manage.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await manage.getByRole('button', { name: 'Deactivate Coffee' }).click();
  await check('deactivating');
  await manage.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await manage.getByRole('tab', { name: 'Sources' }).click();
  await expect(manage.getByRole('row', { name: /Front desk/ })).toBeVisible();
  await check('sources');
  await manage.getByRole('tab', { name: 'Organisation' }).click();
  await manage.getByRole('spinbutton', { name: 'Minutes' }).fill('0');
  await check('organisation');
});

test('a page can neither run words as code nor reach the network', async ({ desk, org }) => {
  await desk.launch();
  const popup = await desk.popup();
  const outcome = await popup.evaluate(async (url) => {
    // In a timer, because what Playwright itself evaluates is exempt from the page's policy.
    const evaluated = await new Promise<string>((resolve) =>
      setTimeout(() => {
        try {
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- this is what the policy has to refuse
          resolve(String(new Function('return 1')()));
        } catch (error) {
          resolve(error instanceof Error ? error.name : 'refused');
        }
      }),
    );
    const fetched = await fetch(url).then(
      () => 'reached',
      () => 'refused',
    );
    const opened = window.open('https://example.org') === null ? 'refused' : 'opened';
    return { evaluated, fetched, opened };
  }, org.apiUrl);
  expect(outcome).toEqual({ evaluated: 'EvalError', fetched: 'refused', opened: 'refused' });
  expect(desk.violations.length).toBeGreaterThan(0);
  desk.violations.length = 0;
});

test('the session that Electron makes by itself grants nothing, although nobody asked for it at the start', async ({
  desk,
  org,
}) => {
  const app = await desk.launch();
  await desk.popup();
  const states = await app.evaluate(async ({ BrowserWindow, session }, url) => {
    const window = new BrowserWindow({ show: false, webPreferences: { session: session.defaultSession } });
    await window.loadURL(url);
    const asked = `Promise.all(['geolocation', 'notifications', 'camera'].map(
      async (name) => (await navigator.permissions.query({ name })).state))`;
    const told: unknown = await window.webContents.executeJavaScript(asked);
    window.destroy();
    return told;
  }, org.loginUrl);
  expect(states).toEqual(['denied', 'denied', 'denied']);
});

test('the renderers run in the sandbox', async ({ desk }) => {
  const app = await desk.launch();
  await desk.popup();
  const pids = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getOSProcessId()),
  );
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    expect(/^Seccomp:\s+2$/m.test(status), `process ${pid} filters its system calls`).toBe(true);
    expect(/^NSpid:\s+\d+\s+\d+/m.test(status), `process ${pid} has a namespace of its own`).toBe(true);
  }
});
