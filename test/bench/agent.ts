/** An agent whose app is set up and signed in once, so that every start is like any other morning's. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemoOrg, type DemoOrg } from '../../electron/demo-org/index.js';
import { builtInId } from '../../electron/demo-org/definition-seeds.js';
import type { Person } from '../../electron/demo-org/people.js';
import { PURECLOUD } from '../../electron/demo-org/people.js';
import { applyChange } from '../../electron/demo-org/presences.js';
import type { SystemPresence } from '../../electron/genesys/system-presence.js';
import { personKey } from '../../electron/settings/personal-store.js';
import { fromSource } from '../desktop/app.js';
import { demoOrgEnv, writeBrowser, writePersonal, writeSettings } from '../desktop/before-start.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import { Running, type Start } from './program.js';

const ADA = 'Ada Lovelace';

/** The two presences that the measurements set in turn by hotkey. */
export const HOTKEYS = { Break: 'Ctrl+Shift+F7', Available: 'Ctrl+Shift+F8' } as const;

export interface AgentOptions {
  /** The number of presence definitions in the organisation. */
  readonly definitions?: number;
  /** The number of people in it. */
  readonly users?: number;
  /** Who signs in. Default: Ada Lovelace, an agent. */
  readonly person?: string;
  /** Minutes after which the unused popup is freed; 0: never. */
  readonly freePopupAfterMinutes?: number;
}

export class Agent {
  private constructor(
    private readonly session: DesktopSession,
    readonly org: DemoOrg,
    private readonly name: string,
    private readonly userData: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Signs in once. From then on the session is in the keychain. */
  static async signIn(session: DesktopSession, options: AgentOptions = {}): Promise<Agent> {
    const org = await startDemoOrg({ definitions: options.definitions ?? 20, users: options.users ?? 0 });
    const folder = join(session.folder, `agent-${new URL(org.apiUrl).port}`);
    await mkdir(folder);
    const browser = join(folder, 'browser');
    const agent = new Agent(session, org, options.person ?? ADA, join(folder, 'user-data'), {
      ...session.env,
      ...demoOrgEnv(org, browser),
    });
    await writeBrowser(browser, agent.person.id);
    try {
      await agent.prepare(options);
      const first = await agent.start();
      await first.end();
      return agent;
    } catch (error) {
      // Its server would keep the benchmark from ending.
      await org.close();
      throw error;
    }
  }

  get person(): Person {
    const found = this.org.org.person(this.name);
    if (found === undefined) throw new Error(`The demo org has nobody called ${this.name}.`);
    return found;
  }

  /** The app as it starts at login. */
  program(...more: readonly string[]): Start {
    return { program: fromSource(), args: [`--user-data-dir=${this.userData}`, ...more], env: this.env };
  }

  /** Starts the app and waits until it is signed in and live. */
  async start(): Promise<Running> {
    const running = await Running.start(this.session, this.program('--hidden'));
    await this.live();
    return running;
  }

  /** Signed in, the presence known, the channel open. */
  async live(): Promise<void> {
    await this.session.tray.tooltipMatching(/^(Available|Break)/);
    await waitFor('the notification channel', () => this.org.core.channels.all().some(({ socket }) => socket !== null));
  }

  /** Somebody else changes the agent's presence. Returns the time just before. */
  change(systemPresence: SystemPresence): number {
    const at = performance.timeOrigin + performance.now();
    applyChange(this.org.org, this.person, PURECLOUD, { definitionId: builtInId(systemPresence) }, 'bench');
    return at;
  }

  /** Where the app keeps this person's history. */
  get historyFolder(): string {
    return join(this.userData, 'history', personKey(this.org.org.id, this.person.id));
  }

  async close(): Promise<void> {
    await this.org.close();
  }

  private async prepare({ freePopupAfterMinutes = 0 }: AgentOptions): Promise<void> {
    await writeSettings(this.userData, { signInAtStart: true, freePopupAfterMinutes, startAtLogin: false });
    const hotkeys = Object.entries(HOTKEYS).map(([name, accelerator]): [string, { accelerator: string }] => [
      builtInId(name === 'Break' ? 'Break' : 'Available'),
      { accelerator },
    ]);
    await writePersonal(this.userData, this.org, this.person.id, { hotkeys: Object.fromEntries(hotkeys) });
  }
}
