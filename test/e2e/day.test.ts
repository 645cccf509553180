/** My day shows at once what an agent does, keeps it over a restart, and forgets it on request. */
import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Desk } from './desk.js';
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

async function openDay(desk: Desk): Promise<Page> {
  const popup = await desk.openPopup();
  // The popup grows while presences arrive, so its footer is in place only after them.
  await expect(popup.getByRole('option', { name: 'Meal', exact: true })).toBeVisible();
  await popup.getByRole('button', { name: 'My day' }).click();
  return desk.window('day');
}

/** The day's rows, newest first: presence, and who set it. */
const rows = (day: Page) => day.getByRole('table', { name: 'Presences of the day' }).locator('tbody tr');

test('an agent sees the day grow, exports it, finds it again after a restart, and has it forgotten', async ({
  desk,
}) => {
  const app = await desk.launch();
  await desk.signIn(ADA);

  await test.step('what was picked here and what somebody else set are told apart, live', async () => {
    const day = await openDay(desk);
    await expect(day.getByRole('img', { name: 'Timeline' })).toBeVisible();
    const popup = await desk.openPopupAgain();
    await desk.clickOn(popup.getByRole('option', { name: 'Break', exact: true }));
    await expect(rows(day).first()).toContainText(/Break.*you/);
    desk.org.faults.changePresence(ADA, { definitionId: 'Meal' });
    await expect(rows(day).first()).toContainText(/Meal.*elsewhere/);
    await expect(day.getByRole('table', { name: 'Totals' })).toContainText('Meal');
  });

  await test.step('the day is written as CSV where the agent says', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'export-')), 'day.csv');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    const day = await desk.window('day');
    await desk.clickOn(day.getByRole('button', { name: 'Export CSV' }));
    await expect
      .poll(() => readFile(file, 'utf8').catch(() => ''))
      .toMatch(/^\uFEFFfrom,to,seconds[^]*,Break,Break,you\r\n/);
  });

  await test.step('it is there after a restart, from this computer alone', async () => {
    await desk.quit();
    await desk.launch();
    await expect((await desk.popup()).getByRole('status', { name: 'Current presence' })).toBeVisible();
    const day = await openDay(desk);
    await expect(rows(day).filter({ hasText: 'Break' })).toHaveCount(1);
    await expect(rows(day).first()).toContainText('Meal');
  });

  await test.step('the agent has it forgotten; it goes on from now', async () => {
    const day = await desk.window('day');
    await desk.clickOn(day.getByRole('button', { name: 'Forget everything' }));
    await desk.clickOn(day.getByRole('dialog').getByRole('button', { name: 'Forget', exact: true }));
    await expect(rows(day).filter({ hasText: 'Break' })).toHaveCount(0);
    await expect(rows(day).first()).toContainText('Meal');
    const people = await readdir(join(desk.userData, 'history'));
    for (const person of people)
      for (const name of await readdir(join(desk.userData, 'history', person)))
        expect(await readFile(join(desk.userData, 'history', person, name), 'utf8')).not.toContain('"Break"');
  });
});
