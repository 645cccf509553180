/** The session's real GNOME Keyring: unlocked, locked, without a collection, or missing. */
import type { ChildProcess } from 'node:child_process';
import type { Background } from './background.js';
import type { Bus } from './bus.js';
import { waitFor } from './wait.js';

export type KeyringKind = 'unlocked' | 'withoutCollection' | 'absent';

export const KEYRING_PASSWORD = 'keyring of the test session';

const SECRETS = 'org.freedesktop.secrets';
const LOGIN = '/org/freedesktop/secrets/collection/login';

export class Keyring {
  private daemon: ChildProcess | null = null;

  constructor(
    private readonly background: Background,
    private readonly bus: Bus,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  async start(kind: KeyringKind): Promise<void> {
    if (kind === 'absent') return;
    const unlock = kind === 'unlocked';
    this.daemon = this.background.start(
      'keyring',
      'gnome-keyring-daemon',
      ['--foreground', '--components=secrets', ...(unlock ? ['--unlock'] : [])],
      { env: this.env, ...(unlock ? { input: KEYRING_PASSWORD } : {}) },
    );
    await waitFor('the keyring', () => this.bus.hasOwner(SECRETS));
    if (unlock) await waitFor('the keyring to be unlocked', async () => !(await this.isLocked()));
  }

  async isLocked(): Promise<boolean> {
    return (await this.bus.property(SECRETS, LOGIN, 'org.freedesktop.Secret.Collection', 'Locked')) === true;
  }

  async lock(): Promise<void> {
    await this.bus.call(
      SECRETS,
      '/org/freedesktop/secrets',
      'org.freedesktop.Secret.Service',
      'Lock',
      'ao',
      '1',
      LOGIN,
    );
    await waitFor('the keyring to be locked', () => this.isLocked());
  }

  /** Ends the daemon, as on a desktop without one. */
  async stop(): Promise<void> {
    if (this.daemon) await this.background.end(this.daemon);
    this.daemon = null;
  }
}
