/** The app in a desktop session, started and driven only from outside: mouse, keys, D-Bus and the command line. */
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { projectFolder } from './ordinary-user.js';
import { run, type RunResult } from './processes.js';
import type { DesktopSession } from './session.js';
import { waitFor } from './wait.js';

/** How the app is started: its program and what precedes the app's own arguments. */
export interface AppProgram {
  readonly program: string;
  readonly args: readonly string[];
}

/** The build in dist/, run by the Electron that asOrdinaryUser names. */
export const fromSource = (): AppProgram => ({
  program: join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron'),
  args: [projectFolder],
});

/** The app built by `npm run package -- --dir`. */
export const packaged = (): AppProgram => ({
  program: join(projectFolder, 'release', 'linux-unpacked', 'presence-tray'),
  args: [],
});

export class OutsideApp {
  private process: ChildProcess | null = null;

  constructor(
    private readonly session: DesktopSession,
    private readonly app: AppProgram,
    /** Settings, history and logs. */
    readonly userData: string,
    private readonly env: NodeJS.ProcessEnv = session.env,
  ) {}

  private args(more: readonly string[]): string[] {
    return [...this.app.args, `--user-data-dir=${this.userData}`, ...more];
  }

  /** Starts the app as a person does. Resolves once its icon is in the tray and, unless hidden, its popup is open. */
  async start(...args: readonly string[]): Promise<void> {
    this.process = this.session.background.start('app', this.app.program, this.args(args), { env: this.env });
    await this.session.tray.item();
    if (!args.includes('--hidden')) await this.popupReady();
  }

  /** Types a command in a terminal of the session. */
  cli(...args: readonly string[]): Promise<RunResult> {
    return run(this.app.program, this.args(args), { env: this.env, limitMs: 180_000 });
  }

  /** Opens the popup by a click on the icon, unless it is open. */
  async openPopup(): Promise<void> {
    const { screen, tray } = this.session;
    if ((await screen.windows(POPUP)).length === 0) await tray.click();
    await this.popupReady();
    // Leaves the icon, whose tooltip would cover the popup.
    await screen.move({ x: 200, y: 200 });
  }

  /** Waits until the popup is drawn and has the keyboard. */
  private async popupReady(): Promise<void> {
    const { screen } = this.session;
    const popup = await screen.window(POPUP);
    await screen.settled(popup);
    await screen.focus(popup);
  }

  /** Sets a presence and a message in the open popup by keyboard: filter, the row's menu, _Set with message…_. */
  async setWithMessage(presence: string, message: string): Promise<void> {
    const { screen } = this.session;
    await screen.type(presence);
    await screen.key('shift+F10');
    await screen.type('s');
    await screen.key('Return');
    await screen.type(message);
    await screen.key('Return');
  }

  /** Chooses _Quit_ in the tray's menu and waits for the process to end. */
  async quit(): Promise<void> {
    const { process } = this;
    await this.session.tray.choose('Quit');
    await waitFor('the app to end', () => process === null || process.exitCode !== null || process.signalCode !== null);
    this.process = null;
  }
}

/** The popup's title, as a pattern. */
export const POPUP = '^Presence Tray$';
