/** Whether something in the session starts what lies in the autostart folder, and what the app says if perhaps not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createAutostart, type AutostartDeps } from '../../../../electron/desktop/autostart/autostart-system.js';
import { mayBeBare, shellCommand } from '../../../../electron/desktop/autostart/reads-autostart.js';
import { silentLog } from '../../../../electron/silent-log.js';
import { savedInMemory } from '../../settings/doubles.js';

describe('a session may be a bare window manager', () => {
  it.each([
    ['sway', { XDG_CURRENT_DESKTOP: 'sway' }],
    ['sway with what it is built on', { XDG_CURRENT_DESKTOP: 'sway:wlroots' }],
    ['Hyprland', { XDG_CURRENT_DESKTOP: 'Hyprland' }],
    ['i3 as the display manager names it', { DESKTOP_SESSION: '/usr/share/xsessions/i3' }],
    ['openbox, with an empty name before', { XDG_CURRENT_DESKTOP: '', XDG_SESSION_DESKTOP: 'openbox' }],
    ['nameless', {}],
  ])('%s', (_who, env) => {
    expect(mayBeBare(env)).toBe(true);
  });

  it.each([
    ['GNOME', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }],
    ['Plasma', { XDG_CURRENT_DESKTOP: 'KDE' }],
    ['i3 inside of Plasma', { XDG_CURRENT_DESKTOP: 'KDE', DESKTOP_SESSION: 'i3' }],
    ['i3 with Xfce’s parts', { XDG_CURRENT_DESKTOP: 'i3:XFCE' }],
    ['a desktop that nobody here knows', { XDG_CURRENT_DESKTOP: 'Zukunft' }],
    ['openbox under a session manager', { XDG_CURRENT_DESKTOP: 'openbox', SESSION_MANAGER: 'local/host:@/tmp/.ICE' }],
    ['nameless under a session manager', { SESSION_MANAGER: 'local/host:@/tmp/.ICE' }],
  ])('not %s', (_who, env) => {
    expect(mayBeBare(env)).toBe(false);
  });
});

it('the command is one that a shell takes apart into the same words', () => {
  const words = ['/opt/Presence Tray/presence-tray', '--user-data-dir=/home/ada/it’s $HOME', "don't", '', '--hidden'];
  const script = `printf '%s\\n' ${shellCommand(words)}`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${words.join('\n')}\n`);
  expect(shellCommand(['/usr/bin/presence-tray', '--hidden'])).toBe('/usr/bin/presence-tray --hidden');
});

describe('on a bare window manager', () => {
  const folders: string[] = [];
  afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

  function bare(over: Partial<AutostartDeps> = {}, env: Readonly<Record<string, string>> = {}) {
    const home = mkdtempSync(join(tmpdir(), 'presence-tray-login-'));
    folders.push(home);
    const asked: string[] = [];
    const autostart = createAutostart({
      platform: 'linux',
      installation: {
        execPath: '/opt/Presence Tray/presence-tray',
        packaged: true,
        appPath: '/opt/Presence Tray/resources/app.asar',
        env: { XDG_CURRENT_DESKTOP: 'sway', ...env },
        home,
        userDataDir: null,
      },
      app: { getLoginItemSettings: () => ({ openAtLogin: false }), setLoginItemSettings: () => undefined },
      run: (program, args) => {
        asked.push([program, ...args].join(' '));
        return Promise.resolve(null);
      },
      log: silentLog,
      startedAtLogin: false,
      memory: savedInMemory(),
      name: () => 'Presence Tray',
      comment: () => 'c',
      ...over,
    });
    return { autostart, asked };
  }

  it('the file is written all the same, with the word that it may not help and the command that does', async () => {
    const { autostart, asked } = bare();
    expect(await autostart.check(true)).toMatchObject({
      on: true,
      newlyOn: true,
      unsure: { key: 'notice.loginUnsure', params: { command: "'/opt/Presence Tray/presence-tray' --hidden" } },
    });
    expect(asked).toEqual(['systemctl --user is-active xdg-desktop-autostart.target']);
  });

  it('nothing is said where systemd starts the folder', async () => {
    const { autostart } = bare({ run: () => Promise.resolve('active\n') });
    expect(await autostart.check(true)).toMatchObject({ on: true, unsure: null });
  });

  it.each([
    ['the log-in has started the app', { startedAtLogin: true }, {}],
    ['the desktop is one that does it', {}, { XDG_CURRENT_DESKTOP: 'GNOME' }],
  ])('nothing is said, and nobody asked, where %s', async (_why, over, env) => {
    const { autostart, asked } = bare(over, env);
    expect(await autostart.check(true)).toMatchObject({ on: true, unsure: null });
    expect(asked).toEqual([]);
  });

  it('nothing is said in a Flatpak, which asks its portal', async () => {
    const { autostart } = bare({ run: () => Promise.resolve('()') }, { FLATPAK_ID: 'com.example.PresenceTray' });
    expect(await autostart.set(true)).toMatchObject({ on: true, unsure: null });
  });

  it('nothing is said while it is off', async () => {
    const { autostart, asked } = bare();
    expect(await autostart.check(false)).toMatchObject({ on: false, unsure: null });
    expect(asked).toEqual([]);
  });
});
