import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { APP_USER_MODEL_ID } from '../../../../electron/desktop/system/app-user-model-id.js';
import {
  autostartEntry,
  autostartPath,
  execValue,
  loginCommand,
  planLogin,
  readAutostart,
  readMacLogin,
  type DesktopSession,
  type Installation,
  type LoginItem,
} from '../../../../electron/desktop/autostart/autostart-plan.js';
import {
  createAutostart,
  openedAtLogin,
  type LoginItemPort,
} from '../../../../electron/desktop/autostart/autostart-system.js';
import type { SavedFile } from '../../../../electron/settings/saved-files.js';
import { savedInMemory } from '../../settings/doubles.js';
import { silentLog } from '../../../../electron/silent-log.js';

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

  /** Xfce, where every program exists. */
  const xfce: DesktopSession = { desktops: ['XFCE'], isProgram: () => true };
  const read = (text: string | null, session = xfce, wanted = command) => readAutostart(text, wanted, session);
  const ON = { item: 'on', off: null };
  const off = (key: string, params: Record<string, string> = {}) => ({ item: 'offBySystem', off: { key, params } });

  it('is read back as what it is', () => {
    expect(read(entry)).toEqual(ON);
    expect(read(null)).toEqual({ item: 'off', off: null });
    expect(read(entry, xfce, ['/new/place', '--hidden'])).toEqual({ item: 'elsewhere', off: null });
    expect(read(`${entry}\n[Desktop Action x]\nHidden=true\n`)).toEqual(ON);
  });

  it.each(['Hidden=true', 'Hidden=1', 'X-GNOME-Autostart-enabled=false', 'X-MATE-Autostart-enabled=false'])(
    'counts as off where the desktop’s settings have written %s',
    (line) => {
      expect(read(`${entry}${line}\n`)).toEqual(off('notice.loginOffBySystem'));
    },
  );

  it.each([
    ['OnlyShowIn=KDE;', ['XFCE'], off('notice.loginOff.onlyShowIn', { desktops: 'KDE' })],
    ['OnlyShowIn=KDE;LXQt', [], off('notice.loginOff.onlyShowIn', { desktops: 'KDE, LXQt' })],
    ['OnlyShowIn=GNOME;', ['ubuntu', 'GNOME'], ON],
    ['OnlyShowIn=GNOME;Unity;', ['Unity'], ON],
    ['NotShowIn=GNOME;', ['ubuntu', 'GNOME'], off('notice.loginOff.notShowIn', { desktop: 'GNOME' })],
    ['NotShowIn=GNOME;', ['KDE'], ON],
    ['NotShowIn=KDE;', [], ON],
    ['OnlyShowIn=ubuntu;\nNotShowIn=GNOME;', ['ubuntu', 'GNOME'], ON],
    ['OnlyShowIn=KDE;\nX-XFCE-Autostart-Override=true', ['XFCE'], ON],
    ['OnlyShowIn=', ['XFCE'], ON],
    ['X-systemd-skip=true', ['KDE'], off('notice.loginOff.condition', { entry: 'X-systemd-skip' })],
    ['X-systemd-skip=false', ['KDE'], ON],
    [
      'AutostartCondition=unless-exists x',
      ['GNOME'],
      off('notice.loginOff.condition', { entry: 'AutostartCondition' }),
    ],
  ] as const)('with %j is read as the desktop %j reads it', (lines, desktops, expected) => {
    expect(read(`${entry}${lines}\n`, { ...xfce, desktops: [...desktops] })).toEqual(expected);
  });

  it('counts as off where it asks for a program that is not there', () => {
    const session = { ...xfce, isProgram: (name: string) => name === '/usr/bin/presence tray' };
    expect(read(`${entry}TryExec=/usr/bin/presence\\stray\n`, session)).toEqual(ON);
    expect(read(`${entry}TryExec=/gone\n`, session)).toEqual(off('notice.loginOff.tryExec', { program: '/gone' }));
  });

  it('is read back for every command', () => {
    const argument = fc
      .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 })
      .filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (any) => {
        expect(read(autostartEntry(any, 'n', 'c'), xfce, any)).toEqual(ON);
      }),
    );
  });

  const linux = (change: Partial<Installation>, memory: SavedFile) =>
    createAutostart({
      platform: 'linux',
      installation: { ...installed, ...change },
      app: { getLoginItemSettings: () => ({ openAtLogin: false }), setLoginItemSettings: () => undefined },
      run: () => Promise.resolve(null),
      log: silentLog,
      startedAtLogin: false,
      memory,
      name: () => 'Presence Tray',
      comment: () => 'c',
    });

  it('is written once, told as new once, healed when the app moved, and never brought back', async () => {
    const home = folder();
    const memory = savedInMemory();
    const path = autostartPath({ ...installed, home });
    expect(await linux({ home }, memory).check(true)).toMatchObject({ on: true, newlyOn: true });
    expect(await linux({ home }, memory).check(true)).toMatchObject({ on: true, newlyOn: false });

    const moved = { home, execPath: '/usr/bin/presence-tray' };
    expect(await linux(moved, memory).check(true)).toMatchObject({ on: true, newlyOn: false });
    expect(readFileSync(path, 'utf8')).toContain('Exec=/usr/bin/presence-tray --hidden');

    rmSync(path);
    expect(await linux(moved, memory).check(true)).toMatchObject({
      on: false,
      offBy: { key: 'notice.loginOffBySystem' },
    });
    expect(await linux({ home }, memory).check(true)).toMatchObject({
      on: false,
      offBy: { key: 'notice.loginOffBySystem' },
    });
    expect(await linux({ home }, memory).set(true)).toMatchObject({ on: true, offBy: null });
    expect(await linux({ home }, memory).set(false)).toMatchObject({ on: false, offBy: null });
    expect(existsSync(path)).toBe(false);
  });

  it('that the person switched off in their desktop’s settings stays off', async () => {
    const home = folder();
    const memory = savedInMemory();
    const path = autostartPath({ ...installed, home });
    await linux({ home }, memory).check(true);
    writeFileSync(path, `${entry}Hidden=true\n`);
    expect(await linux({ home }, memory).check(true)).toMatchObject({
      on: false,
      offBy: { key: 'notice.loginOffBySystem' },
    });
    expect(readFileSync(path, 'utf8')).toContain('Hidden=true');
  });

  it.each([
    ['OnlyShowIn=KDE;', 'notice.loginOff.onlyShowIn'],
    ['TryExec=/nowhere/presence-tray', 'notice.loginOff.tryExec'],
    ['TryExec=no-such-program-anywhere', 'notice.loginOff.tryExec'],
    ['Hidden=true', 'notice.loginOffBySystem'],
  ])('with %s stays as it is, says why it does not start, and one turn of the switch mends it', async (line, key) => {
    const home = folder();
    const memory = savedInMemory();
    const here = { home, env: { XDG_CURRENT_DESKTOP: 'XFCE', PATH: '/usr/bin:/bin' } };
    const path = autostartPath({ ...installed, ...here });
    await linux(here, memory).check(true);
    const good = readFileSync(path, 'utf8');
    writeFileSync(path, `${good}${line}\n`);
    expect(await linux(here, memory).check(true)).toMatchObject({ on: false, offBy: { key } });
    expect(readFileSync(path, 'utf8')).toContain(line);
    expect(await linux(here, memory).set(true)).toMatchObject({ on: true, offBy: null });
    expect(readFileSync(path, 'utf8')).toBe(good);
    expect(await linux(here, memory).check(true)).toMatchObject({ on: true, offBy: null });
  });

  it('asks only for programs that are there', async () => {
    const home = folder();
    const here = { home, env: { PATH: '/usr/bin:/bin' } };
    const memory = savedInMemory();
    await linux(here, memory).check(true);
    const path = autostartPath({ ...installed, ...here });
    for (const program of ['sh', '/bin/sh']) {
      writeFileSync(path, `${entry}TryExec=${program}\n`);
      expect(await linux(here, memory).check(true)).toMatchObject({ on: true });
    }
  });

  it('costs no start where it cannot be written', async () => {
    const home = folder();
    writeFileSync(join(home, '.config'), 'not a folder');
    expect(await linux({ home }, savedInMemory()).check(true)).toMatchObject({
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

describe('login items on Windows', () => {
  const memory = savedInMemory;

  /** The registry as Electron uses it: values by name. A path sees only its own values. */
  function registry() {
    const values = new Map<string, { command: string; enabled: boolean }>();
    const program = (command: string): string => /^"([^"]*)"|^(\S+)/.exec(command)?.[0] ?? '';
    const app: LoginItemPort = {
      getLoginItemSettings: ({ path = '', args = [] } = {}) => ({
        openAtLogin: values.get(APP_USER_MODEL_ID)?.command === [path, ...args].join(' '),
        launchItems: [...values]
          .filter(([, { command }]) => program(command) === program(path))
          .map(([name, { enabled }]) => ({ name, enabled, scope: 'user' })),
      }),
      setLoginItemSettings: ({ openAtLogin, name = '', path = '', args = [], enabled = true }) => {
        if (openAtLogin) values.set(name, { command: [path, ...args].join(' '), enabled });
        else values.delete(name);
      },
    };
    return { app, values };
  }

  const windows = (app: LoginItemPort, memory: SavedFile, change: Partial<Installation> = {}) =>
    createAutostart({
      platform: 'win32',
      installation: { ...installed, execPath: 'C:\\Program Files\\Presence Tray\\presence-tray.exe', ...change },
      app,
      run: () => Promise.resolve(null),
      log: silentLog,
      startedAtLogin: false,
      memory,
      name: () => 'n',
      comment: () => 'c',
    });

  it('start the program hidden, quoted where its path holds blanks', async () => {
    const { app, values } = registry();
    expect(await windows(app, memory()).check(true)).toMatchObject({ on: true, newlyOn: true });
    expect([...values]).toEqual([
      [APP_USER_MODEL_ID, { command: '"C:\\Program Files\\Presence Tray\\presence-tray.exe" --hidden', enabled: true }],
    ]);
  });

  it('of two user-data folders stand beside each other', async () => {
    const { app, values } = registry();
    const [one, two] = [memory(), memory()];
    const second = { userDataDir: 'C:\\My Data\\' };
    await windows(app, one).check(true);
    await windows(app, two, second).check(true);
    expect(values.size).toBe(2);
    expect([...values.values()].map(({ command }) => command)).toContain(
      '"C:\\Program Files\\Presence Tray\\presence-tray.exe" "--user-data-dir=C:\\My Data\\\\" --hidden',
    );
    expect(await windows(app, one).check(true)).toMatchObject({ on: true, newlyOn: false });
    expect(await windows(app, two, second).set(false)).toMatchObject({ on: false });
    expect([...values.keys()]).toEqual([APP_USER_MODEL_ID]);
  });

  it('that the task manager switched off are not touched, whatever else starts the program', async () => {
    const { app, values } = registry();
    const file = memory();
    await windows(app, file).check(true);
    const own = values.get(APP_USER_MODEL_ID);
    values.set(APP_USER_MODEL_ID, { command: own?.command ?? '', enabled: false });
    values.set('from somebody else', { command: own?.command ?? '', enabled: true });
    expect(await windows(app, file).check(true)).toMatchObject({
      on: false,
      offBy: { key: 'notice.loginOffBySystem' },
    });
    expect(values.get(APP_USER_MODEL_ID)?.enabled).toBe(false);
    expect(await windows(app, file).set(true)).toMatchObject({ on: true, offBy: null });
    expect(values.get(APP_USER_MODEL_ID)?.enabled).toBe(true);
  });

  it('are healed where the app moved or its arguments changed, and not where the person took them away', async () => {
    const { app, values } = registry();
    const file = memory();
    await windows(app, file).check(true);
    const moved = { execPath: 'D:\\Apps\\presence-tray.exe' };
    expect(await windows(app, file, moved).check(true)).toMatchObject({ on: true, newlyOn: false });
    expect(values.get(APP_USER_MODEL_ID)?.command).toBe('D:\\Apps\\presence-tray.exe --hidden');
    values.set(APP_USER_MODEL_ID, { command: 'D:\\Apps\\presence-tray.exe', enabled: true });
    expect(await windows(app, file, moved).check(true)).toMatchObject({ on: true });
    expect(values.get(APP_USER_MODEL_ID)?.command).toBe('D:\\Apps\\presence-tray.exe --hidden');
    values.clear();
    expect(await windows(app, file, moved).check(true)).toMatchObject({
      on: false,
      offBy: { key: 'notice.loginOffBySystem' },
    });
    expect(values.size).toBe(0);
  });

  it('belong to the app that the installer’s shortcuts name', () => {
    expect(readFileSync('electron-builder.yml', 'utf8')).toContain(`appId: ${APP_USER_MODEL_ID}\n`);
  });
});

describe('login items on macOS', () => {
  it('are off where System Settings has not approved them', () => {
    expect(readMacLogin({ openAtLogin: false, status: 'requires-approval' })).toBe('offBySystem');
    expect(readMacLogin({ openAtLogin: true, status: 'enabled' })).toBe('on');
    expect(readMacLogin({ openAtLogin: false, status: 'not-found' })).toBe('off');
    expect(readMacLogin({ openAtLogin: true })).toBe('on');
  });

  const mac = (userDataDir: string | null, memory: SavedFile) => {
    const calls: unknown[] = [];
    const autostart = createAutostart({
      platform: 'darwin',
      installation: { ...installed, execPath: '/Applications/Presence Tray.app/Contents/MacOS/p', userDataDir },
      app: {
        getLoginItemSettings: () => ({ openAtLogin: calls.length > 0 }),
        setLoginItemSettings: (item) => calls.push(item),
      },
      run: () => Promise.resolve(null),
      log: silentLog,
      startedAtLogin: false,
      memory,
      name: () => 'n',
      comment: () => 'c',
    });
    return { autostart, calls };
  };

  it('start the bundle, which takes no arguments', async () => {
    const { autostart, calls } = mac(null, savedInMemory());
    expect(await autostart.check(true)).toMatchObject({ on: true, newlyOn: true });
    expect(calls).toEqual([{ openAtLogin: true }]);
  });

  it('are not for a second user-data folder: the usual app would start in its place', async () => {
    const { autostart, calls } = mac('/data', savedInMemory());
    expect(await autostart.check(true)).toMatchObject({ on: false, problem: null });
    expect(await autostart.set(true)).toMatchObject({ on: false, problem: 'autostart.notSaved' });
    expect(calls).toEqual([]);
  });

  it('tell that the start is to stay hidden', () => {
    const app = { getLoginItemSettings: () => ({ wasOpenedAtLogin: true }) };
    expect(openedAtLogin(app, 'darwin')).toBe(true);
    expect(openedAtLogin(app, 'win32')).toBe(false);
    expect(openedAtLogin({ getLoginItemSettings: () => ({ wasOpenedAtLogin: false }) }, 'darwin')).toBe(false);
    expect(openedAtLogin({ getLoginItemSettings: () => ({}) }, 'darwin')).toBe(false);
  });
});
