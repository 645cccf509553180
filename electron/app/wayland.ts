import { app } from 'electron';
import { drawnByWayland } from '../desktop/system/wayland.js';

/** Whether this app's windows are drawn by Wayland itself. */
export const isWayland = (): boolean =>
  drawnByWayland({
    platform: process.platform,
    ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
    ozoneHint: app.commandLine.getSwitchValue('ozone-platform-hint'),
    env: process.env,
    electron: process.versions.electron,
  });

/** Electron 35 and later ask the desktop's portal for global hotkeys, where it has one; older ones don't know the name. Before the app is ready. */
export function useHotkeyPortal(): void {
  if (!isWayland()) return;
  const features = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch(
    'enable-features',
    [...(features === '' ? [] : [features]), 'GlobalShortcutsPortal'].join(),
  );
}
