/** The installer over electron-updater. Read only once there is something to fetch. */
import { app, autoUpdater, type Session } from 'electron';
import { CancellationToken } from 'electron-updater';
import { getAppCacheDir, type AppAdapter } from 'electron-updater/out/AppAdapter.js';
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cancel, Clock, Log } from '../../ports.js';
import { errorCode } from '../../settings/json-file.js';
import type { SelfUpdating } from '../../updates/kind-of-install.js';
import { UpdateRefused } from '../../updates/refusal.js';
import type { Installer, Update } from '../../updates/updates.js';
import { replaceAppImage } from './replace-app-image.js';
import { restartCommand } from './restart-command.js';
import { OwnMacUpdater, OwnNsisUpdater, updaterFor, type Updater } from './updaters.js';

/** electron-updater waits for ever where nothing comes any more. */
const STALLED_MS = 60_000;
/** macOS unpacks the update and checks its signature. */
const STAGED_WITHIN_MS = 120_000;

export interface ElectronInstallerParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly install: SelfUpdating;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The app's own, for its proxy. */
  readonly session: Session;
  /** The running AppImage. */
  readonly appImage: string | null;
  /** How a restart starts it. */
  readonly restartArguments: readonly string[];
}

export function createElectronInstaller(parts: ElectronInstallerParts): Installer {
  const { clock, log, install, platform, session } = parts;
  // electron-builder's installer for Windows keeps its own file there too.
  const folder = join(getAppCacheDir(), 'presence-tray-updater');
  const adapter: AppAdapter = {
    version: app.getVersion(),
    name: 'presence-tray',
    isPackaged: true,
    appUpdateConfigPath: join(process.resourcesPath, 'app-update.yml'),
    userDataPath: app.getPath('userData'),
    baseCachePath: getAppCacheDir(),
    whenReady: () => app.whenReady(),
    relaunch: () => app.relaunch(),
    quit: () => app.quit(),
    onQuit: () => undefined,
  };
  let ready: { readonly update: Update; readonly updater: Updater['updater']; readonly file: string } | null = null;

  async function fetch(update: Update, signal: AbortSignal): Promise<void> {
    ready = null;
    const { updater, executor } = updaterFor(install, update, { app: adapter, session, folder, platform });
    updater.logger = {
      info: (message?: unknown) => log.info('updater', { message: words(message) }),
      warn: (message?: unknown) => log.warn('updater', { message: words(message) }),
      error: (message?: unknown) => log.warn('updater', { message: words(message) }),
    };
    const token = new CancellationToken();
    const fetched = { stalled: false };
    let cancelWatch: Cancel = () => undefined;
    const watch = (): void => {
      cancelWatch();
      cancelWatch = clock.after(STALLED_MS, () => {
        fetched.stalled = true;
        token.cancel();
      });
    };
    const stop = (): void => token.cancel();
    signal.addEventListener('abort', stop);
    updater.on('download-progress', watch);
    watch();
    try {
      const [file] = await updater.downloadUpdate(token);
      if (file === undefined) throw new Error('no file was fetched');
      ready = { update, updater, file };
    } catch (error) {
      throw fetched.stalled ? new Error('the fetch has stalled') : (executor.refused ?? refusalIn(error) ?? error);
    } finally {
      cancelWatch();
      signal.removeEventListener('abort', stop);
      token.dispose();
    }
  }

  async function replace(restart: boolean): Promise<void> {
    if (ready === null) throw new Error('nothing was fetched');
    const { updater, update, file } = ready;
    ready = null;
    if (updater instanceof OwnMacUpdater) return handToSquirrel(updater, restart);
    if (updater instanceof OwnNsisUpdater) {
      // The installer waits until the app has ended.
      if (!updater.install(true, restart)) throw new Error('the installer did not start');
      return;
    }
    if (parts.appImage === null) throw new Error('no AppImage');
    await replaceAppImage(file, update.sha512, parts.appImage);
    await rm(file, { force: true });
    if (!restart) return;
    const { program, args, env } = restartCommand(parts.appImage, parts.restartArguments, process.pid, process.env);
    spawn(program, args, { env, detached: true, stdio: 'ignore' }).unref();
  }

  /** Squirrel installs it when the app ends, which it must not have heard of before. */
  const handToSquirrel = (updater: OwnMacUpdater, restart: boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(STAGED_WITHIN_MS, () => reject(new Error('macOS did not take it in time')));
      autoUpdater.once('update-downloaded', () => {
        cancel();
        resolve();
      });
      autoUpdater.once('error', (error) => {
        cancel();
        reject(new UpdateRefused('publisher', error.message));
      });
      updater.autoRunAppAfterInstall = restart;
      updater.quitAndInstall();
    });

  return { fetch, install: replace };
}

const words = (message: unknown): string =>
  (message instanceof Error ? message.message : String(message)).slice(0, 300);

/** What electron-updater calls a file that must not be taken. */
function refusalIn(error: unknown): UpdateRefused | null {
  if (error instanceof UpdateRefused) return error;
  const code = errorCode(error);
  if (code === 'ERR_CHECKSUM_MISMATCH') return new UpdateRefused('checksum');
  if (code === 'ERR_UPDATER_INVALID_SIGNATURE') return new UpdateRefused('publisher');
  return null;
}
