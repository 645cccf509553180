/**
 * Whether anything in this Linux session starts what lies in the autostart folder. Desktops do, or their session
 * managers, or systemd. A bare window manager does not, unless its configuration starts a program for it, which nothing
 * tells. Pure functions only.
 */

/** These never do it by themselves. Some have a helper (dex, openbox-session) that does, where it is installed. */
const BARE = new Set(
  (
    'i3 sway swayfx hyprland openbox fluxbox blackbox icewm jwm fvwm fvwm3 wmaker twm awesome bspwm dwm dwl qtile ' +
    'xmonad herbstluftwm leftwm spectrwm ratpoison river labwc wayfire niri weston cage miracle-wm wlroots'
  ).split(' '),
);

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether the environment leaves it open. Unknown desktops count as such that do it.
 *
 * - `SESSION_MANAGER`: a session manager runs (XSMP). Those read the folder.
 * - The names: `XDG_CURRENT_DESKTOP`, or what the display manager has set.
 */
export function mayBeBare(env: Env): boolean {
  if ((env['SESSION_MANAGER'] ?? '') !== '') return false;
  const names = [env['XDG_CURRENT_DESKTOP'], env['XDG_SESSION_DESKTOP'], env['DESKTOP_SESSION']]
    .find((value) => value !== undefined && value !== '')
    ?.split(':')
    // Display managers name a session by its file: /usr/share/xsessions/i3
    .map((name) => name.slice(name.lastIndexOf('/') + 1).toLowerCase())
    .filter((name) => name !== '');
  return names === undefined || names.every((name) => BARE.has(name));
}

/** Succeeds where systemd has started what lies in the folder. */
export const SYSTEMD_STARTED = ['systemctl', ['--user', 'is-active', 'xdg-desktop-autostart.target']] as const;

/** The command as a person puts it into a window manager's configuration, by a shell's rules. */
export const shellCommand = (command: readonly string[]): string =>
  command
    .map((argument) => (/^[\w@:,./+=%-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`))
    .join(' ');
