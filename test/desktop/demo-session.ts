/**
 * The demo without a desktop: the main job in a virtual one, by mouse and keys. demo.ts runs it as an ordinary user.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { DemoCore } from '../../electron/demo-org/core.js';
import { OutsideApp, fromSource } from './app.js';
import { projectFolder } from './ordinary-user.js';
import { askService } from './service-word.js';
import { startSession } from './session.js';
import { waitFor } from './wait.js';

const VISITOR = 'Ada Lovelace';
const PRESENCE = 'Break';
const MESSAGE = 'back at 10:40';
const PICTURE = 'test-results/demo.png';

/** Every demo org has the same client id. */
const CLIENT_ID = new DemoCore().client.id;

const session = await startSession();
try {
  const app = new OutsideApp(session, fromSource(), join(session.folder, 'user-data'));
  await app.start('--demo');
  console.log(`Started, signed in to the demo org: ${await session.tray.tooltipMatching(/Available/)}`);
  await app.openPopup();
  await app.setWithMessage(PRESENCE, MESSAGE);
  console.log(`Set through the popup: ${await session.tray.tooltipMatching(new RegExp(`${PRESENCE}: ${MESSAGE}`))}`);
  const word = await askService(await demoOrgOf(app.userData), CLIENT_ID, VISITOR);
  console.log(`The service now has: ${word.name}, ${word.presence}, "${word.message}"`);
  if (word.presence !== PRESENCE || word.message !== MESSAGE) process.exitCode = 1;
  await app.openPopup();
  await session.screen.screenshot(join(projectFolder, PICTURE));
  console.log(`Screenshot: ${PICTURE}`);
  await app.quit();
} finally {
  await session.stop();
}

/** The app's log says where its built-in demo org listens. */
function demoOrgOf(userData: string): Promise<string> {
  const entrySchema = v.object({ message: v.literal('demo org listens'), port: v.number() });
  return waitFor("the demo org's address in the log", async () => {
    const lines = (await readFile(join(userData, 'logs', 'presence-tray.log'), 'utf8')).trim().split('\n');
    for (const line of lines) {
      const entry = v.safeParse(entrySchema, JSON.parse(line));
      if (entry.success) return `http://127.0.0.1:${entry.output.port}`;
    }
    return null;
  });
}
