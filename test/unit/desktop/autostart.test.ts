import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  autostartEntry,
  autostartPath,
  execValue,
  loginCommand,
  planLogin,
  readAutostart,
  readLoginItem,
  type Installation,
  type LoginItem,
  type LoginItemSettings,
} from '../../../electron/desktop/autostart.js';
import { createAutostart, openedAtLogin, type LoginItemPort } from '../../../electron/desktop/autostart-system.js';

const installed: Installation = {
  execPath: '/opt/Presence Tray/presence-tray',
  packaged: true,
  appPath: '/opt/Presence Tray/resources/app.asar',
  env: {},
  home: '/home/ada',
  userDataDir: null,
};
const command = loginCommand(installed);
const entry = autostartEntry(command, 'Presence Tray', 'Shows your presence');

describe('what starts with the log-in', () => {
  it('is the program, hidden', () => {
    expect(command).toEqual(['/opt/Presence Tray/presence-tray', '--hidden']);
  });

  it('is the AppImage where the program was started from one, and not one it only inherited', () => {
    const env = { APPIMAGE: '/home/ada/Presence.AppImage', APPDIR: '/tmp/.mount_Pres' };
    expect(loginCommand({ ...installed, env, execPath: '/tmp/.mount_Pres/presence-tray' })[0]).toBe(env.APPIMAGE);
    expect(loginCommand({ ...installed, env })[0]).toBe(installed.execPath);
  });

  it('is the sources’ folder where the app is not packaged, and keeps its own user-data folder', () => {
    expect(
      loginCommand({ ...installed, execPath: '/e/electron', packaged: false, appPath: '/src', userDataDir: '/data' }),
    ).toEqual(['/e/electron', '/src', '--user-data-dir=/data', '--hidden']);
  });
});

describe('the autostart file', () => {
  const folders: string[] = [];
  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'autostart-'));
    folders.push(made);
    return made;
  };
  afterEach(() => folders.splice(0).forEach((each) => rmSync(each, { recursive: true })));

  it('lies where the desktop looks for it', () => {
    expect(autostartPath(installed)).toBe('/home/ada/.config/autostart/presence-tray.desktop');
    expect(autostartPath({ ...installed, env: { XDG_CONFIG_HOME: '/cfg' } })).toBe(
      '/cfg/autostart/presence-tray.desktop',
    );
    expect(autostartPath({ ...installed, env: { XDG_CONFIG_HOME: 'relative' } })).toMatch(/^\/home\/ada/);
    expect(autostartPath({ ...installed, userDataDir: '/other' })).toMatch(/presence-tray-[0-9a-f]{8}\.desktop$/);
  });

  const validator = spawnSync('desktop-file-validate', ['--help']).error === undefined;
  it.runIf(validator)('is valid, for any program path', () => {
    const path = join(folder(), 'presence-tray.desktop');
    for (const program of ['/opt/Presence Tray/presence-tray', '/a"b/$c`d/%U\\e', '/ünï/プレゼンス']) {
      writeFileSync(path, autostartEntry([program, '--hidden'], 'Presence Tray', 'Shows\nyour presence'));
      expect(execFileSync('desktop-file-validate', [path], { encoding: 'utf8' })).toBe('');
    }
  });

  it('quotes what the specification wants quoted', () => {
    expect(execValue(['/opt/presence-tray', '--hidden'])).toBe('/opt/presence-tray --hidden');
    expect(execValue(['/opt/Presence Tray/p'])).toBe('"/opt/Presence Tray/p"');
    expect(execValue(['/100%/p'])).toBe('/100%%/p');
    expect(execValue(['/a"$b'])).toBe('"/a\\\\"\\\\$b"');
  });

  it('is read back as what it is', () => {
    expect(readAutostart(entry, command)).toBe('on');
    expect(readAutostart(null, command)).toBe('off');
    expect(readAutostart(entry, ['/new/place', '--hidden'])).toBe('elsewhere');
    expect(readAutostart(`${entry}Hidden=true\n`, command)).toBe('offBySystem');
    const gnome = entry.replace('X-GNOME-Autostart-enabled=true', 'X-GNOME-Autostart-enabled=false');
    expect(readAutostart(gnome, command)).toBe('offBySystem');
    expect(readAutostart(`${entry}\n[Desktop Action x]\nHidden=true\n`, command)).toBe('on');
  });

  it('is read back for every command', () => {
    const argument = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
      .filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (any) => {
        expect(readAutostart(autostartEntry(any, 'n', 'c'), any)).toBe('on');
      }),
    );
  });

  const linux = (change: Partial<Installation>, memoryPath: string) =>
    createAutostart({
      platform: 'linux',
      installation: { ...installed, ...change },
      app: { getLoginItemSettings: () => ({ openAtLogin: false }), setLoginItemSettings: () => undefined },
      run: () => Promise.resolve(null),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      memoryPath,
      name: 'Presence Tray',
      comment: 'c',
    });

  it('is written once, told as new once, healed when the app moved, and never brought back', async () => {
    const home = folder();
    const memory = join(home, 'memory.json');
    const path = autostartPath({ ...installed, home });
    expect(await linux({ home }, memory).check(true)).toMatchObject({ on: true, newlyOn: true });
    expect(await linux({ home }, memory).check(true)).toMatchObject({ on: true, newlyOn: false });

    const moved = { home, execPath: '/usr/bin/presence-tray' };
    expect(await linux(moved, memory).check(true)).toMatchObject({ on: true, newlyOn: false });
    expect(readFileSync(path, 'utf8')).toContain('Exec=/usr/bin/presence-tray --hidden');

    rmSync(path);
    expect(await linux(moved, memory).check(true)).toMatchObject({ on: false, offBySystem: true });
    expect(await linux({ home }, memory).check(true)).toMatchObject({ on: false, offBySystem: true });
    expect(await linux({ home }, memory).set(true)).toMatchObject({ on: true, offBySystem: false });
    expect(await linux({ home }, memory).set(false)).toMatchObject({ on: false, offBySystem: false });
    expect(readAutostart(null, command)).toBe('off');
  });

  it('that the person switched off in their desktop’s settings stays off', async () => {
    const home = folder();
    const memory = join(home, 'memory.json');
    const path = autostartPath({ ...installed, home });
    await linux({ home }, memory).check(true);
    writeFileSync(path, `${entry}Hidden=true\n`);
    expect(await linux({ home }, memory).check(true)).toMatchObject({ on: false, offBySystem: true });
    expect(readFileSync(path, 'utf8')).toContain('Hidden=true');
  });

  it('costs no start where it cannot be written', async () => {
    const home = folder();
    writeFileSync(join(home, '.config'), 'not a folder');
    expect(await linux({ home }, join(home, 'memory.json')).check(true)).toMatchObject({
      on: false,
      problem: 'autostart.notSaved',
    });
  });
});

describe('the plan', () => {
  const found = fc.constantFrom<LoginItem>('on', 'off', 'offBySystem', 'elsewhere');
  const remembered = fc.option(fc.record({ command: fc.constantFrom('here', 'there'), offBySystem: fc.boolean() }));

  it('never brings back by itself what was switched off outside of the app', () => {
    fc.assert(
      fc.property(found, remembered, (is, knows) => {
        const plan = planLogin({ wanted: true, byPerson: false, found: is, command: 'here', remembered: knows });
        const switchedOff =
          is === 'offBySystem' || (is === 'off' && knows !== null && (knows.offBySystem || knows.command === 'here'));
        expect(plan.action === 'register').toBe(!switchedOff && is !== 'on');
        expect(plan.on).toBe(!switchedOff);
      }),
    );
  });

  it('always does what the person asks', () => {
    fc.assert(
      fc.property(found, remembered, fc.boolean(), (is, knows, wanted) => {
        const plan = planLogin({ wanted, byPerson: true, found: is, command: 'here', remembered: knows });
        expect(plan.on).toBe(wanted);
        if (wanted) expect(plan.action === 'register').toBe(is !== 'on');
        else expect(plan.action === 'unregister').toBe(is !== 'off');
      }),
    );
  });

  it('leaves what somebody else registered, unless the person says otherwise', () => {
    const question = { wanted: false, found: 'on', command: 'here', remembered: null } as const;
    expect(planLogin({ ...question, byPerson: false })).toMatchObject({ action: 'nothing', on: true });
    expect(planLogin({ ...question, byPerson: true })).toMatchObject({ action: 'unregister', on: false });
  });
});

describe('login items', () => {
  it('are off where the task manager or System Settings switched them off', () => {
    expect(readLoginItem({ openAtLogin: true, executableWillLaunchAtLogin: false }, 'win32')).toBe('offBySystem');
    expect(readLoginItem({ openAtLogin: true, executableWillLaunchAtLogin: true }, 'win32')).toBe('on');
    expect(readLoginItem({ openAtLogin: false, status: 'requires-approval' }, 'darwin')).toBe('offBySystem');
    expect(readLoginItem({ openAtLogin: true, status: 'enabled' }, 'darwin')).toBe('on');
    expect(readLoginItem({ openAtLogin: false }, 'win32')).toBe('off');
  });

  const registered = (settings: LoginItemSettings) => {
    let now = settings;
    const calls: Parameters<LoginItemPort['setLoginItemSettings']>[0][] = [];
    const app: LoginItemPort = {
      getLoginItemSettings: () => now,
      setLoginItemSettings: (item) => {
        calls.push(item);
        now = { openAtLogin: item.openAtLogin, executableWillLaunchAtLogin: item.openAtLogin };
      },
    };
    return { app, calls };
  };
  const windows = (app: LoginItemPort, memoryPath: string) =>
    createAutostart({
      platform: 'win32',
      installation: { ...installed, execPath: 'C:\\Programs\\Presence Tray.exe', userDataDir: 'C:\\My Data' },
      app,
      run: () => Promise.resolve(null),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      memoryPath,
      name: 'n',
      comment: 'c',
    });

  it('are registered hidden, with paths that hold blanks', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'autostart-'));
    const { app, calls } = registered({ openAtLogin: false });
    await windows(app, join(folder, 'm.json')).check(true);
    expect(calls).toEqual([
      {
        path: 'C:\\Programs\\Presence Tray.exe',
        args: ['"--user-data-dir=C:\\My Data"', '--hidden'],
        openAtLogin: true,
        enabled: true,
      },
    ]);
    rmSync(folder, { recursive: true });
  });

  it('that the task manager switched off are not touched', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'autostart-'));
    const { app, calls } = registered({ openAtLogin: true, executableWillLaunchAtLogin: false });
    expect(await windows(app, join(folder, 'm.json')).check(true)).toMatchObject({ on: false, offBySystem: true });
    expect(calls).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('tell on macOS that the start is to stay hidden', () => {
    const app = { getLoginItemSettings: () => ({ wasOpenedAtLogin: true }) };
    expect(openedAtLogin(app, 'darwin')).toBe(true);
    expect(openedAtLogin(app, 'win32')).toBe(false);
  });
});
