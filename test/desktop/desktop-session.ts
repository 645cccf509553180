/** The app with the demo org in a virtual desktop, with screenshots. desktop.ts runs it as an ordinary user. */
import { once } from 'node:events';
import { join } from 'node:path';
import { OutsideApp, POPUP, fromSource } from './app.js';
import { projectFolder } from './ordinary-user.js';
import { startSession } from './session.js';

const stay = process.argv.includes('--stay');
const large = process.argv.includes('--large');

const session = await startSession({ scale: large ? 2 : 1 });
try {
  const { screen, tray } = session;
  const picture = async (name: string): Promise<void> => {
    const file = `test-results/desktop/${name}.png`;
    await screen.screenshot(join(projectFolder, file));
    console.log(file);
  };
  const app = new OutsideApp(session, fromSource(), join(session.folder, 'user-data'));
  await app.start('--demo');
  await tray.tooltipMatching(/Available/);
  await app.openPopup();
  await picture('popup');
  await screen.key('Escape');
  await screen.noWindow(POPUP);
  const before = await screen.popups();
  await tray.openMenu();
  await screen.popupsAbove(before);
  await picture('tray-menu');
  await screen.key('Escape');
  await tray.choose('Settings');
  await screen.settled(await screen.window('^Settings$'));
  await picture('settings');
  if (stay) {
    console.log(`The desktop stays on display ${session.env['DISPLAY']} until Ctrl-C.`);
    await once(process, 'SIGINT');
  }
  await app.quit();
} finally {
  await session.stop();
}
