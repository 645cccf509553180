/** The session over Chromium's network and the system's keychain, and the demo org where it is asked for. */
import { net, safeStorage, shell, type Session as ElectronSession } from 'electron';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import { electronCipher } from '../desktop/system/electron-cipher.js';
import { sessionFetch } from '../desktop/system/electron-ports.js';
import { openBrowser } from '../desktop/system/open-browser.js';
import { tryProxy } from '../desktop/system/try-proxy.js';
import type { Clock, FetchPort, Log } from '../ports.js';
import type { ServerClock } from '../presence/current/server-clock.js';
import { createKeychainVault, keytarOf } from '../session/keytar-vault.js';
import { fetchPastProxy } from '../session/proxy-fetch.js';
import { createProxySignIn, type ProxySignIn } from '../session/proxy-sign-in.js';
import type { Session } from '../session/session.js';
import { createSession } from '../session/session-machine.js';
import { signInTarget } from '../session/sign-in-target.js';
import type { Vault } from '../session/vault.js';
import { createVaultKeeper, takingTurns, type VaultKeeper } from '../session/vault-keeper.js';
import { machineAndFolderId, readMachineId } from '../settings/machine-id.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { startDemo } from './demo.js';
import { createDemoServer, createDemoSession, type DemoSession } from './demo-session.js';

export interface SessionParts {
  readonly session: Session;
  readonly demo: DemoSession;
  readonly open: (url: string) => Promise<void>;
  readonly proxy: ProxySignIn;
  /** The keychain, for all that the app keeps there. */
  readonly vault: Vault;
  /** The same, where only the last request counts. */
  readonly keychain: VaultKeeper;
  /** As all of the app's requests go out: past a proxy that asks for a password. */
  readonly fetch: FetchPort;
  readonly userAgent: string;
  /** A call to it has not come back yet. */
  readonly keychainBusy: () => boolean;
}

export function createSessionParts(parts: {
  /** The folder of main's bundle. */
  readonly folder: string;
  readonly userData: string;
  /** The default data folder. */
  readonly usualUserData: string;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsStore;
  readonly serverClock: ServerClock;
  /** The network session for requests. It is separate from the windows', whose network is blocked (docs/adr/0003). */
  readonly network: () => ElectronSession;
  texts(): Texts;
  /** The demo org could not start. */
  demoFailed(): void;
  /** The keychain did not take a proxy's password. */
  proxyNotKept(proxy: string): void;
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
  const vault = takingTurns(
    createKeychainVault(process.platform, () => keytarOf(load('keytar')), electronCipher(safeStorage)),
  );
  const keeper = createVaultKeeper(vault, log);
  const proxy = createProxySignIn({
    keeper,
    log,
    tryProxy: tryProxy(
      (options) => net.request(options),
      () => parts.network(),
      (ms, run) => clock.after(ms, run),
    ),
    allowed: () => settings.get().asksForProxyPassword,
    notKept: (name) => parts.proxyNotKept(name),
  });
  const fetch = fetchPastProxy(sessionFetch(parts.network), proxy);
  const userAgent = `PresenceTray/${parts.version}`;
  const session = createSession({
    fetch,
    proxyOpens: (signal) => proxy.opens(signal),
    clock,
    random: Math.random,
    log,
    userAgent,
    onServerDate: (server, received) => parts.serverClock.heardDate(server, received),
    vault,
    machineId: async () => machineAndFolderId(await readMachineId(parts.userData), parts.userData, parts.usualUserData),
    openBrowser: (url) => demoServer.ownerOf(url)?.chooseInsteadOfBrowser(url) ?? open(url),
    target: () => signInTarget(settings.get()),
    keepSession: () => settings.get().keepSession,
    texts: () => parts.texts(),
  });

  settings.onChange(() => session.keepSessionChanged());
  proxy.onOpen(() => session.resumed());
  const demo = createDemoSession({
    server: demoServer,
    session,
    log,
    offered: () => settings.get().demo,
    failed: () => parts.demoFailed(),
  });
  return {
    session,
    demo,
    open,
    proxy,
    vault,
    keychain: keeper,
    fetch,
    userAgent,
    keychainBusy: () => session.keychainBusy() || keeper.isBusy(),
  };
}
