/** The session over Chromium's network and the system's keychain, and the demo org where it is asked for. */
import { safeStorage, shell, type Session as ElectronSession } from 'electron';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import { electronCipher } from '../desktop/system/electron-cipher.js';
import { sessionFetch } from '../desktop/system/electron-ports.js';
import { openBrowser } from '../desktop/system/open-browser.js';
import type { Clock, Log } from '../ports.js';
import type { ServerClock } from '../presence/current/server-clock.js';
import { createKeychainVault, keytarOf } from '../session/keytar-vault.js';
import type { Session } from '../session/session.js';
import { createSession } from '../session/session-machine.js';
import { signInTarget } from '../session/sign-in-target.js';
import { machineAndFolderId, readMachineId } from '../settings/machine-id.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { startDemo } from './demo.js';
import { createDemoServer, createDemoSession, type DemoSession } from './demo-session.js';

export interface SessionParts {
  readonly session: Session;
  readonly demo: DemoSession;
  readonly open: (url: string) => Promise<void>;
}

export function createSessionParts(parts: {
  /** Where main's bundle lies. */
  readonly folder: string;
  readonly userData: string;
  /** Where it lies unless somebody named another folder. */
  readonly usualUserData: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsStore;
  readonly serverClock: ServerClock;
  /** Where requests go: apart from the windows' session, whose network is shut (docs/adr/0003). */
  readonly network: () => ElectronSession;
  texts(): Texts;
  /** The demo org could not be started. */
  demoFailed(): void;
}): SessionParts {
  const { folder, clock, log, settings } = parts;
  const load = createRequire(join(folder, 'main.cjs'));
  const demoServer = createDemoServer(() => startDemo(folder, log), log);

  const open = (url: string): Promise<void> =>
    openBrowser(url, {
      platform: process.platform,
      env: process.env,
      spawn,
      clock,
      log,
      openExternal: (address) => shell.openExternal(address),
    });
  const session = createSession({
    fetch: sessionFetch(parts.network),
    clock,
    random: Math.random,
    log,
    userAgent: `PresenceTray/${parts.version}`,
    onServerDate: (server, received) => parts.serverClock.heardDate(server, received),
    vault: createKeychainVault(process.platform, () => keytarOf(load('keytar')), electronCipher(safeStorage)),
    machineId: async () => machineAndFolderId(await readMachineId(parts.userData), parts.userData, parts.usualUserData),
    openBrowser: (url) => demoServer.ownerOf(url)?.chooseInsteadOfBrowser(url) ?? open(url),
    target: () => signInTarget(settings.get()),
    keepSession: () => settings.get().keepSession,
    texts: () => parts.texts(),
  });

  settings.onChange(() => session.keepSessionChanged());
  const demo = createDemoSession({
    server: demoServer,
    session,
    log,
    offered: () => settings.get().demo,
    failed: () => parts.demoFailed(),
  });
  return { session, demo, open };
}
