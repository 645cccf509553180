/** What an agent does first, with the app driven only from outside. */
import type { OutsideApp } from '../desktop/app.js';
import type { Desk } from './desk.js';
import { expect } from './fixtures.js';

/** Signs in from the tray as `name`, and sets Break with a message in the popup. */
export async function signInAndSetBreak(app: OutsideApp, desk: Desk, name: string): Promise<void> {
  const { session, org } = desk;
  await session.tray.chooseByHand('Sign in');
  await desk.browser.signInAs(name, org.loginUrl);
  await session.tray.tooltipMatching(/^Available/);
  await desk.browser.close();
  await app.openPopup();
  await app.setWithMessage('Break', 'back at 10:40');
  await expect.poll(() => desk.presenceOf(name)).toEqual({ label: 'Break', message: 'back at 10:40' });
  await session.tray.tooltipMatching(/^Break: back at 10:40/);
}
