/** On Linux: a desktop without a tray, and a panel that comes late. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppNotice } from '../../../electron/settings/app-notice.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { rememberingLog } from '../settings/doubles.js';

type Tellings = { found(host: string): void; absent(): void; arrived(): void; missing(): void };
const desk = vi.hoisted(() => ({
  wayland: false,
  tell: null as Tellings | null,
  x11: null as (() => Promise<boolean>) | null,
  icon: null as (() => Promise<boolean | null>) | null,
}));
vi.mock('../../../electron/app/wayland.js', () => ({ isWayland: () => desk.wayland }));
vi.mock('../../../electron/desktop/tray/x11-tray.js', () => ({ hasX11Tray: () => Promise.resolve(true) }));
vi.mock('../../../electron/desktop/tray/tray-host.js', () => ({
  watchTrayHost: (
    deps: { hasX11Tray: () => Promise<boolean>; hasIcon: () => Promise<boolean | null> },
    _hidden: boolean,
    tell: Tellings,
  ) => {
    desk.tell = tell;
    desk.x11 = deps.hasX11Tray;
    desk.icon = deps.hasIcon;
    return () => undefined;
  },
}));
vi.mock('../../../electron/desktop/tray/registered-icon.js', () => ({
  hasIconOf: (pid: number) => Promise.resolve(pid !== process.pid),
}));
const { followTrayHost } = await import('../../../electron/app/tray-host.js');
beforeEach(() => (desk.wayland = false));
afterEach(() => void vi.unstubAllEnvs());

function follow(hidden: boolean) {
  const did: string[] = [];
  followTrayHost({
    clock: fakeClock().clock,
    log: rememberingLog(),
    shell: {
      tray: { remake: () => did.push('icon made anew') },
      popup: { open: () => did.push('popup') },
      setNoTray: (none: boolean) => did.push(`no tray: ${none}`),
    } as never,
    notices: {
      tell: ({ key }: AppNotice) => did.push(key),
      untell: (id: string) => did.push(`no longer ${id}`),
    } as never,
    hidden,
  });
  return { did, tell: desk.tell! };
}

describe('where no panel shows the icon', () => {
  it.each([
    [false, ['no tray: true', 'notice.noTray', 'popup']],
    [true, ['no tray: true', 'notice.noTray']],
  ])('the popup is a window, and opens unless the start is hidden (%s)', (hidden, did) => {
    const desktop = follow(hidden);
    desktop.tell.absent();
    expect(desktop.did).toEqual(did);
  });

  it('and one comes later, the icon is made anew and the word is taken back', () => {
    const { did, tell } = follow(true);
    tell.arrived();
    tell.found('statusNotifier');
    expect(did).toEqual(['no tray: false', 'icon made anew', 'no longer notice.noTray']);
  });

  it.each([
    [false, true],
    [true, false],
  ])('an X11 tray counts only where X11 draws the windows (Wayland: %s)', async (wayland, counts) => {
    follow(true);
    desk.wayland = wayland;
    expect(await desk.x11?.()).toBe(counts);
  });

  it('and one was there from the beginning without the icon, only the icon is made anew', () => {
    const { did, tell } = follow(false);
    tell.found('statusNotifier');
    tell.missing();
    expect(did).toEqual(['no longer notice.noTray', 'icon made anew']);
  });

  it('the icon is looked for by the number of the process, which a Flatpak does not know', async () => {
    follow(true);
    expect(await desk.icon?.()).toBe(false);
    vi.stubEnv('FLATPAK_ID', 'com.example.PresenceTray');
    expect(await desk.icon?.()).toBeNull();
  });
});
