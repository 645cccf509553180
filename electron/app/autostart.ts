/** This installation's start at login: what the settings want, and what the system has. */
import { app } from 'electron';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Texts } from '../../assets/locales/catalogue.js';
import { createAutostart, type AutostartStatus } from '../desktop/autostart/autostart-system.js';
import { runProgram } from '../desktop/system/run-program.js';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import { notice, type AppNotice } from '../settings/app-notice.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Notices } from './notices.js';
import type { Platform } from './settings-slices.js';
import { ownUserData } from './user-data.js';

export interface StartAtLogin {
  /** Why the app does not start although it should. Null: it does. */
  off(): AutostartStatus['offBy'];
  /** It is set up, but the desktop may not do it, and what to do then. Null: it does, or it is off. */
  unsure(): AutostartStatus['unsure'];
  /** The person wants it anyway, so whatever switched it off is removed. */
  mend(): void;
  onChange(run: () => void): Cancel;
  /** Call once at each start. */
  check(): void;
}

/** Follows the setting. */
export function followStartAtLogin(deps: {
  readonly platform: Platform;
  readonly userData: string;
  readonly usualUserData: string;
  /** The start is one at log-in. */
  readonly hidden: boolean;
  texts(): Texts;
  readonly settings: SettingsStore;
  readonly notices: Pick<Notices, 'tell' | 'untell'>;
  readonly files: Pick<SavedFiles, 'open'>;
  readonly log: Log;
}): StartAtLogin {
  const { platform, userData, settings, notices, log } = deps;
  const changes = createEmitter(log, 'start at login');
  const autostart = createAutostart({
    platform,
    installation: {
      execPath: process.execPath,
      packaged: app.isPackaged,
      appPath: app.getAppPath(),
      env: process.env,
      home: homedir(),
      userDataDir: ownUserData(userData, deps.usualUserData),
    },
    app,
    run: runProgram,
    log,
    startedAtLogin: deps.hidden,
    memory: deps.files.open(join(userData, 'autostart.json')),
    name: () => deps.texts()('app.name'),
    comment: () => deps.texts()('app.comment'),
  });
  let last: Pick<AutostartStatus, 'offBy' | 'unsure'> = { offBy: null, unsure: null };
  const firstWord = (status: AutostartStatus): AppNotice => {
    if (status.unsure) return { ...notice(status.unsure.key, status.unsure.params), id: status.unsure.key };
    return notice(settings.lockedBy('startAtLogin') === null ? 'notice.startsAtLogin' : 'notice.startsAtLogin.locked');
  };
  const found = (status: AutostartStatus): void => {
    if (status.newlyOn) notices.tell(firstWord(status));
    if (status.newlyOn && platform === 'win32') notices.tell(notice('notice.pinIcon'));
    const { offBy } = status;
    if (offBy) notices.tell({ ...notice(offBy.key, offBy.params), id: 'notice.loginOffBySystem' });
    else notices.untell('notice.loginOffBySystem');
    if (status.problem !== null) notices.tell(notice(status.problem));
    if (!status.unsure) notices.untell('notice.loginUnsure');
    last = status;
    changes.emit();
  };
  let wanted = settings.get().startAtLogin;
  settings.onChange((values) => {
    if (values.startAtLogin === wanted) return;
    wanted = values.startAtLogin;
    void autostart.set(wanted).then(found);
  });
  return {
    off: () => last.offBy,
    unsure: () => last.unsure,
    mend: () => void autostart.set(true).then(found),
    onChange: (run) => changes.on(run),
    check: () => void autostart.check(wanted).then(found),
  };
}
