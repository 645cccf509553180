/** A desktop without anything that shows tray icons, like plain GNOME. */
import type { Bus } from '../desktop/bus.js';
import { startPanel } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';
const TOLD = /shows no tray icons/;

test.use({ desktop: { tray: 'none' } });

/** Stops the first program that asks for a panel, in that moment, and lets it go on after `meanwhile`. */
async function standsStillAfterLooking(bus: Bus, meanwhile: () => Promise<void>): Promise<void> {
  const watcher = 'org.kde.StatusNotifierWatcher';
  let met = false;
  await bus.monitor(`type='method_call',member='NameHasOwner',arg0='${watcher}'`, ({ sender }) => {
    if (met) return;
    met = true;
    void bus.processOf(sender).then(async (pid) => {
      process.kill(pid, 'SIGSTOP');
      await meanwhile();
      process.kill(pid, 'SIGCONT');
    });
  });
}

/** Waits until the popup is an ordinary window on the screen, and in the task list. */
async function ordinaryWindow(desk: Desk): Promise<string> {
  const { screen } = desk.session;
  return waitFor('the popup as an ordinary window', async () => {
    const [id] = await screen.windows('^Presence Tray$');
    if (id === undefined) return null;
    const type = await screen.property(id, '_NET_WM_WINDOW_TYPE').catch(() => '');
    const state = await screen.property(id, '_NET_WM_STATE').catch(() => 'SKIP_TASKBAR');
    return /_NORMAL/.test(type) && !/SKIP_TASKBAR/.test(state) ? id : null;
  });
}

test('the app says so once, opens as a window, and keeps every function', async ({ desk, session }) => {
  await test.step('the popup becomes a window and says why', async () => {
    await desk.launch();
    await ordinaryWindow(desk);
    const popup = await desk.popup();
    await expect(popup.getByText(TOLD)).toBeVisible();
  });

  await test.step('a presence is picked in it; it stays when another program takes the focus', async () => {
    await desk.signIn(ADA);
    await desk.browser.close();
    const popup = await desk.popup();
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }));
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Break');
    const args = ['-title', 'Customer record', '-size', '400x300', 'xc:white'];
    const other = session.background.start('other-program', 'display', args, { env: session.env });
    await session.screen.focus(await session.screen.window('Customer record'));
    expect(await desk.isShown(popup)).toBe(true);
    await session.background.end(other);
  });

  await test.step('closing hides it; hotkey and command line bring it back', async () => {
    const popup = await desk.popup();
    await session.screen.focus(await ordinaryWindow(desk));
    await session.screen.key('alt+F4');
    await expect.poll(() => desk.isShown(popup)).toBe(false);
    await session.screen.key('ctrl+shift+F9');
    await expect.poll(() => desk.isShown(popup)).toBe(true);
    expect(await desk.cli('--toggle')).toMatchObject({ status: 0 });
    await expect.poll(() => desk.isShown(popup)).toBe(false);
    expect(await desk.cli('--set', 'Meal')).toMatchObject({ status: 0 });
    expect(desk.presenceOf(ADA).label).toBe('Meal');
    expect(await desk.cli()).toMatchObject({ status: 0 });
    await expect.poll(() => desk.isShown(popup)).toBe(true);
  });

  await test.step('once put away, it is not said again at the next start', async () => {
    const popup = await desk.popup();
    const notice = popup.getByText(TOLD);
    await expect(notice).toBeVisible();
    await popup.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice).toBeHidden();
    expect(await desk.cli('--quit')).toMatchObject({ status: 0 });
    await desk.ended();
    await desk.launch();
    await ordinaryWindow(desk);
    await expect((await desk.popup()).getByText(TOLD)).toBeHidden();
  });
});

test('a panel that comes after the app, as at log-in, shows the icon all the same', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  await desk.popup();
  const panel = await startPanel(session.background, session.bus, session.env);
  expect(await session.tray.tooltip()).toBe('Signed out');
  const popup = await desk.openPopup();
  expect(await session.screen.property(await session.screen.window('^Presence Tray$'), '_NET_WM_WINDOW_TYPE')).toMatch(
    /_TOOLBAR/,
  );
  await session.tray.click();
  await expect.poll(() => desk.isShown(popup)).toBe(false);
  await desk.quit();
  await session.background.end(panel);
});

test('a panel that starts in the moment after Electron has looked for one shows the icon, too', async ({
  desk,
  session,
}) => {
  const { bus } = session;
  /** The app stands still between Electron's look for a panel and its own, until there is one. */
  const looked = new Promise<void>((resolve) => {
    void standsStillAfterLooking(bus, async () => {
      await startPanel(session.background, bus, session.env);
      await waitFor('a panel that shows icons', () => session.tray.hasHost());
      resolve();
    });
  });
  await desk.launch({ args: ['--hidden'] });
  await looked;
  expect(await session.tray.tooltip()).toBe('Signed out');
  await desk.logged(/"host":"statusNotifier"/);
  const popup = await desk.popup();
  await session.tray.click();
  await expect.poll(() => desk.isShown(popup)).toBe(true);
});
