import { app } from 'electron';

/** Whether windows are drawn by Wayland itself, where no program may place them and hotkeys may never fire. XWayland counts as X11. */
export const isWayland = (): boolean =>
  process.platform === 'linux' &&
  (app.commandLine.getSwitchValue('ozone-platform') === 'wayland' ||
    (app.commandLine.getSwitchValue('ozone-platform-hint') !== 'x11' &&
      process.env['XDG_SESSION_TYPE'] === 'wayland' &&
      process.env['DISPLAY'] === undefined));
