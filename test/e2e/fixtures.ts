/** What every end-to-end test uses: a desktop session, its own demo org, and an agent's desk. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { startDemoOrg, type DemoOrg } from '../../electron/demo-org/index.js';
import type { Switches } from '../../electron/demo-org/switches.js';
import { startSession, type DesktopSession, type SessionOptions } from '../desktop/session.js';
import { SystemBrowser } from './browser.js';
import { Desk } from './desk.js';

export { expect };

interface PerTest {
  /** Whether workforce management is available. Tests about something else do without. */
  schedule: Switches['schedule'];
  org: DemoOrg;
  desk: Desk;
}

interface PerWorker {
  /** The kind of desktop session. Tests that set it get a session of their own. */
  desktop: SessionOptions;
  session: DesktopSession;
}

export const test = base.extend<PerTest, PerWorker>({
  desktop: [{}, { option: true, scope: 'worker' }],
  session: [
    async ({ desktop }, use) => {
      const session = await startSession(desktop);
      await use(session);
      await session.stop();
    },
    { scope: 'worker' },
  ],
  schedule: ['noPermission', { option: true }],
  org: async ({ schedule }, use) => {
    const org = await startDemoOrg({ switches: { schedule } });
    await use(org);
    await org.close();
  },
  desk: async ({ session, org }, use, info) => {
    const folder = await mkdtemp(join(session.folder, 'desk-'));
    const browser = await SystemBrowser.install(session, folder);
    const desk = new Desk(session, org, browser, join(folder, 'user-data'));
    session.notifications.seen.length = 0;
    await use(desk);
    if (info.status !== info.expectedStatus) {
      await session.screen.screenshot(info.outputPath('desktop.png'));
      await cp(session.logs, info.outputPath('session-logs'), { recursive: true });
      await cp(join(desk.userData, 'logs'), info.outputPath('app-logs'), { recursive: true }).catch(() => undefined);
    }
    await desk.leave();
    await session.notifications.closeAll();
    await rm(folder, { recursive: true, force: true });
    expect(desk.violations, 'the windows stayed within their Content-Security-Policy and threw nothing').toEqual([]);
  },
});
