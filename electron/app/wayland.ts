import { app } from 'electron';
import { hotkeyReach } from '../desktop/hotkeys/hotkey-reach.js';
import { drawnByWayland, underXWayland, type WaylandQuestion } from '../desktop/system/wayland.js';
import type { HotkeyReach } from '../ipc/contract/settings.js';

/** Whether Wayland itself draws this app's windows. */
export const isWayland = (): boolean => drawnByWayland(question());

/** Whether they are drawn for X11, inside a Wayland session. */
export const isXWayland = (): boolean => !isWayland() && underXWayland(question());

const question = (): WaylandQuestion => ({
  platform: process.platform,
  ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
  ozoneHint: app.commandLine.getSwitchValue('ozone-platform-hint'),
  env: process.env,
  electron: process.versions.electron,
});

/** @param portal whether the desktop's portal offers hotkeys. Null: not known yet */
export const reachOfHotkeys = (portal: boolean | null): HotkeyReach => hotkeyReach(question(), isWayland(), portal);

/**
 * Electron 35 and later ask the desktop's portal for global hotkeys, if it has one. Older versions ignore the feature's
 * name. Call before the app is ready.
 */
export function useHotkeyPortal(): void {
  if (!isWayland()) return;
  const features = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch(
    'enable-features',
    [...(features === '' ? [] : [features]), 'GlobalShortcutsPortal'].join(),
  );
}
