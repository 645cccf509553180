/**
 * Opens a web page in the person's browser. On Linux `$BROWSER` decides, because `xdg-open` hangs on some desktops and
 * does not report failures. If nothing it names starts, the desktop is asked.
 */
import type { SpawnOptions } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { Clock, Log } from '../../ports.js';
import { browserCommands, withAddress } from './browser-variable.js';
import { withoutOurFiles } from './detached-stdio.js';

/** The part of Node's `spawn` that we use. */
export type SpawnPort = (
  program: string,
  args: readonly string[],
  options: SpawnOptions,
) => {
  once(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'spawn', listener: () => void): unknown;
  once(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown;
  unref(): void;
};

export interface OpenBrowserDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly spawn: SpawnPort;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'warn'>;
  /** Electron's `shell.openExternal`. Its promise proves nothing: it resolves even without a browser. */
  openExternal(url: string): Promise<void>;
}

/** Web pages over TLS, and our own on this machine. Nothing else is ever passed to the system. */
export function isWebPage(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  const { protocol, hostname, username, password } = url;
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  return (
    protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname))
  );
}

/**
 * Opens the page. Resolves once a browser runs, or the desktop was asked for one.
 * @throws TypeError for an address that is no web page
 */
export async function openBrowser(url: string, deps: OpenBrowserDeps): Promise<void> {
  if (!isWebPage(url)) throw new TypeError('not a web page');
  const value = deps.platform === 'linux' ? (deps.env['BROWSER'] ?? '') : '';
  for (const command of browserCommands(value, isProgram)) {
    const [program = '', ...args] = withAddress(command, url);
    const failure = await start(program, args, deps);
    if (failure === null) return;
    deps.log.warn('a program of $BROWSER did not open the page', { program, failure });
  }
  await deps.openExternal(url);
}

/** A program that failed by then has opened nothing. One that still runs, or ended well, has. */
export const FAILS_WITHIN_MS = 2_000;

/** Uses no shell, and the program outlives the app. Returns why it did not start, or null. */
const start = (program: string, args: readonly string[], { spawn, clock }: OpenBrowserDeps): Promise<string | null> =>
  new Promise((resolve) => {
    let child: ReturnType<SpawnPort>;
    try {
      child = withoutOurFiles(process.platform, (stdio) =>
        spawn(program, args, { shell: false, detached: true, stdio }),
      );
    } catch (error) {
      resolve(error instanceof Error ? error.name : 'unknown');
      return;
    }
    let cancelTimer = (): void => undefined;
    const settle = (failure: string | null): void => {
      cancelTimer();
      resolve(failure);
    };
    child.once('error', (error) => settle('code' in error ? String(error.code) : error.name));
    child.once('spawn', () => {
      child.unref();
      cancelTimer = clock.after(FAILS_WITHIN_MS, () => settle(null));
    });
    child.once('exit', (code, signal) => settle(code === 0 ? null : (signal ?? `exit status ${code}`)));
  });

function isProgram(path: string): boolean {
  if (!isAbsolute(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
