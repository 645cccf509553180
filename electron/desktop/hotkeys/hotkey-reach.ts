/**
 * From where a hotkey works. Wayland gives programs no keys of other windows. A desktop may offer hotkeys through its
 * portal, which Electron uses from 35 on. Under XWayland a program only hears keys over X11 windows.
 */
import type { HotkeyReach } from '../../ipc/contract/settings.js';
import { underXWayland, type WaylandQuestion } from '../system/wayland.js';
import type { RunProgram } from '../tray/tray-host.js';

const ASKS_THE_PORTAL = 35;

/** @param portal whether the desktop's portal offers hotkeys. Null: not known yet */
export function hotkeyReach(question: WaylandQuestion, drawnByWayland: boolean, portal: boolean | null): HotkeyReach {
  if (drawnByWayland)
    return portal !== false && Number.parseInt(question.electron ?? '', 10) >= ASKS_THE_PORTAL ? 'perhaps' : 'nowhere';
  return underXWayland(question) ? 'x11Windows' : 'everywhere';
}

const BUS = 'org.freedesktop.DBus';
const PORTAL = 'org.freedesktop.portal.Desktop';
const PORTAL_PATH = '/org/freedesktop/portal/desktop';
const SHORTCUTS = 'org.freedesktop.portal.GlobalShortcuts';

type Question = readonly [program: string, args: readonly string[]];

/**
 * Which of these programs exists depends on the distribution. Each asks whether there is a bus, then for the version of
 * this part of the portal.
 */
const WAYS_TO_ASK: readonly { readonly bus: Question; readonly portal: Question }[] = [
  {
    bus: ['busctl', ['--user', 'call', BUS, '/org/freedesktop/DBus', BUS, 'GetId']],
    portal: ['busctl', ['--user', 'get-property', PORTAL, PORTAL_PATH, SHORTCUTS, 'version']],
  },
  {
    bus: ['gdbus', ['call', '--session', '--dest', BUS, '--object-path', '/', '--method', `${BUS}.GetId`]],
    portal: [
      'gdbus',
      [
        ...['call', '--session', '--dest', PORTAL, '--object-path', PORTAL_PATH],
        ...['--method', `${BUS}.Properties.Get`, SHORTCUTS, 'version'],
      ],
    ],
  },
];

/** Whether the desktop's portal offers hotkeys. Null: no program here can ask. */
export async function hasHotkeyPortal(run: RunProgram): Promise<boolean | null> {
  for (const { bus, portal } of WAYS_TO_ASK) {
    if ((await run(...bus)) === null) continue;
    return (await run(...portal)) !== null;
  }
  return null;
}
