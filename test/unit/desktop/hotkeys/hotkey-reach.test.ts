import { describe, expect, it } from 'vitest';
import { hasHotkeyPortal, hotkeyReach } from '../../../../electron/desktop/hotkeys/hotkey-reach.js';
import { drawnByWayland, type WaylandQuestion } from '../../../../electron/desktop/system/wayland.js';

const wayland: WaylandQuestion = {
  platform: 'linux',
  ozonePlatform: '',
  ozoneHint: '',
  env: { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' },
  electron: '45.4.1',
};
const reach = (question: WaylandQuestion, portal: boolean | null = null) =>
  hotkeyReach(question, drawnByWayland(question), portal);

describe('from where a hotkey is heard', () => {
  it('is from every program where the desktop is X11, Windows or macOS', () => {
    expect(reach({ ...wayland, env: { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' } })).toBe('everywhere');
    expect(reach({ ...wayland, env: { DISPLAY: ':0' } })).toBe('everywhere');
    for (const platform of ['win32', 'darwin'] as const)
      expect(reach({ ...wayland, platform, env: {} })).toBe('everywhere');
  });

  it('is perhaps from every program where Wayland’s desktop has a portal for them, or may have one', () => {
    expect(reach(wayland, true)).toBe('perhaps');
    expect(reach(wayland, null)).toBe('perhaps');
  });

  it('is from none where it has no portal, or this Electron does not ask it', () => {
    expect(reach(wayland, false)).toBe('nowhere');
    expect(reach({ ...wayland, electron: '33.2.1', ozonePlatform: 'wayland' }, true)).toBe('nowhere');
  });

  it('is from X11 programs alone under XWayland', () => {
    expect(reach({ ...wayland, ozonePlatform: 'x11' })).toBe('x11Windows');
    expect(reach({ ...wayland, electron: '33.2.1' })).toBe('x11Windows');
    expect(reach({ ...wayland, electron: '33.2.1', env: { WAYLAND_DISPLAY: 'wayland-1', DISPLAY: ':0' } })).toBe(
      'x11Windows',
    );
  });
});

describe('whether the portal offers hotkeys', () => {
  /** @param there the installed programs */
  const run = (there: readonly string[], portal: boolean) => (program: string, args: readonly string[]) =>
    Promise.resolve(
      !there.includes(program) ? null : args.some((arg) => arg.endsWith('GlobalShortcuts')) && !portal ? null : 'u 1',
    );

  it('is asked of whichever program is there', async () => {
    for (const programs of [['busctl'], ['gdbus'], ['busctl', 'gdbus']]) {
      expect(await hasHotkeyPortal(run(programs, true))).toBe(true);
      expect(await hasHotkeyPortal(run(programs, false))).toBe(false);
    }
  });

  it('is not known where none is', async () => {
    expect(await hasHotkeyPortal(run([], true))).toBeNull();
  });
});
