/** Updates over Electron: how this copy was installed, where its feed is, and what fetches and installs. */
import { app, net, type Session } from 'electron';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownAppImage } from '../desktop/system/own-app-image.js';
import { readFromFeed } from '../desktop/updates/read-from-feed.js';
import { lookUp } from '../look-up.js';
import type { Clock, Log } from '../ports.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { SettingsStore } from '../settings/settings-store.js';
import { isPublicKey } from '../updates/feed-signature.js';
import { kindOfInstall, updatesItself, type InstallFacts, type SelfUpdating } from '../updates/kind-of-install.js';
import type { UpdateStore } from '../updates/update-memory.js';
import { createUpdates, type Installer, type Updates, type UpdateState } from '../updates/updates.js';
import type { Platform } from './settings-slices.js';

/** Set when main is built (vite.config.ts). Undefined where it is not: in tests. */
declare const __UPDATE_FEED__: string | undefined;
declare const __UPDATE_KEY__: string | undefined;

export interface UpdatesParts {
  readonly userData: string;
  readonly version: string;
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Pick<SavedFiles, 'open'>;
  readonly settings: SettingsStore;
  readonly network: () => Session;
  busy(): boolean;
  onState(state: UpdateState): void;
}

export function openUpdates(parts: UpdatesParts): Updates {
  const { platform, clock, log, settings } = parts;
  const { env, execPath, arch } = process;
  const appImage = platform === 'linux' ? ownAppImage(env, execPath) : null;
  const install = kindOfInstall({ ...files, platform, packaged: app.isPackaged, execPath, appImage, ...windows(env) });
  // A copy from source takes both from its environment, for tests. A package does not.
  const fromSource = (name: string): string => (app.isPackaged ? '' : (lookUp(env, name) ?? ''));
  const builtIn = fromSource('PRESENCE_TRAY_FEED') || (typeof __UPDATE_FEED__ === 'string' ? __UPDATE_FEED__ : '');
  const key = fromSource('PRESENCE_TRAY_UPDATE_KEY') || (typeof __UPDATE_KEY__ === 'string' ? __UPDATE_KEY__ : '');
  log.info('updates', { install, signedFeed: isPublicKey(key) });

  return createUpdates({
    clock,
    log,
    random: Math.random,
    store: storeOf(parts.files.open(join(parts.userData, 'updates.json'))),
    version: parts.version,
    platform,
    arch,
    install,
    key: isPublicKey(key) ? key : null,
    systemChecks: platform === 'darwin' || (platform === 'win32' && namesPublisher()),
    mode: () => settings.get().updates,
    feed: () =>
      // Where others write it, it means nothing.
      (settings.lockedBy('updateFeed') === 'policy' ? settings.get().updateFeed : null) ?? (builtIn || null),
    read: readFromFeed(
      (options) => net.request({ ...options, session: parts.network() }),
      (ms, run) => clock.after(ms, run),
    ),
    parseYaml: async (text) => (await import('js-yaml')).load(text),
    installer: updatesItself(install) ? laterInstaller({ ...parts, install, appImage }) : NOBODY_INSTALLS,
    busy: () => parts.busy(),
    onState: (state) => parts.onState(state),
  });
}

const windows = (env: NodeJS.ProcessEnv): Pick<InstallFacts, 'localAppData'> => ({
  localAppData: env['LOCALAPPDATA'] ?? '',
});

const files: Pick<InstallFacts, 'exists' | 'replaceable' | 'read'> = {
  exists: existsSync,
  replaceable(path) {
    try {
      accessSync(path, constants.W_OK);
      accessSync(dirname(path), constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
  read: readText,
};

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** electron-updater checks the publisher only where electron-builder wrote down whom. */
const namesPublisher = (): boolean =>
  /^publisherName:/m.test(readText(join(process.resourcesPath, 'app-update.yml')) ?? '');

function storeOf(file: ReturnType<SavedFiles['open']>): UpdateStore {
  return {
    read() {
      const found = file.read();
      return found.kind === 'values' ? found.values : null;
    },
    write: (values) => file.write(values),
    flushed: () => file.flushed(),
  };
}

const NOBODY_INSTALLS: Installer = {
  fetch: () => Promise.reject(new Error('this copy is not its own to replace')),
  install: () => Promise.reject(new Error('this copy is not its own to replace')),
};

/** electron-updater is large, and is read once there is something to fetch. */
function laterInstaller(
  parts: UpdatesParts & { readonly install: SelfUpdating; readonly appImage: string | null },
): Installer {
  let made: Promise<Installer> | null = null;
  const installer = (): Promise<Installer> =>
    (made ??= import('../desktop/updates/electron-installer.js').then(({ createElectronInstaller }) => {
      return createElectronInstaller({
        clock: parts.clock,
        log: parts.log,
        install: parts.install,
        platform: parts.platform,
        session: parts.network(),
        appImage: parts.appImage,
        restartArguments: ['--hidden', `--user-data-dir=${parts.userData}`],
      });
    }));
  return {
    fetch: async (update, signal) => (await installer()).fetch(update, signal),
    install: async (restart) => (await installer()).install(restart),
  };
}
