/**
 * Whether Wayland itself draws the windows. Then no program may place them, and hotkeys may never fire. XWayland counts
 * as X11. Pure functions only.
 */
export interface WaylandQuestion {
  readonly platform: NodeJS.Platform;
  /** Chromium's switches. `''`: not given. */
  readonly ozonePlatform: string;
  readonly ozoneHint: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `process.versions.electron` */
  readonly electron: string | undefined;
}

/**
 * From this version on Electron draws with Wayland in every Wayland session (electron/electron#48301). Before, only if
 * told to.
 */
const WAYLAND_BY_ITSELF = 38;

/**
 * Whether an X11 program's windows are drawn in a Wayland session. It sees keys and pointer only over windows of X11
 * programs.
 */
export const underXWayland = ({ platform, env }: WaylandQuestion): boolean =>
  platform === 'linux' &&
  (env['XDG_SESSION_TYPE'] === 'wayland' ||
    (env['XDG_SESSION_TYPE'] === undefined && env['WAYLAND_DISPLAY'] !== undefined));

export function drawnByWayland({ platform, ozonePlatform, ozoneHint, env, electron }: WaylandQuestion): boolean {
  if (platform !== 'linux') return false;
  if (ozonePlatform !== '') return ozonePlatform === 'wayland';
  const session = env['XDG_SESSION_TYPE'] === 'wayland';
  if (ozoneHint === 'x11') return false;
  if (ozoneHint === 'wayland' || ozoneHint === 'auto') return session || ozoneHint === 'wayland';
  return session && (Number.parseInt(electron ?? '', 10) >= WAYLAND_BY_ITSELF || env['DISPLAY'] === undefined);
}
