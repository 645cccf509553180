/** When the icon's menu opens on Linux: Electron does not tell, but the panel announces it to the menu's owner over D-Bus. */
import type { Cancel } from '../../ports.js';
import type { FollowProgram } from '../system/run-program.js';

const MENU = 'com.canonical.dbusmenu';

/**
 * Listens on the session bus, for the time the popup is open. Whose menu it is does not matter: the popup closes when the person turns to
 * something else. Without `dbus-monitor` the popup stays open beside the menu, and closes with the next click.
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
