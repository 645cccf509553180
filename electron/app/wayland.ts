import { app } from 'electron';
import { hotkeyReach } from '../desktop/hotkeys/hotkey-reach.js';
import { drawnByWayland, underXWayland, type WaylandQuestion } from '../desktop/system/wayland.js';
import type { HotkeyReach } from '../ipc/contract/settings.js';

/** Whether this app's windows are drawn by Wayland itself. */
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

/** @param portal whether the desktop's portal offers hotkeys; null while that is not known */
export const reachOfHotkeys = (portal: boolean | null): HotkeyReach => hotkeyReach(question(), isWayland(), portal);

/** Electron 35 and later ask the desktop's portal for global hotkeys, where it has one; older ones don't know the name. Before the app is ready. */
export function useHotkeyPortal(): void {
  if (!isWayland()) return;
  const features = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch(
    'enable-features',
    [...(features === '' ? [] : [features]), 'GlobalShortcutsPortal'].join(),
  );
}
