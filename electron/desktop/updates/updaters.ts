/**
 * electron-updater, for fetching and for the system's own ways to install. It does not read the feed: it is handed one
 * file of a feed that was read and checked before, so that nothing can change in between (docs/adr/0016).
 */
import type { Session } from 'electron';
import {
  AppImageUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from 'electron-updater';
import type { AppAdapter } from 'electron-updater/out/AppAdapter.js';
import { DownloadedUpdateHelper } from 'electron-updater/out/DownloadedUpdateHelper.js';
import type { SelfUpdating } from '../../updates/kind-of-install.js';
import type { Update } from '../../updates/updates.js';
import { OneHostExecutor } from './one-host-executor.js';

/** Serves the one file, and asks nobody. */
class CheckedProvider extends Provider<UpdateInfo> {
  readonly #update: Update;

  constructor(update: Update, executor: OneHostExecutor, platform: 'linux' | 'darwin' | 'win32') {
    super({ isUseMultipleRangeRequest: true, platform, executor });
    this.#update = update;
  }

  override getLatestVersion(): Promise<UpdateInfo> {
    return Promise.resolve(infoOf(this.#update));
  }

  override resolveFiles(): ResolvedUpdateFileInfo[] {
    const { address, sha512, size, blockMapSize } = this.#update;
    const info = {
      url: address,
      sha512,
      ...(size === null ? {} : { size }),
      ...(blockMapSize === null ? {} : { blockMapSize }),
    };
    return [{ url: new URL(address), info }];
  }
}

const infoOf = ({ version, address, sha512 }: Update): UpdateInfo =>
  // Its old names are still required.
  Object.assign({ version, files: [{ url: address, sha512 }], releaseDate: '' }, { path: address, sha512 });

export interface UpdaterParts {
  readonly app: AppAdapter;
  readonly session: Session;
  /** Where files are fetched to. */
  readonly folder: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

/** Only these three replace themselves. Each fetches in the same way. */
export function updaterFor(install: SelfUpdating, update: Update, parts: UpdaterParts): Updater {
  const executor = new OneHostExecutor(parts.session, update.feed);
  const provider = new CheckedProvider(update, executor, parts.platform);
  const found = { info: infoOf(update), provider };
  const helper = new DownloadedUpdateHelper(parts.folder);
  const updater = ((): OwnAppImageUpdater | OwnNsisUpdater | OwnMacUpdater => {
    switch (install) {
      case 'appImage':
        return new OwnAppImageUpdater(found, helper, parts.app);
      case 'perUser':
        return new OwnNsisUpdater(found, helper, parts.app);
      case 'mac':
        return new OwnMacUpdater(found, helper, parts.app);
    }
  })();
  // electron-updater makes it itself where it is not handed an app, and has no other way to set it.
  Reflect.set(updater, 'httpExecutor', executor);
  updater.autoDownload = false;
  // A quit is a person's or the system's, and only the app knows which.
  updater.autoInstallOnAppQuit = false;
  updater.disableWebInstaller = true;
  return { updater, executor };
}

export interface Updater {
  readonly updater: OwnAppImageUpdater | OwnNsisUpdater | OwnMacUpdater;
  readonly executor: OneHostExecutor;
}

interface Found {
  readonly info: UpdateInfo;
  readonly provider: CheckedProvider;
}

export class OwnAppImageUpdater extends AppImageUpdater {
  constructor(found: Found, helper: DownloadedUpdateHelper, app: AppAdapter) {
    super(null, app);
    this.updateInfoAndProvider = found;
    this.downloadedUpdateHelper = helper;
  }
}

export class OwnNsisUpdater extends NsisUpdater {
  constructor(found: Found, helper: DownloadedUpdateHelper, app: AppAdapter) {
    super(null, app);
    this.updateInfoAndProvider = found;
    this.downloadedUpdateHelper = helper;
  }
}

export class OwnMacUpdater extends MacUpdater {
  constructor(found: Found, helper: DownloadedUpdateHelper, app: AppAdapter) {
    super(undefined, app);
    this.updateInfoAndProvider = found;
    this.downloadedUpdateHelper = helper;
  }
}
