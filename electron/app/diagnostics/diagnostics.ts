/** The running app's diagnostics: what Electron and the desktop say, and the report as text. Read on demand. */
import { app, Notification, screen, type Session as ElectronSession } from 'electron';
import { randomBytes } from 'node:crypto';
import { notificationService } from '../../desktop/notifications/linux-notifications.js';
import { runProgram } from '../../desktop/system/run-program.js';
import { findTrayHost } from '../../desktop/tray/tray-host.js';
import { hasX11Tray } from '../../desktop/tray/x11-tray.js';
import type { StateStore } from '../../ipc/state-store.js';
import type { Clock, FetchPort } from '../../ports.js';
import type { ProxySignIn } from '../../session/proxy-sign-in.js';
import type { VaultKeeper } from '../../session/vault-keeper.js';
import type { SettingsParts } from '../handlers/settings.js';
import { isWayland, isXWayland } from '../wayland.js';
import type { Machine } from './machine.js';
import { diagnosticsNotRunning, type NotRunning } from './not-running.js';
import type { Report } from './report.js';
import { runningReport, type DesktopAnswers, type RunningParts } from './running.js';

export interface DiagnosticsParts extends Pick<
  RunningParts,
  'startedAt' | 'session' | 'account' | 'settings' | 'timeline' | 'crashes' | 'log'
> {
  /** The folder of main's bundle. */
  readonly folder: string;
  readonly store: StateStore;
  readonly clock: Clock;
  readonly proxy: Pick<ProxySignIn, 'question'>;
  readonly network: () => ElectronSession;
  readonly fetch: FetchPort;
  readonly userAgent: string;
  readonly keychain: Pick<VaultKeeper, 'keep' | 'read' | 'forget'>;
  readonly hotkeys: Pick<SettingsParts['hotkeys'], 'reach' | 'views'>;
  readonly login: Pick<SettingsParts['login'], 'off' | 'unsure'>;
  readonly desktop: Pick<SettingsParts['desktop'], 'lock' | 'idle'>;
}

const thisMachine = (): Machine => ({
  version: app.getVersion(),
  packaged: app.isPackaged,
  userData: app.getPath('userData'),
  platform: process.platform,
  env: process.env,
});

/** For a process that only asks. Works before Electron is ready. */
export const diagnosticsOutsideApp = (asked: Omit<NotRunning, 'machine'>): string =>
  diagnosticsNotRunning({ ...asked, machine: thisMachine() });

export function diagnose(parts: DiagnosticsParts): Promise<Report> {
  const { store, settings, proxy } = parts;
  const machine = thisMachine();
  return runningReport({
    ...parts,
    machine,
    state: store.get(),
    proxyQuestion: proxy.question(),
    resolveProxy: (url) => parts.network().resolveProxy(url),
    desktop: () => askDesktop(machine, parts.desktop),
    tests: {
      fetch: parts.fetch,
      clock: parts.clock,
      userAgent: parts.userAgent,
      keychain: parts.keychain,
      newSecret: () => randomBytes(24).toString('base64url'),
      hotkeys: { reach: parts.hotkeys.reach(), views: parts.hotkeys.views() },
      startAtLogin: { wanted: settings.get().startAtLogin, off: parts.login.off(), unsure: parts.login.unsure() },
    },
  });
}

async function askDesktop({ platform }: Machine, news: DiagnosticsParts['desktop']): Promise<DesktopAnswers> {
  const linux = platform === 'linux';
  const x11 = (): Promise<boolean> => (isWayland() ? Promise.resolve(false) : hasX11Tray(process.env));
  const [trayHost, service] = linux
    ? await Promise.all([findTrayHost({ run: runProgram, hasX11Tray: x11 }), notificationService(runProgram)])
    : [null, null];
  const displays = screen
    .getAllDisplays()
    .map(({ size, scaleFactor }) => `${size.width}x${size.height} @${Math.round(scaleFactor * 100)} %`);
  return {
    facts: {
      ...(linux ? { windows: isWayland() ? 'wayland' : isXWayland() ? 'xWayland' : 'x11' } : {}),
      trayHost,
      notificationService: service,
      lockNews: news.lock(),
      idleTold: news.idle(),
      displays,
      graphics: app.getGPUFeatureStatus().gpu_compositing,
    },
    trayHost,
    notifications: Notification.isSupported(),
  };
}
