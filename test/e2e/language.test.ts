/** The language of the app: chosen in its settings, and the shell's own for commands. */
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('another language is spoken everywhere at once: windows, tray, labels and notifications', async ({
  desk,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  await session.tray.choose('Settings');
  const settings = await desk.window('settings');
  const popup = await desk.popup();

  await test.step('German', async () => {
    await settings.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
    await expect(settings.getByRole('tab', { name: 'Allgemein' })).toBeVisible();
    await expect(settings).toHaveTitle('Einstellungen');
    await expect(settings.locator('html')).toHaveAttribute('lang', 'de');
    await expect(popup.getByRole('option', { name: 'Pause', exact: true })).toBeAttached();
    await session.tray.tooltipMatching(/^Verfügbar/);
    desk.org.faults.changePresence(ADA, { definitionId: 'On Queue' });
    await session.notifications.matching(/^Sie sind jetzt: /);
    await session.tray.choose('Alle Präsenzen', 'Pause', 'Pause');
    await expect.poll(() => desk.presenceOf(ADA).label).toBe('Break');
  });

  await test.step('Arabic, from right to left', async () => {
    await settings.getByRole('combobox', { name: 'Sprache' }).selectOption('العربية');
    await expect(settings).toHaveTitle('الإعدادات');
    for (const page of [settings, popup]) await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
    await session.tray.tooltipMatching(/استراحة/);
  });
});

test('a command answers in the language of its shell, with and without the app, and JSON stays JSON', async ({
  desk,
}) => {
  const german = { LANG: 'de_DE.UTF-8', LC_ALL: '', LC_MESSAGES: '', LANGUAGE: '', DISPLAY: '', WAYLAND_DISPLAY: '' };
  expect((await desk.cliIn(german, '--help')).stdout).toContain('Beispiele:');
  expect((await desk.cliIn(german, '--status')).stderr).toContain('läuft nicht');
  expect((await desk.cliIn({ ...german, LANGUAGE: 'xx:fr' }, '--stauts')).stderr).toMatch(/Option inconnue|inconnue/);
  expect((await desk.cliIn({ ...german, LC_ALL: 'C' }, '--status')).stderr).toContain('not running');

  await desk.launch();
  expect((await desk.cliIn(german, '--status')).stderr).toContain('angemeldet');
  expect((await desk.cli('--status')).stderr).toContain('not signed in');
  const json = async (env: NodeJS.ProcessEnv): Promise<unknown> =>
    JSON.parse((await desk.cliIn(env, '--status', '--json')).stdout);
  expect(await json(german)).toEqual(await json({}));
});
