/** What all desktops on X11 have in common. */
import type { Area } from '../desktop/screen.js';
import type { DesktopSession } from '../desktop/session.js';
import type { Desktop } from './recipe.js';

/** Another program that an agent works in. */
const OTHER = 'Customer record';

export function x11Desktop(
  { screen, background, env }: DesktopSession,
  panel: Area,
  setDark: Desktop['setDark'],
): Desktop {
  return {
    panel,
    env,
    windows: async (title) => {
      const ids = await screen.windows(`^${title}$`);
      return Promise.all(ids.map((id) => screen.windowArea(id)));
    },
    focusElsewhere: async () => {
      if ((await screen.windows(OTHER)).length === 0)
        background.start('other-program', 'display', ['-title', OTHER, '-size', '400x300', 'xc:white'], { env });
      await screen.focus(await screen.window(OTHER));
    },
    setDark,
  };
}
