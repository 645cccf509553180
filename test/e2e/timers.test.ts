/**
 * A presence set for a time, from the popup, the tray and a shell: its time left, five minutes more, and cancelling it.
 */
import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('an agent sets Meal for 30 minutes in the popup, adds five, and calls the timer off', async ({
  desk,
  session,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  const popup = await desk.openPopup();
  await session.screen.type('meal');
  await expect(popup.getByRole('option')).toHaveText([/Meal/]);
  await session.screen.key('shift+F10');
  await desk.clickOn(popup.getByRole('menuitem', { name: '30 min' }));
  await expect.poll(() => desk.presenceOf(ADA).label).toBe('Meal');
  await expect(popup.getByText(/^Available again in (29|30) min$/)).toBeVisible();
  await session.tray.tooltipMatching(/^Meal · Available again at /);
  await desk.clickOn(popup.getByRole('button', { name: '+5 min' }));
  await expect(popup.getByText(/^Available again in (34|35) min$/)).toBeVisible();
  await desk.clickOn(popup.getByRole('button', { name: 'Stay in this presence' }));
  await expect(popup.getByText(/again in/)).toHaveCount(0);
  await session.tray.tooltipMatching(/^Meal · since /);
  expect(desk.presenceOf(ADA).label).toBe('Meal');
});

test('the tray’s menu sets a presence for a time, extends it and calls it off', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  await desk.signIn(ADA);
  await session.tray.tooltipMatching(/^Available/);
  await session.tray.choose('Set for a time', '15 minutes', 'Meal');
  const first = await session.tray.tooltipMatching(/^Meal · Available again at /);
  await session.tray.choose('5 minutes more');
  await expect.poll(() => session.tray.tooltip()).not.toBe(first);
  await session.tray.tooltipMatching(/^Meal · Available again at /);
  await session.tray.choose('Cancel the timer');
  await session.tray.tooltipMatching(/^Meal · since /);
  expect(desk.presenceOf(ADA).label).toBe('Meal');
});

test('a shell sets a presence for a time; it survives a restart and returns by itself', async ({ desk, session }) => {
  await desk.launch();
  await desk.signIn(ADA);
  const half = await desk.cli('--set', 'Meal', '--for', '30m');
  expect(half).toMatchObject({ status: 0 });
  expect(half.stdout).toMatch(/^Meal\nUntil .+, then Available\n$/);
  expect((await desk.cli('--status')).stdout).toMatch(/^Until .+ \((29|30) min left\), then Available$/m);
  expect(Object.keys(JSON.parse((await desk.cli('--status', '--json')).stdout))).toEqual([
    'state',
    'presence',
    'message',
    'since',
    'pending',
    'routingStatus',
    'timed',
  ]);

  // The shortest time possible, because the test waits for its end.
  expect(await desk.cli('--set', 'Meal', '--for', '1m')).toMatchObject({ status: 0 });
  await desk.quit();
  await desk.launch({ args: ['--hidden'] });
  await session.tray.tooltipMatching(/^Meal · Available again at /);
  expect(desk.presenceOf(ADA).label).toBe('Meal');
  await expect.poll(() => desk.presenceOf(ADA).label, { timeout: 120_000 }).toBe('Available');
  await session.tray.tooltipMatching(/^Available · since /);
});
