/** The session's system browser: a real Chromium that the app starts through `$BROWSER`, for the sign-in page. */
import { existsSync } from 'node:fs';
import { appendFile, chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { run } from '../desktop/processes.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';

/** Where Debian, Chrome's own package and Playwright (`npx playwright install chromium`) install it. */
function findChromium(): string {
  const places = [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    chromium.executablePath(),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined)
    throw new Error('No Chromium was found for the sign-in page: npx playwright install chromium');
  return found;
}

export class SystemBrowser {
  /** For `$BROWSER`: a program that is passed the address. */
  readonly command: string;
  private readonly profile: string;
  private readonly opened: string;
  private connection: Browser | null = null;

  private constructor(
    private readonly session: DesktopSession,
    folder: string,
  ) {
    this.command = join(folder, 'browser');
    this.profile = join(folder, 'browser-profile');
    this.opened = join(folder, 'browser-opened');
  }

  static async install(session: DesktopSession, folder: string): Promise<SystemBrowser> {
    const browser = new SystemBrowser(session, folder);
    const switches = [
      `--user-data-dir='${browser.profile}'`,
      '--remote-debugging-port=0',
      '--no-first-run',
      '--no-default-browser-check',
      '--password-store=basic',
      '--window-size=700,600',
      '--window-position=20,20',
    ].join(' ');
    await writeFile(
      browser.command,
      `#!/bin/sh\nprintf '%s\\n' "$1" >> '${browser.opened}'\nexec '${findChromium()}' ${switches} "$1" >> '${join(session.logs, 'browser.log')}' 2>&1\n`,
    );
    await chmod(browser.command, 0o755);
    await appendFile(browser.opened, '');
    return browser;
  }

  /** All addresses the app opened, oldest first. */
  async addresses(): Promise<string[]> {
    return (await readFile(this.opened, 'utf8')).split('\n').filter((line) => line !== '');
  }

  /** Waits until the browser shows a page whose address begins like this. */
  async page(address: string): Promise<Page> {
    const port = await waitFor(
      'the browser to start',
      async () => /^\d+$/m.exec(await readFile(join(this.profile, 'DevToolsActivePort'), 'utf8'))?.[0],
    );
    this.connection ??= await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const { connection } = this;
    return waitFor(`the browser to show ${address}`, () =>
      connection
        .contexts()
        .flatMap((context) => context.pages())
        .filter((page) => page.url().startsWith(address))
        .at(-1),
    );
  }

  /** Chooses a person on the demo org's login page, and waits until the app has answered in the browser. */
  async signInAs(person: string, loginUrl: string): Promise<Page> {
    const page = await this.page(loginUrl);
    await page.getByRole('button', { name: person }).click();
    await page.waitForURL((url) => url.hostname === 'localhost');
    return page;
  }

  async close(): Promise<void> {
    const { connection } = this;
    this.connection = null;
    if (connection) {
      const session = await connection.newBrowserCDPSession();
      await session.send('Browser.close').catch(() => undefined);
      await connection.close().catch(() => undefined);
    } else for (const pid of await this.processes()) end(pid);
    await waitFor('the browser to end', async () => (await this.processes()).length === 0);
    // Its port is no longer valid. The next one writes its own.
    await rm(join(this.profile, 'DevToolsActivePort'), { force: true });
  }

  /** Only this browser's processes: they name its profile. */
  private async processes(): Promise<number[]> {
    const { stdout } = await run('pgrep', ['-f', this.profile], { env: this.session.env });
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map(Number);
  }
}

/** Its helpers end with it, maybe just before their turn comes. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
