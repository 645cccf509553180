/** What Electron and the desktop say in the running app’s diagnostics. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DiagnosticsParts } from '../../../../electron/app/diagnostics/diagnostics.js';
import type { DesktopAnswers, RunningParts } from '../../../../electron/app/diagnostics/running.js';
import { createStateStore } from '../../../../electron/ipc/state-store.js';
import { exampleState } from '../../desktop/example-state.js';
import { rememberingLog } from '../../settings/doubles.js';

const desktop = vi.hoisted(() => ({
  wayland: false,
  xWayland: false,
  /** The answer of the notification service. Null: nobody answers. */
  service: null as string | null,
  panels: [] as boolean[],
  displays: [] as object[],
}));
vi.mock('electron', () => ({
  app: {
    getVersion: () => '1.2.0',
    isPackaged: true,
    getPath: () => '/data',
    getGPUFeatureStatus: () => ({ gpu_compositing: 'enabled' }),
  },
  Notification: { isSupported: () => true },
  screen: { getAllDisplays: () => desktop.displays },
}));
vi.mock('../../../../electron/app/wayland.js', () => ({
  isWayland: () => desktop.wayland,
  isXWayland: () => desktop.xWayland,
}));
vi.mock('../../../../electron/desktop/system/run-program.js', () => ({
  runProgram: () => Promise.resolve(desktop.service),
}));
vi.mock('../../../../electron/desktop/tray/x11-tray.js', () => ({ hasX11Tray: () => Promise.resolve(true) }));
vi.mock('../../../../electron/desktop/tray/tray-host.js', () => ({
  findTrayHost: async ({ hasX11Tray }: { hasX11Tray: () => Promise<boolean> }) =>
    (await hasX11Tray()) ? 'x11' : 'statusNotifier',
}));
/** The report is made elsewhere. Here it is what it was handed. */
vi.mock('../../../../electron/app/diagnostics/running.js', () => ({
  runningReport: async (parts: RunningParts) => ({ parts, desktop: await parts.desktop() }),
}));
const { diagnose } = await import('../../../../electron/app/diagnostics/diagnostics.js');

beforeEach(() => Object.assign(desktop, { wayland: false, xWayland: false, service: null, panels: [], displays: [] }));

async function report(platform: NodeJS.Platform = 'linux') {
  const real = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...real, value: platform });
  try {
    const parts = {
      store: createStateStore(exampleState(), rememberingLog()),
      settings: { get: () => ({ startAtLogin: true }) },
      proxy: { question: () => null },
      network: () => ({ resolveProxy: (url: string) => Promise.resolve(`PROXY for ${url}`) }),
      hotkeys: { reach: () => 'everywhere', views: () => [] },
      login: { off: () => null, unsure: () => null },
      desktop: { lock: () => 'told', idle: () => false },
    };
    return (await diagnose(parts as unknown as DiagnosticsParts)) as unknown as {
      parts: RunningParts;
      desktop: DesktopAnswers;
    };
  } finally {
    Object.defineProperty(process, 'platform', real);
  }
}

describe('diagnostics on Linux', () => {
  it.each([
    [true, false, 'wayland', 'statusNotifier'],
    [false, true, 'xWayland', 'x11'],
    [false, false, 'x11', 'x11'],
  ] as const)(
    'say how windows are drawn (Wayland %s, XWayland %s): %s',
    async (wayland, xWayland, windows, trayHost) => {
      Object.assign(desktop, { wayland, xWayland });
      const { facts, trayHost: host } = (await report()).desktop;
      expect(facts).toMatchObject({ windows, trayHost });
      expect(host).toBe(trayHost);
    },
  );

  it.each([
    [null, null],
    ['()', null],
    ["('gnome-shell', 'GNOME', '48.1', '1.2')", 'gnome-shell 48.1'],
    ["('dunst',)", 'dunst'],
  ])('say what shows notifications (%j): %j', async (service, name) => {
    desktop.service = service;
    expect((await report()).desktop.facts).toMatchObject({ notificationService: name });
  });
});

it.each(['darwin', 'win32'] as const)('diagnostics on %s ask no program and speak of no panel', async (platform) => {
  desktop.service = "('gnome-shell', 'GNOME', '48.1', '1.2')";
  const { facts, trayHost } = (await report(platform)).desktop;
  expect(facts).not.toHaveProperty('windows');
  expect(facts).toMatchObject({ trayHost: null, notificationService: null, lockNews: 'told', idleTold: false });
  expect(trayHost).toBeNull();
});

it('diagnostics name every display with its scale, and how it is drawn', async () => {
  desktop.displays = [
    { size: { width: 2560, height: 1440 }, scaleFactor: 1.5 },
    { size: { width: 1920, height: 1080 }, scaleFactor: 1 },
  ];
  const { desktop: answers, parts } = await report();
  expect(answers.facts).toMatchObject({ displays: ['2560x1440 @150 %', '1920x1080 @100 %'], graphics: 'enabled' });
  expect(answers.notifications).toBe(true);
  expect(await parts.resolveProxy('https://api.example')).toBe('PROXY for https://api.example');
  expect(parts.tests.startAtLogin).toEqual({ wanted: true, off: null, unsure: null });
  expect(parts.tests.newSecret()).not.toBe(parts.tests.newSecret());
});
