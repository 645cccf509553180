/** Leaving the queue by the popup's switch, the tray's menu, a command and the settings. */
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('On Queue switched off leads back to the presence before it, or to Available where the agent wants that', async ({
  desk,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  const become = (label: string) => expect.poll(() => desk.presenceOf(ADA).label).toBe(label);
  const turn = async (): Promise<void> =>
    desk.clickOn((await desk.openPopup()).getByRole('switch', { name: 'On Queue', exact: true }));

  await test.step('by the switch of the popup', async () => {
    expect(await desk.cli('--set', 'Busy')).toMatchObject({ status: 0 });
    await turn();
    await become('On Queue');
    await turn();
    await become('Busy');
  });

  await test.step('by the menu of the tray, and by a command', async () => {
    await desk.session.tray.choose('On Queue');
    await become('On Queue');
    await desk.session.tray.choose('On Queue');
    await become('Busy');
    expect(await desk.cli('--set', 'On Queue')).toMatchObject({ status: 0 });
    expect(await desk.cli('--set', 'Off Queue')).toMatchObject({ status: 0, stdout: 'Busy\n' });
  });

  await test.step('and to Available after that was chosen in the settings', async () => {
    await desk.session.tray.choose('Settings');
    const settings = await desk.window('settings');
    await settings.getByRole('tab', { name: 'General' }).click();
    await settings.getByRole('combobox', { name: 'Switching On Queue off' }).selectOption('Sets Available');
    await desk.openPopupAgain();
    await turn();
    await become('On Queue');
    await turn();
    await become('Available');
  });
});
