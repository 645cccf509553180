/** One agent's place in the desktop session: a user-data folder, the app in it, the browser, the command line. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { _electron, errors, expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import { demoOrgEnv, writePersonal } from '../desktop/before-start.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run, type RunResult } from '../desktop/processes.js';
import { LEFT, type Point } from '../desktop/screen.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import type { Personal } from '../../electron/settings/personal-store.js';
import type { DemoOrg } from '../../electron/demo-org/index.js';
import type { SystemBrowser } from './browser.js';

export interface LaunchOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The Electron that runs the app from source. asOrdinaryUser sets it. */
export const electronBinary = (): string => join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron');

/** A command that prints a line now and then. */
export interface FollowedCommand {
  /** The complete lines it has printed. */
  lines(): string[];
  /** Ctrl-C. */
  interrupt(): void;
  /** Its exit status once it has ended. Null: a signal ended it. */
  status(): Promise<number | null>;
}

/** A start takes two or three seconds on a busy machine. */
const ATTACHED_WITHIN_MS = 45_000;
/**
 * A click within 300 ms of the moment in which another window took the popup's focus counts as the one that did it
 * (electron/desktop/windows/popup-toggle.ts).
 */
const LONGER_THAN_THE_SAME_CLICK_MS = 350;

export class Desk {
  app: ElectronApplication | null = null;
  private process: ChildProcess | null = null;
  private readonly followed: ChildProcess[] = [];
  /** Console messages about violations of the page's policy. Any of them fails the test. */
  readonly violations: string[] = [];

  constructor(
    readonly session: DesktopSession,
    readonly org: DemoOrg,
    readonly browser: SystemBrowser,
    readonly userData: string,
  ) {}

  /** The app's environment: the test's demo org stands in for Genesys Cloud. */
  env(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return {
      ...this.session.env,
      ...demoOrgEnv(this.org, this.browser.command),
      ...more,
    };
  }

  private args(more: readonly string[] = []): string[] {
    return [projectFolder, `--user-data-dir=${this.userData}`, ...more];
  }

  /** Starts the app with Playwright attached to its windows. */
  async launch(options: LaunchOptions = {}): Promise<ElectronApplication> {
    const launch = (): Promise<ElectronApplication> =>
      _electron.launch({
        executablePath: electronBinary(),
        args: this.args(options.args),
        env: Object.fromEntries(
          Object.entries(this.env(options.env)).filter((entry): entry is [string, string] => entry[1] !== undefined),
        ),
        chromiumSandbox: true,
        timeout: ATTACHED_WITHIN_MS,
      });
    const app = await launch().catch((error: unknown) => {
      // Once in some 500 starts Chromium never answers what Playwright asks first, although the app runs.
      if (error instanceof errors.TimeoutError) return launch();
      throw error;
    });
    this.app = app;
    this.process = app.process();
    app.on('window', (page) => this.watch(page));
    for (const page of app.windows()) this.watch(page);
    return app;
  }

  private watch(page: Page): void {
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted ?Type/i.test(message.text())) this.violations.push(message.text());
    });
    page.on('pageerror', (error) => this.violations.push(`${page.url()}: ${error.message}`));
  }

  /** A window of the app, by its folder in renderer/. Waits for it if necessary. */
  async window(name: string): Promise<Page> {
    return waitFor(`the window ${name}`, () => this.app?.windows().find((page) => page.url().includes(`/${name}/`)));
  }

  popup(): Promise<Page> {
    return this.window('popup');
  }

  /** Clicks with the real mouse at the element's place on the screen. */
  async clickOn(element: Locator, button = LEFT): Promise<void> {
    await element.waitFor();
    await element.scrollIntoViewIfNeeded();
    const box = await element.boundingBox();
    if (box === null) throw new Error('The element to click on has no place on the screen.');
    const corner = await this.contentCorner(element.page());
    await this.session.screen.click(
      { x: Math.round(corner.x + box.x + box.width / 2), y: Math.round(corner.y + box.y + box.height / 2) },
      button,
    );
  }

  /** The page's corner on the screen, inside the window manager's frame. */
  private async contentCorner(page: Page): Promise<Point> {
    const corner = await this.app?.evaluate(
      ({ BrowserWindow }, url) =>
        BrowserWindow.getAllWindows()
          .find(({ webContents }) => webContents.getURL() === url)
          ?.getContentBounds(),
      page.url(),
    );
    if (corner === undefined) throw new Error(`No window shows ${page.url()}.`);
    return corner;
  }

  /**
   * Whether the operating system shows the window. It is identified by its number, because popup and card have the same
   * title.
   */
  async isShown(page: Page): Promise<boolean> {
    const number = await this.app?.evaluate(
      ({ BrowserWindow }, url) =>
        BrowserWindow.getAllWindows()
          .find(({ webContents }) => webContents.getURL() === url)
          ?.getNativeWindowHandle()
          .readUInt32LE(),
      page.url(),
    );
    return (await this.session.screen.windows(`^${await page.title()}$`)).includes(String(number));
  }

  /** Clicks on the tray icon unless the popup is open, no sooner than a person can. */
  async openPopup(): Promise<Page> {
    const popup = await this.popup();
    if (!(await this.isShown(popup))) {
      await pass(LONGER_THAN_THE_SAME_CLICK_MS);
      await this.session.tray.click();
    }
    await waitFor('the popup to open', () => this.isShown(popup));
    return popup;
  }

  /**
   * Opens the popup after another window of the app took its focus. It uses the command, because a click on the icon so
   * soon after the popup closed counts as the click that closed it.
   */
  async openPopupAgain(): Promise<Page> {
    const popup = await this.popup();
    await waitFor('the popup to close', async () => !(await this.isShown(popup)));
    const { status, stderr } = await this.cli('--toggle');
    if (status !== 0) throw new Error(`--toggle ended with ${String(status)}: ${stderr}`);
    await waitFor('the popup to open', () => this.isShown(popup));
    return popup;
  }

  /** Types a command in a terminal of the session. */
  cli(...args: readonly string[]): Promise<RunResult> {
    return this.cliIn({}, ...args);
  }

  /** Likewise, where some variables of the environment differ. */
  cliIn(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<RunResult> {
    return run(electronBinary(), this.args(args), { env: this.env(env), limitMs: 180_000 });
  }

  /** Waits for a line in the app's log. */
  async logged(pattern: RegExp): Promise<void> {
    const file = join(this.userData, 'logs', 'presence-tray.log');
    await waitFor(`a line like ${pattern} in the log`, async () => pattern.test(await readFile(file, 'utf8')));
  }

  /** Starts a command that keeps running. It ends with the test at the latest. */
  follow(...args: readonly string[]): FollowedCommand {
    const child = spawn(electronBinary(), this.args(args), { env: this.env(), stdio: ['ignore', 'pipe', 'inherit'] });
    this.followed.push(child);
    let out = '';
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString('utf8')));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    return {
      lines: () => out.split('\n').slice(0, -1),
      interrupt: () => void child.kill('SIGINT'),
      status: () => ended,
    };
  }

  /** What the service has for a person now. */
  presenceOf(name: string): { label: string; message: string } {
    const person = [...this.org.org.people.values()].find((one) => one.name === name);
    const presence = person?.presences.get('PURECLOUD');
    if (presence === undefined) throw new Error(`The demo org has nobody called ${name}`);
    const definition = this.org.org.definitions.get(presence.definitionId);
    return { label: definition?.labels['en_US'] ?? '', message: presence.message };
  }

  /** How many presence changes the service has received. */
  changesSent(): number {
    return this.org.requests.filter(({ verb }) => verb === 'PATCH').length;
  }

  /** The programs that the app has started, by name. */
  async children(): Promise<string[]> {
    const { stdout } = await run('ps', ['-o', 'comm=', '--ppid', String(this.process?.pid)], { env: this.session.env });
    return stdout.split('\n').map((line) => line.trim());
  }

  /** The process ids of those of one name. */
  async childIds(name: string): Promise<number[]> {
    const { stdout } = await run('ps', ['-o', 'pid=,comm=', '--ppid', String(this.process?.pid)], {
      env: this.session.env,
    });
    return stdout
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, comm]) => comm === name)
      .map(([id]) => Number(id));
  }

  /** Puts settings of one person where the app looks for them; before it starts. */
  async prepare(name: string, personal: Partial<Personal>): Promise<void> {
    const person = this.org.org.person(name);
    if (person === undefined) throw new Error(`The demo org has nobody called ${name}`);
    await writePersonal(this.userData, this.org, person.id, personal);
  }

  /** Signs in as a person does: the popup's button, the browser, a click on one's name. */
  async signIn(person = 'Ada Lovelace'): Promise<void> {
    const popup = await this.popup();
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    await this.browser.signInAs(person, this.org.loginUrl);
    await expect(popup.getByRole('status', { name: 'Current presence' })).toBeVisible();
  }

  /** Quits as a person does, from the tray's menu, and waits until the app is gone. */
  async quit(): Promise<void> {
    await this.session.tray.choose('Quit');
    await this.ended();
  }

  /**
   * Waits for the end of the process. Playwright's own event comes later, when the browser that the app started is
   * closed too.
   */
  async ended(): Promise<void> {
    const { process } = this;
    await waitFor('the app to end', () => process === null || process.exitCode !== null || process.signalCode !== null);
    this.app = null;
    this.process = null;
  }

  /** Ends whatever is still running. */
  async leave(): Promise<void> {
    for (const child of this.followed) child.kill('SIGKILL');
    // The menu's Quit would ask an agent who is On Queue.
    if (this.process !== null || (await this.session.tray.items()).length > 0) await this.cli('--quit');
    await this.ended().catch(() => this.process?.kill('SIGKILL'));
    await this.session.tray.gone();
    await this.browser.close();
  }
}
