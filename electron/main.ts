/** The entry point: decides whether this process becomes the app, and starts it. The parts meet in `app/`. */
import { app, Menu, Notification } from 'electron';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Texts } from '../assets/locales/catalogue.js';
import type { diagnosticsOutsideApp } from './app/diagnostics/diagnostics.js';
import { chooseLanguage, loadTexts, shellLanguages, shellRegion } from './app/language.js';
import { startFailed } from './app/start-failed.js';
import { usualUserData } from './app/user-data.js';
import { useHotkeyPortal } from './app/wayland.js';
import { APP_USER_MODEL_ID } from './desktop/system/app-user-model-id.js';
import { removeApplicationMenu } from './desktop/windows/application-menu.js';
import { declareScheme } from './desktop/windows/app-protocol-scheme.js';
import { writeOut } from './desktop/command-line/output.js';
import { runCommandLine } from './desktop/command-line/run.js';
import { hasGraphicsDevice } from './desktop/system/graphics.js';
import { createLogFile } from './desktop/system/log-file.js';
import { mayHavePolicy } from './settings/policy-places.js';
import { silentLog } from './silent-log.js';

const folder = __dirname;

/** The shell's languages, best first. Only Linux has some of its own. */
const languages = process.platform === 'linux' ? shellLanguages(process.env) : app.getPreferredSystemLanguages();

function shellTexts(): Texts {
  const region = process.platform === 'linux' ? shellRegion(process.env) : [];
  return loadTexts(join(folder, 'locales'), chooseLanguage(languages), silentLog, [...region, ...languages]);
}

/** dist/main-policy.cjs. */
const isPolicyBundle = (loaded: unknown): loaded is { dataFolderByPolicy: (appData: object) => unknown } =>
  typeof loaded === 'object' &&
  loaded !== null &&
  'dataFolderByPolicy' in loaded &&
  typeof loaded.dataFolderByPolicy === 'function';

/** dist/diagnostics.cjs. */
const isDiagnosticsBundle = (
  loaded: unknown,
): loaded is { diagnosticsOutsideApp: (...asked: Parameters<typeof diagnosticsOutsideApp>) => unknown } =>
  typeof loaded === 'object' &&
  loaded !== null &&
  'diagnosticsOutsideApp' in loaded &&
  typeof loaded.diagnosticsOutsideApp === 'function';

function diagnose(running: false | 'silent', json: boolean): string {
  const loaded: unknown = createRequire(join(folder, 'main.cjs'))('./diagnostics.cjs');
  if (!isDiagnosticsBundle(loaded)) throw new Error('diagnostics.cjs tells nothing');
  return String(loaded.diagnosticsOutsideApp({ running, json, texts: shellTexts }));
}

/** The data folder that the policy names, made if need be. Null: none. */
function folderByPolicy(): string | null {
  if (!mayHavePolicy(process.platform, () => userInfo().username, existsSync)) return null;
  const policy: unknown = createRequire(join(folder, 'main.cjs'))('./main-policy.cjs');
  if (!isPolicyBundle(policy)) return null;
  const { LOCALAPPDATA } = process.env;
  const ofWindows = { local_app_data: LOCALAPPDATA ?? '', roaming_app_data: app.getPath('appData') };
  const found = policy.dataFolderByPolicy(process.platform === 'win32' ? ofWindows : {});
  if (typeof found !== 'string') return null;
  try {
    mkdirSync(found, { recursive: true, mode: 0o700 });
    app.setPath('userData', found);
  } catch {
    // What cannot be made is refused below, and never replaced by another.
  }
  return found;
}

// This comes first, because the lock and the command line's socket are named after it.
const byPolicy = folderByPolicy();
const usual =
  byPolicy ??
  usualUserData({
    platform: process.platform,
    env: process.env,
    appData: app.getPath('appData'),
    name: app.getName(),
  });
if (byPolicy === null && process.platform === 'win32' && !app.commandLine.hasSwitch('user-data-dir'))
  app.setPath('userData', usual);

const verdict = runCommandLine({
  argv: process.argv,
  env: process.env,
  platform: process.platform,
  packaged: app.isPackaged,
  appPath: app.getAppPath(),
  execPath: process.execPath,
  userDataDir: app.getPath('userData'),
  userDataAsked: byPolicy ?? app.commandLine.getSwitchValue('user-data-dir'),
  version: app.getVersion(),
  languages,
  texts: shellTexts,
  diagnose,
  requestLock: () => app.requestSingleInstanceLock(),
  workerScript: join(folder, 'command-line-worker.cjs'),
});

if (verdict.kind === 'exit') {
  app.exit(verdict.code);
} else {
  for (const [name, instead] of verdict.takeBack) {
    app.commandLine.removeSwitch(name);
    if (instead !== null) app.commandLine.appendSwitch(name, instead);
  }
  // Chromium would write the keys of every TLS connection there, as `--ssl-key-log-file` does.
  if (app.isPackaged) delete process.env['SSLKEYLOGFILE'];
  app.enableSandbox();
  removeApplicationMenu(process.platform, Menu);
  if (process.platform === 'win32') app.setAppUserModelId(APP_USER_MODEL_ID);
  declareScheme();
  useHotkeyPortal();
  if (!hasGraphicsDevice(process.platform, existsSync)) app.disableHardwareAcceleration();
  // The app lives in the tray, so closing its windows does not end it.
  app.on('window-all-closed', () => undefined);
  const { hidden, demo, readOnly } = verdict;
  // Only who becomes the app reads the rest of it. A command that the running app answers does without (docs/design.md
  // §6).
  const rest = import('./app/start-app.js');
  app
    .whenReady()
    .then(async () => {
      const { startApp } = await rest;
      await startApp({ folder, usualUserData: usual, hidden, demo, readOnly });
    })
    .catch((error: unknown) => {
      const userData = app.getPath('userData');
      startFailed(error, {
        app,
        log: createLogFile(userData, Date.now),
        logFolder: join(userData, 'logs'),
        texts: shellTexts,
        write: (text) => writeOut(2, text),
        show: (title, body) => {
          if (!hidden && Notification.isSupported()) new Notification({ title, body }).show();
        },
      });
    });
}
