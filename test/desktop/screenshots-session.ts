/**
 * The README's pictures, of a day that is always the same except for the hour. screenshots.ts runs it as an ordinary
 * user. Everything is drawn twice as large, for sharp screens: the README shows them at half size.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemoOrg, type DemoOrg } from '../../electron/demo-org/index.js';
import { builtInId } from '../../electron/demo-org/definition-seeds.js';
import { PURECLOUD, type Person } from '../../electron/demo-org/people.js';
import type { Settings } from '../../electron/settings/settings.js';
import { OutsideApp, POPUP, fromSource } from './app.js';
import { demoOrgEnv, writeBrowser, writePersonal, writeSettings } from './before-start.js';
import { projectFolder } from './ordinary-user.js';
import type { Area } from './screen.js';
import { startSession, type DesktopSession } from './session.js';
import { waitFor } from './wait.js';

const SCALE = 2;
/** The margin of desktop around the subject. */
const MARGIN = 16 * SCALE;
const MINUTE_MS = 60_000;

const session = await startSession({ scale: SCALE });
try {
  await pictures(session, 'light', async (app, take) => {
    const { screen, tray } = session;
    await app.openPopup();
    await take('popup', await screen.windowArea(await screen.window(POPUP)));
    await screen.key('Escape');
    await screen.noWindow(POPUP);

    const before = new Set(await screen.unframed());
    await tray.openMenu();
    await screen.popupsAbove(before.size);
    const menu = await waitFor('the menu to be drawn', async () => {
      const opened = (await screen.unframed()).filter((id) => !before.has(id));
      const areas = await Promise.all(opened.map((id) => screen.windowArea(id)));
      // The icon's tooltip may have opened beside it.
      return areas.find(({ height }) => height > 200 * SCALE);
    });
    await screen.settled(menu);
    await take('tray-menu', menu);
    await screen.key('Escape');

    await tray.choose('Settings');
    const settings = await screen.window('^Settings$');
    await screen.settled(settings);
    await screen.move({ x: 0, y: 0 });
    // From the search field along the sections to the limits, because there is something in them.
    for (const key of ['Tab', 'Tab', 'Down', 'Down', 'Down', 'Down', 'Down', 'Down', 'Down']) await screen.key(key);
    await screen.settled(settings);
    await take('settings', await screen.framedArea(settings));
  });
  await pictures(session, 'dark', async (app, take) => {
    const { screen } = session;
    await app.openPopup();
    await take('popup-dark', await screen.windowArea(await screen.window(POPUP)));
  });
} finally {
  await session.stop();
}

type Take = (name: string, of: Area) => Promise<void>;

/** Starts the app for an agent on a break, lets pictures be taken, and ends it. */
async function pictures(
  { env, folder: sessionFolder, screen, tray }: DesktopSession,
  theme: Settings['theme'],
  show: (app: OutsideApp, take: Take) => Promise<void>,
): Promise<void> {
  const org = await startDemoOrg();
  const folder = join(sessionFolder, theme);
  await mkdir(folder);
  const app = new OutsideApp(session, fromSource(), join(folder, 'user-data'), {
    ...env,
    TZ: zoneInTheMorning(),
    ...demoOrgEnv(org, join(folder, 'browser')),
  });
  await prepare(org, app.userData, join(folder, 'browser'), theme);
  await app.start('--hidden');
  await tray.tooltipMatching(/^Break/);
  await show(app, async (name, area) => {
    const file = `assets/screenshots/${name}.png`;
    await screen.screenshot(join(projectFolder, file), withMargin(area, screen.size));
    console.log(file);
  });
  await app.quit();
  await tray.gone();
  await org.close();
}

/** A time zone in which it is now some minutes past ten, so that the pictures always show a working day. */
function zoneInTheMorning(): string {
  const ahead = 10 - new Date().getUTCHours();
  const offset = ahead < -12 ? ahead + 24 : ahead;
  // These names have the opposite sign (POSIX).
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

/** An agent, twelve minutes into a fifteen-minute break. */
async function prepare(org: DemoOrg, userData: string, browser: string, theme: Settings['theme']): Promise<void> {
  const ada = personOf(org, 'Ada Lovelace');
  ada.presences.set(PURECLOUD, {
    definitionId: builtInId('Break'),
    message: 'Back in 15 minutes',
    modifiedAt: Date.now() - 12 * MINUTE_MS,
    futureDefinitionId: null,
  });
  await writeBrowser(browser, ada.id);
  await writeSettings(userData, { signInAtStart: true, startAtLogin: false, theme });
  await writePersonal(userData, org, ada.id, {
    limits: { [builtInId('Break')]: 15 },
    recent: [builtInId('Meal'), builtInId('Available'), builtInId('Meeting')],
    presets: [{ id: 'back-soon', text: 'Back in five minutes', lifetime: { kind: 'presence' } }],
  });
}

function personOf(org: DemoOrg, name: string): Person {
  const found = org.org.person(name);
  if (found === undefined) throw new Error(`The demo org has nobody called ${name}.`);
  return found;
}

/** The area with some desktop around it, as far as there is any. */
function withMargin({ x, y, width, height }: Area, screen: { width: number; height: number }): Area {
  const left = Math.max(0, x - MARGIN);
  const top = Math.max(0, y - MARGIN);
  return {
    x: left,
    y: top,
    width: Math.min(screen.width, x + width + MARGIN) - left,
    height: Math.min(screen.height, y + height + MARGIN) - top,
  };
}
