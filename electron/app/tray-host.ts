/** On Linux: what the app does on a desktop without a tray, and when a panel appears late. */
import { runProgram } from '../desktop/system/run-program.js';
import { hasIconOf } from '../desktop/tray/registered-icon.js';
import { watchTrayHost } from '../desktop/tray/tray-host.js';
import { hasX11Tray } from '../desktop/tray/x11-tray.js';
import type { Cancel, Clock, Log } from '../ports.js';
import { notice } from '../settings/app-notice.js';
import type { Notices } from './notices.js';
import type { Shell } from './shell.js';
import { isWayland } from './wayland.js';

export function followTrayHost(deps: {
  readonly clock: Clock;
  readonly log: Log;
  readonly shell: Pick<Shell, 'tray' | 'popup' | 'setNoTray'>;
  readonly notices: Notices;
  readonly hidden: boolean;
}): Cancel {
  const { shell, notices, log } = deps;
  const told = notice('notice.noTray');
  const x11 = (): Promise<boolean> => (isWayland() ? Promise.resolve(false) : hasX11Tray(process.env));
  // A Flatpak's processes have other numbers outside of it.
  const hasIcon = (): Promise<boolean | null> =>
    process.env['FLATPAK_ID'] === undefined ? hasIconOf(process.pid, runProgram) : Promise.resolve(null);
  return watchTrayHost({ run: runProgram, clock: deps.clock, hasX11Tray: x11, hasIcon }, deps.hidden, {
    found: (host) => {
      log.info('a panel shows the icon', { host });
      notices.untell(told.id);
    },
    absent: () => {
      log.info('nothing on this desktop shows tray icons');
      shell.setNoTray(true);
      notices.tell(told);
      if (!deps.hidden) shell.popup.open();
    },
    arrived: () => {
      shell.setNoTray(false);
      shell.tray.remake();
    },
    missing: () => {
      log.info('the icon is not on the panel, so it is made again');
      shell.tray.remake();
    },
  });
}
