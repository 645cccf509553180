/** KDE Plasma on X11. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../desktop/processes.js';
import type { DesktopSession } from '../desktop/session.js';
import { waitFor } from '../desktop/wait.js';
import type { Desktop, Recipe } from './recipe.js';
import { x11Desktop } from './x11-desktop.js';

const PANEL_HEIGHT = 44;

export const kde: Recipe = {
  name: 'kde',
  packages: ['plasma-workspace', 'kwin-x11', 'plasma-desktop', 'xdg-desktop-portal-kde', 'breeze'],
  opensBy: 'click',
  popupBelongs: 'atTheIcon',
  keys: 'hotkey',
  menuBy: 'keys',
  // Plasma asks for a submenu's entries when it opens, so none is selected yet.
  intoSubmenu: ['Right', 'Home'],
  autostart: 'folder',
  appArgs: [],
  env: {
    XDG_CURRENT_DESKTOP: 'KDE',
    XDG_SESSION_DESKTOP: 'KDE',
    KDE_FULL_SESSION: 'true',
    KDE_SESSION_VERSION: '5',
    LIBGL_ALWAYS_SOFTWARE: '1',
  },
  title: async () =>
    `KDE Plasma ${/[\d.]*\d/.exec(await mustRun('plasmashell', ['--version'], { env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } }))?.[0] ?? ''}, X11`,
  start,
};

async function start(session: DesktopSession): Promise<Desktop> {
  const { env, background, bus, screen } = session;
  const config = env['XDG_CONFIG_HOME'] ?? '';
  // There is no systemd of the person's own to start it.
  await writeFile(join(config, 'startkderc'), '[General]\nsystemdBoot=false\n');
  await writeFile(join(config, 'ksplashrc'), '[KSplash]\nEngine=none\nTheme=None\n');
  await writeFile(join(config, 'kwalletrc'), '[Wallet]\nEnabled=false\n');
  await writeFile(join(config, 'kscreenlockerrc'), '[Daemon]\nAutolock=false\n');
  await writeFile(join(config, 'baloofilerc'), '[Basic Settings]\nIndexing-Enabled=false\n');
  background.start('plasma', 'startplasma-x11', [], { env });
  await waitFor('Plasma', async () => {
    const there = await Promise.all(
      ['org.kde.plasmashell', 'org.kde.StatusNotifierWatcher', 'org.freedesktop.Notifications'].map((name) =>
        bus.hasOwner(name),
      ),
    );
    return there.every(Boolean);
  });
  const { width, height } = screen.size;
  return x11Desktop(session, { x: 0, y: height - PANEL_HEIGHT, width, height: PANEL_HEIGHT }, async (dark) => {
    await mustRun('plasma-apply-colorscheme', [dark ? 'BreezeDark' : 'BreezeLight'], { env });
  });
}
