import { app } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import { createAutostart, type Autostart } from '../desktop/autostart/autostart-system.js';
import { runProgram } from '../desktop/system/run-program.js';
import type { Log } from '../ports.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { Platform } from './settings-slices.js';
import { ownUserData } from './user-data.js';

/** Auto-start of this installation, on this system. */
export const createAppAutostart = (
  platform: Platform,
  { userData, usualUserData }: { readonly userData: string; readonly usualUserData: string },
  texts: Texts,
  files: Pick<SavedFiles, 'open'>,
  log: Log,
): Autostart =>
  createAutostart({
    platform,
    installation: {
      execPath: process.execPath,
      packaged: app.isPackaged,
      appPath: app.getAppPath(),
      env: process.env,
      home: homedir(),
      userDataDir: ownUserData(userData, usualUserData),
    },
    app,
    run: runProgram,
    log,
    memory: files.open(join(userData, 'autostart.json')),
    name: texts('app.name'),
    comment: texts('app.comment'),
  });
