/**
 * Notices when the icon's menu opens on Linux. Electron does not say, but the panel tells the menu's owner over D-Bus.
 */
import type { Cancel } from '../../ports.js';
import type { FollowProgram } from '../system/run-program.js';

const MENU = 'com.canonical.dbusmenu';

/**
 * Listens on the session bus while the popup is open. It does not matter whose menu it is: the popup closes when the
 * person turns to something else. Without `dbus-monitor` the popup stays open beside the menu, and closes with the next
 * click.
 */
export const watchTrayMenu = (follow: FollowProgram, opened: () => void): Cancel =>
  follow(
    'dbus-monitor',
    [
      '--session',
      '--profile',
      ...['AboutToShow', 'AboutToShowGroup'].map(
        (member) => `type='method_call',interface='${MENU}',member='${member}'`,
      ),
    ],
    (line) => {
      if (line.startsWith('mc') && line.includes(`\t${MENU}\tAboutToShow`)) opened();
    },
  );
