/** What every end-to-end test stands on: a desktop session, a demo org of its own, and an agent's desk. */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { startDemoOrg, type DemoOrg } from '../../electron/demo-org/index.js';
import { startSession, type DesktopSession } from '../desktop/session.js';
import { SystemBrowser } from './browser.js';
import { Desk } from './desk.js';

export { expect };

interface PerTest {
  org: DemoOrg;
  desk: Desk;
}

interface PerWorker {
  session: DesktopSession;
}

export const test = base.extend<PerTest, PerWorker>({
  session: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameters
    async ({}, use) => {
      const session = await startSession();
      await use(session);
      await session.stop();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the parameters
  org: async ({}, use) => {
    const org = await startDemoOrg();
    await use(org);
    await org.close();
  },
  desk: async ({ session, org }, use, info) => {
    const folder = await mkdtemp(join(session.folder, 'desk-'));
    const browser = await SystemBrowser.install(session, folder);
    const desk = new Desk(session, org, browser, join(folder, 'user-data'));
    session.notifications.seen.length = 0;
    await use(desk);
    if (info.status !== info.expectedStatus) await session.screen.screenshot(info.outputPath('desktop.png'));
    await desk.leave();
    await session.notifications.closeAll();
    await rm(folder, { recursive: true, force: true });
    expect(desk.violations, 'the windows stayed within their Content-Security-Policy and threw nothing').toEqual([]);
  },
});
