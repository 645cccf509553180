/** Presence, message and time under one name: made once, picked with one click or one command. */
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('an agent makes a routine, and sets it from the popup and from a shell', async ({ desk }) => {
  await desk.launch();
  await desk.signIn(ADA);
  const popup = await desk.openPopup();
  await expect(popup.getByRole('option', { name: 'Meal', exact: true })).toBeVisible();
  await popup.getByRole('button', { name: 'Settings' }).click();
  const settings = await desk.window('settings');
  await settings.locator('#tab-routines').click();

  await test.step('it is made in the settings', async () => {
    await settings.getByLabel('Name', { exact: true }).fill('Lunch');
    await settings.getByLabel('Presence', { exact: true }).selectOption({ label: 'Meal' });
    await settings.getByLabel('Message', { exact: true }).fill('back at one');
    await settings.getByLabel('Ends', { exact: true }).selectOption('timed');
    await settings.getByLabel('Set for, in minutes').fill('45');
    await settings.getByRole('button', { name: 'Add routine' }).click();
    await expect(settings.getByRole('listitem')).toContainText('for 45 min');
  });

  await test.step('one click in the popup sets all of it', async () => {
    await desk.openPopupAgain();
    await desk.clickOn(popup.getByRole('group', { name: 'Routines' }).getByRole('button', { name: 'Lunch' }));
    await expect.poll(() => desk.presenceOf(ADA)).toEqual({ label: 'Meal', message: 'back at one' });
    const { timed } = JSON.parse((await desk.cli('--status', '--json')).stdout) as {
      timed: { returnTo: { label: string } };
    };
    expect(timed.returnTo.label).toBe('Available');
  });

  await test.step('a shell sets it by its name', async () => {
    expect(await desk.cli('--set', 'Available', '--message', '')).toMatchObject({ status: 0 });
    expect(await desk.cli('--set', 'lunch')).toMatchObject({ status: 0 });
    expect(desk.presenceOf(ADA)).toEqual({ label: 'Meal', message: 'back at one' });
  });
});
