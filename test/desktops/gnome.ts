/** GNOME on X11 with the AppIndicator extension, which shows tray icons there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../desktop/processes.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import type { Desktop, Recipe } from './recipe.js';
import { x11Desktop } from './x11-desktop.js';

const EXTENSION = 'ubuntu-appindicators@ubuntu.com';
const PANEL_HEIGHT = 32;

export const gnome: Recipe = {
  name: 'gnome',
  packages: [
    'gnome-shell',
    'gnome-session-bin',
    // Its notifications are served by a script.
    'gjs',
    'gnome-shell-extension-appindicator',
    'xdg-desktop-portal-gnome',
    'xdg-desktop-portal-gtk',
  ],
  opensBy: 'doubleClick',
  popupBelongs: 'atTheIcon',
  keys: 'hotkey',
  menuBy: 'keys',
  intoSubmenu: ['Right'],
  autostart: 'folder',
  appArgs: [],
  env: { XDG_CURRENT_DESKTOP: 'GNOME', XDG_SESSION_DESKTOP: 'gnome', LIBGL_ALWAYS_SOFTWARE: '1' },
  title: async () =>
    `GNOME ${/[\d.]*\d/.exec(await mustRun('gnome-shell', ['--version']))?.[0] ?? ''}, X11, AppIndicator`,
  start,
};

async function start(session: DesktopSession): Promise<Desktop> {
  const { env, background, bus, screen } = session;
  const set = async (schema: string, key: string, value: string): Promise<void> => {
    await mustRun('gsettings', ['set', schema, key, value], { env });
  };
  await set('org.gnome.shell', 'enabled-extensions', `['${EXTENSION}']`);
  await set('org.gnome.shell', 'welcome-dialog-last-shown-version', "'9999'");
  await set('org.gnome.desktop.interface', 'enable-animations', 'false');
  await set('org.gnome.desktop.session', 'idle-delay', '0');
  // It would say that it cannot lock without its display manager.
  await set('org.gnome.desktop.lockdown', 'disable-lock-screen', 'true');
  await writeSession(env);
  background.start(
    'gnome-session',
    '/usr/libexec/gnome-session-binary',
    ['--builtin', '--disable-acceleration-check', '--session=presence-tray'],
    { env },
  );
  await waitFor('GNOME with its extension', () => bus.hasOwner('org.kde.StatusNotifierWatcher'));
  await leaveOverview(session);
  const { width } = screen.size;
  return x11Desktop(session, { x: 0, y: 0, width, height: PANEL_HEIGHT }, (dark) =>
    set('org.gnome.desktop.interface', 'color-scheme', dark ? 'prefer-dark' : 'default'),
  );
}

/** A session of the shell alone: its other parts want hardware. Autostart is the session's own work. */
async function writeSession(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = join(env['XDG_CONFIG_HOME'] ?? '', 'gnome-session', 'sessions');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'presence-tray.session'),
    '[GNOME Session]\nName=GNOME Shell\nRequiredComponents=org.gnome.Shell;\n',
  );
}

/** GNOME begins with its overview, which covers everything. */
async function leaveOverview({ bus, screen }: DesktopSession): Promise<void> {
  const shown = async (): Promise<boolean> =>
    (await bus.property('org.gnome.Shell', '/org/gnome/Shell', 'org.gnome.Shell', 'OverviewActive')) === true;
  await waitFor(
    'GNOME without its overview',
    async () => {
      if (!(await shown())) return true;
      await screen.key('Escape');
      return false;
    },
    { everyMs: 500 },
  );
}
