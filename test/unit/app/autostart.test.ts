/** What a person hears of the start at login. */
import { describe, expect, it, vi } from 'vitest';
import type { AutostartStatus } from '../../../electron/desktop/autostart/autostart-system.js';
import { english } from '../english.js';
import { rememberingLog, savedInMemory, settingsInMemory } from '../settings/doubles.js';

const system = vi.hoisted(() => ({ status: null as AutostartStatus | null, asked: [] as string[] }));
vi.mock('electron', () => ({ app: { isPackaged: true, getAppPath: () => '/app' } }));
vi.mock('../../../electron/desktop/autostart/autostart-system.js', () => ({
  createAutostart: () => ({
    check: (wanted: boolean) => Promise.resolve((system.asked.push(`check ${wanted}`), system.status)),
    set: (wanted: boolean) => Promise.resolve((system.asked.push(`set ${wanted}`), system.status)),
  }),
}));
const { followStartAtLogin } = await import('../../../electron/app/autostart.js');
const settled = () => new Promise(setImmediate);
const on: AutostartStatus = { on: true, offBy: null, unsure: null, newlyOn: false, problem: null };

function app(
  status: AutostartStatus,
  { locked = false, platform = 'linux' }: { locked?: boolean; platform?: 'linux' | 'win32' } = {},
) {
  system.status = status;
  system.asked.length = 0;
  const log = rememberingLog();
  const settings = settingsInMemory(log, {
    policy: locked ? { startAtLogin: true } : {},
    defaults: { startAtLogin: true },
  });
  const told = new Map<string, string>();
  const login = followStartAtLogin({
    platform,
    userData: '/data',
    usualUserData: '/data',
    hidden: false,
    texts: () => english,
    settings,
    notices: { tell: ({ id, key }) => told.set(id, key), untell: (id) => told.delete(id) },
    files: { open: savedInMemory },
    log,
  });
  let changes = 0;
  login.onChange(() => (changes += 1));
  return { login, settings, told: () => [...told.values()], changes: () => changes, asked: system.asked };
}

describe('a person', () => {
  it('hears nothing where all is as it was', async () => {
    const { login, told, changes, asked } = app(on);
    login.check();
    await settled();
    expect(asked).toEqual(['check true']);
    expect(told()).toEqual([]);
    expect(login.off()).toBeNull();
    expect(changes()).toBe(1);
  });

  it.each([
    [false, 'linux', ['notice.startsAtLogin']],
    [true, 'linux', ['notice.startsAtLogin.locked']],
    [false, 'win32', ['notice.startsAtLogin', 'notice.pinIcon']],
  ] as const)('hears that the app now starts by itself (by policy: %s, on %s)', async (locked, platform, keys) => {
    const { login, told } = app({ ...on, newlyOn: true }, { locked, platform });
    login.check();
    await settled();
    expect(told()).toEqual(keys);
  });

  it('hears on a desktop that may start nothing by itself what to do then, until it is switched off', async () => {
    const unsure = { key: 'notice.loginUnsure', params: { command: 'presence-tray --hidden' } } as const;
    const { login, settings, told } = app({ ...on, newlyOn: true, unsure });
    login.check();
    await settled();
    expect(told()).toEqual(['notice.loginUnsure']);
    expect(login.unsure()).toBe(unsure);
    system.status = { ...on, on: false };
    settings.set({ startAtLogin: false });
    await settled();
    expect(told()).toEqual([]);
    expect(login.unsure()).toBeNull();
  });

  it('is not told so again at each start, but finds it in the settings', async () => {
    const unsure = { key: 'notice.loginUnsure', params: { command: 'presence-tray --hidden' } } as const;
    const { login, told } = app({ ...on, unsure });
    login.check();
    await settled();
    expect(told()).toEqual([]);
    expect(login.unsure()).toBe(unsure);
  });

  it('hears nothing of pinning the icon on Windows at a later start', async () => {
    const { login, told } = app(on, { platform: 'win32' });
    login.check();
    await settled();
    expect(told()).toEqual([]);
  });

  it('hears who switched it off, until it is on again', async () => {
    const offBy = { key: 'notice.loginOffBySystem', params: {} } as const;
    const { login, told } = app({ ...on, on: false, offBy });
    login.check();
    await settled();
    expect(told()).toEqual(['notice.loginOffBySystem']);
    expect(login.off()).toBe(offBy);
    system.status = on;
    login.mend();
    await settled();
    expect(system.asked).toEqual(['check true', 'set true']);
    expect(told()).toEqual([]);
    expect(login.off()).toBeNull();
  });

  it('hears that the system refused', async () => {
    const { login, told } = app({ ...on, on: false, problem: 'autostart.notSaved' });
    login.check();
    await settled();
    expect(told()).toEqual(['autostart.notSaved']);
  });
});

it('turning the switch reaches the system once, and other settings do not', async () => {
  const { settings, asked, login } = app(on);
  settings.set({ theme: 'dark' });
  settings.set({ startAtLogin: false });
  settings.set({ theme: 'light' });
  await settled();
  expect(asked).toEqual(['set false']);
  login.check();
  expect(asked).toEqual(['set false', 'check false']);
});
