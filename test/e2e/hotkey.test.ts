/** Hotkeys while another program has the focus. */
import { expect, test } from './fixtures.js';

test('the hotkey opens the popup over the program the agent works in', async ({ desk, session }) => {
  await desk.launch({ args: ['--hidden'] });
  const popup = await desk.popup();
  const other = session.background.start(
    'other-program',
    'display',
    ['-title', 'Customer record', '-size', '400x300', 'xc:white'],
    {
      env: session.env,
    },
  );
  await session.screen.focus(await session.screen.window('Customer record'));
  await session.screen.key('ctrl+shift+F9');
  await expect.poll(() => desk.isShown(popup)).toBe(true);
  await session.screen.key('Escape');
  await expect.poll(() => desk.isShown(popup)).toBe(false);
  await session.background.end(other);
});
