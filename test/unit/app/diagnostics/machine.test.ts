/** What Node knows of the app’s process and its computer, for the diagnostics. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  desktopFacts,
  folderTest,
  keychainFacts,
  proxyVariables,
  systemFacts,
  type Machine,
} from '../../../../electron/app/diagnostics/machine.js';

const machine = (env: Record<string, string | undefined>, platform: NodeJS.Platform = 'linux'): Machine => ({
  version: '1.2.0',
  packaged: true,
  userData: '/data',
  platform,
  env,
});

describe('the desktop', () => {
  it.each([
    [{ XDG_CURRENT_DESKTOP: 'KDE', DESKTOP_SESSION: 'plasma' }, 'linux', 'KDE', 'x11'],
    [{ DESKTOP_SESSION: 'plasma', XDG_SESSION_TYPE: 'wayland' }, 'linux', 'plasma', 'wayland'],
    [{ XDG_SESSION_TYPE: 'x11' }, 'linux', null, 'x11'],
    [{ XDG_CURRENT_DESKTOP: 'KDE', XDG_SESSION_TYPE: 'wayland' }, 'win32', 'win32', null],
  ] as const)('of %j on %s is %s, drawn by %s', (env, platform, name, windows) => {
    expect(desktopFacts(machine(env, platform), {})).toMatchObject({ name, windows, trayHost: null, displays: null });
  });

  it('is as those say who were asked', () => {
    expect(desktopFacts(machine({}), { windows: 'xWayland', trayHost: 'x11' })).toMatchObject({
      windows: 'xWayland',
      trayHost: 'x11',
    });
  });
});

it.each([
  [{ APPIMAGE: '/a' }, 'appImage'],
  [{ FLATPAK_ID: 'a' }, 'flatpak'],
  [{ SNAP: '/a' }, 'snap'],
  [{ SNAP: undefined }, null],
  [{}, null],
])('how the app was brought here is told by %j: %s', (env, brought) => {
  const facts = systemFacts(machine(env));
  expect(facts.package).toBe(brought);
  expect(facts.processors).toBeGreaterThan(0);
  // No computer that runs the app has less than a quarter, or more than 16 TB.
  expect(facts.memoryMb).toBeGreaterThan(256);
  expect(facts.memoryMb).toBeLessThan(16_000_000);
});

it('a proxy named by the environment is told in either case, and an empty one is none', () => {
  expect(
    proxyVariables(
      machine({ http_proxy: 'http://a', HTTPS_PROXY: 'http://b', no_proxy: '', NO_PROXY: undefined, ftp_proxy: 'x' }),
    ),
  ).toEqual({ http_proxy: 'http://a', HTTPS_PROXY: 'http://b' });
});

it.each([
  ['darwin', 'Keychain'],
  ['win32', 'Credential Manager'],
  ['linux', 'Secret Service (libsecret)'],
  ['freebsd', 'freebsd'],
] as const)('the keychain of %s is called %s', (platform, backend) =>
  expect(keychainFacts(machine({}, platform), 'keychain')).toEqual({ backend, session: 'keychain' }),
);

it('a data folder that cannot be written is told of by its path', () => {
  const userData = mkdtempSync(join(tmpdir(), 'presence-tray-machine-'));
  try {
    expect(folderTest({ ...machine({}), userData })).toEqual({ name: 'folder', ok: true, advice: null });
    const gone = join(userData, 'gone');
    expect(folderTest({ ...machine({}), userData: gone })).toMatchObject({
      ok: false,
      advice: { key: 'diagnostics.folder', params: { path: gone } },
    });
  } finally {
    rmSync(userData, { recursive: true, force: true });
  }
});
