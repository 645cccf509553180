import { expect, test } from './fixtures.js';

const ADA = 'Ada Lovelace';

test('keys typed right after a presence’s menu was opened by keyboard go to the menu, not into the filter', async ({
  desk,
}) => {
  await desk.launch();
  await desk.signIn(ADA);
  const popup = await desk.openPopup();
  const filter = popup.getByRole('searchbox', { name: 'Filter presences' });
  const menu = popup.getByRole('menu');
  await filter.fill('Break');
  await filter.press('Shift+F10');
  await expect(menu.getByRole('menuitem', { name: '15 min', exact: true })).toBeFocused();
  await popup.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await filter.fill('Break');

  // The next key is handled before any task: only what waits for no more than promises is there by then.
  const focused = await filter.evaluate(async (element) => {
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'F10', shiftKey: true, bubbles: true, cancelable: true }),
    );
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    return document.activeElement?.getAttribute('role');
  });
  expect(focused).toBe('menuitem');
  await popup.keyboard.press('s');
  await expect(menu.getByRole('menuitem', { name: 'Set with message…' })).toBeFocused();
  await expect(filter).toHaveValue('Break');
});
