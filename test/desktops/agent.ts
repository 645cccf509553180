/** An agent on a desktop: signed in to a demo org, with the app, its icon, and pictures of what is seen. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInId } from '../../electron/demo-org/definition-seeds.js';
import type { DemoOrg } from '../../electron/demo-org/index.js';
import { PURECLOUD } from '../../electron/demo-org/people.js';
import { fromSource } from '../desktop/app.js';
import { demoOrgEnv, writeBrowser, writePersonal, writeSettings } from '../desktop/before-start.js';
import { projectFolder } from '../desktop/ordinary-user.js';
import { run, type RunResult } from '../desktop/processes.js';
import type { Area, Picture, Point } from '../desktop/screen.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import { findIcon, iconColour } from './icon.js';
import { change, isPlain } from './pixels.js';
import { KEY, type Desktop, type Recipe } from './recipe.js';

export const ADA = 'Ada Lovelace';
const POPUP = 'Presence Tray';
const LOWEST_POPUP = 200;

/** Where the app and the browser of an agent keep their files. It outlives a session of the desktop. */
export interface Belongings {
  readonly userData: string;
  /** For everything that starts the app. */
  readonly env: NodeJS.ProcessEnv;
}

/** Before the first start: signs in by itself, starts at log-in, follows the desktop's theme, and has one hotkey. */
export async function prepare(folder: string, org: DemoOrg): Promise<Belongings> {
  const ada = org.org.person(ADA);
  if (ada === undefined) throw new Error(`The demo org has nobody called ${ADA}.`);
  const userData = join(folder, 'user-data');
  const browser = join(folder, 'browser');
  await writeSettings(userData, { signInAtStart: true, startAtLogin: true, theme: 'system' });
  await writePersonal(userData, org, ada.id, { hotkeys: { [builtInId('Break')]: { accelerator: KEY.app } } });
  await writeBrowser(browser, ada.id);
  return { userData, env: demoOrgEnv(org, browser) };
}

export const autostartFolder = ({ env }: DesktopSession): string => join(env['XDG_CONFIG_HOME'] ?? '', 'autostart');

/** The app's command line. */
export function appLine(userData: string, appArgs: readonly string[], ...more: readonly string[]): string[] {
  const { program, args } = fromSource();
  return [program, ...args, `--user-data-dir=${userData}`, ...appArgs, ...more];
}

/** The pixels of a caret in the filter. */
const CARET = 80;

export class Agent {
  private parkedAt = 90;

  constructor(
    readonly recipe: Recipe,
    readonly desktop: Desktop,
    readonly session: DesktopSession,
    readonly org: DemoOrg,
    private readonly belongings: Belongings,
  ) {}

  get userData(): string {
    return this.belongings.userData;
  }

  get whole(): Area {
    return { x: 0, y: 0, ...this.session.screen.size };
  }

  /** Starts the app as at log-in: without its popup. */
  async startApp(): Promise<void> {
    const [program = '', ...args] = appLine(this.userData, this.recipe.appArgs, '--hidden');
    this.session.background.start('app', program, args, { env: this.desktop.env });
    await this.session.tray.tooltipMatching(/^Available/);
  }

  /** Types a command in a terminal. */
  async command(...args: readonly string[]): Promise<RunResult> {
    const [program = '', ...all] = appLine(this.userData, this.recipe.appArgs, ...args);
    return run(program, all, { env: this.desktop.env, limitMs: 60_000 });
  }

  async set(presence: string): Promise<void> {
    const { status, stderr } = await this.command('--set', presence);
    if (status !== 0) throw new Error(`--set ${presence} ended with ${String(status)}: ${stderr}`);
  }

  /** What the service has. */
  presence(): string {
    const definition = this.org.org.person(ADA)?.presences.get(PURECLOUD)?.definitionId;
    return this.org.org.definitions.get(definition ?? '')?.labels['en_US'] ?? '';
  }

  async becomes(presence: string): Promise<void> {
    await waitFor(
      `the service to have ${presence}`,
      () => {
        if (this.presence() !== presence) throw new Error(`it has ${this.presence()}`);
        return true;
      },
      { limitMs: 15_000 },
    );
  }

  /** The icon's middle, once it is drawn on the panel in the colour that it has on the bus. */
  async icon(): Promise<Point> {
    const { screen, tray } = this.session;
    const { panel } = this.desktop;
    return waitFor(
      'the icon to be drawn on the panel',
      async () => {
        const colour = iconColour(await tray.picture());
        if (colour === null) throw new Error('the icon has no colour');
        const found = findIcon(await screen.picture(panel), colour);
        if (found === null) throw new Error(`nothing on the panel has its colour ${colour.join()}`);
        return { x: panel.x + found.x, y: panel.y + found.y };
      },
      { limitMs: 15_000 },
    );
  }

  /** Away from the icon and from where popup, menu and notifications open. */
  async park(): Promise<void> {
    // xdotool waits for a pointer that is there already.
    this.parkedAt = this.parkedAt === 90 ? 91 : 90;
    await this.session.screen.move({ x: this.parkedAt, y: Math.round(this.session.screen.size.height / 2) });
  }

  async clickIcon(): Promise<void> {
    const at = await this.icon();
    if (this.recipe.opensBy === 'click') await this.session.screen.click(at);
    else await this.session.screen.doubleClick(at);
  }

  /** The popup if it is open. The card that tells what a hotkey did has the same title, and is lower. */
  async openPopups(): Promise<Area[]> {
    return (await this.desktop.windows(POPUP)).filter(({ height }) => height >= LOWEST_POPUP);
  }

  async popup(): Promise<Area> {
    return waitFor('the popup', async () => (await this.openPopups()).at(0), { limitMs: 15_000 });
  }

  async noPopup(): Promise<void> {
    await waitFor('the popup to close', async () => (await this.openPopups()).length === 0, {
      limitMs: 15_000,
    });
  }

  /** Waits until the card that told of the last change is gone, too. */
  async noWindow(): Promise<void> {
    await waitFor('the last card to close', async () => (await this.desktop.windows(POPUP)).length === 0);
    await this.settled();
  }

  /** Opens the popup, whichever way. */
  async openPopup(): Promise<Area> {
    if ((await this.openPopups()).length === 0) await this.command('--toggle');
    const popup = await this.popup();
    await this.settled(popup);
    return popup;
  }

  async closePopup(): Promise<void> {
    if ((await this.openPopups()).length > 0) await this.command('--toggle');
    await this.noPopup();
  }

  /** Waits until an area shows something and no longer changes, but for a blinking caret. */
  async settled(area: Area = this.whole): Promise<void> {
    let before: Picture | null = null;
    let still = 0;
    await waitFor(
      'the screen to stand still',
      async () => {
        const now = await this.session.screen.picture(area);
        const same = before !== null && change(before, now).pixels <= CARET && !isPlain(now);
        still = same ? still + 1 : 0;
        before = now;
        // On a busy machine an animation rests, too.
        return still >= 2;
      },
      { limitMs: 20_000 },
    );
  }

  screen(): Promise<Picture> {
    return this.session.screen.picture(this.whole);
  }

  async take(name: string, area?: Area): Promise<void> {
    const file = `test-results/desktops/${this.recipe.name}/${name}.png`;
    await this.session.screen.screenshot(join(projectFolder, file), area);
  }

  /** The autostart file that the app wrote. */
  async autostartFile(): Promise<string> {
    const folder = autostartFolder(this.session);
    return waitFor('the autostart file', async () => {
      const name = (await readdir(folder)).find((one) => one.startsWith('presence-tray'));
      return name === undefined ? null : join(folder, name);
    });
  }

  async quit(): Promise<void> {
    await this.command('--quit');
    await this.session.tray.gone();
  }
}
