import { describe, expect, it } from 'vitest';
import { drawnByWayland, type WaylandQuestion } from '../../../../electron/desktop/system/wayland.js';

const question: WaylandQuestion = {
  platform: 'linux',
  ozonePlatform: '',
  ozoneHint: '',
  env: { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' },
  electron: '45.4.1',
};

describe('whether Wayland itself draws the windows', () => {
  it('is so in a Wayland session, although there is XWayland, since Electron 38', () => {
    expect(drawnByWayland(question)).toBe(true);
    expect(drawnByWayland({ ...question, electron: '33.2.1' })).toBe(false);
  });

  it('is not so in an X11 session', () => {
    expect(drawnByWayland({ ...question, env: { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' } })).toBe(false);
    expect(drawnByWayland({ ...question, env: { DISPLAY: ':0' } })).toBe(false);
  });

  it('is as the person says by a switch', () => {
    expect(drawnByWayland({ ...question, ozonePlatform: 'x11' })).toBe(false);
    expect(drawnByWayland({ ...question, ozoneHint: 'x11' })).toBe(false);
    expect(drawnByWayland({ ...question, ozonePlatform: 'wayland', env: {} })).toBe(true);
    expect(drawnByWayland({ ...question, electron: '33.2.1', ozoneHint: 'auto' })).toBe(true);
    expect(drawnByWayland({ ...question, ozonePlatform: 'headless' })).toBe(false);
  });

  it('is so for an older Electron that has nothing else', () => {
    const env = { XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' };
    expect(drawnByWayland({ ...question, electron: '33.2.1', env })).toBe(true);
  });

  it('is a question of Linux alone', () => {
    for (const platform of ['win32', 'darwin'] as const)
      expect(drawnByWayland({ ...question, platform, ozonePlatform: 'wayland' })).toBe(false);
  });
});
