/** Opens a web page in the person's browser. On Linux `$BROWSER` decides (design §5): `xdg-open` hangs on some desktops, and says nothing where it fails. */
import type { SpawnOptions } from 'node:child_process';
import { withoutOurFiles } from './detached-stdio.js';

/** The part of Node's `spawn` that is used. */
export type SpawnPort = (
  program: string,
  args: readonly string[],
  options: SpawnOptions,
) => {
  once(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'spawn', listener: () => void): unknown;
  unref(): void;
};

export interface OpenBrowserDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly spawn: SpawnPort;
  /** Electron's `shell.openExternal`. Its promise proves nothing: it resolves even where no browser exists. */
  openExternal(url: string): Promise<void>;
}

/** The browser could not be started; `program` is what was tried. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
  constructor(
    readonly program: string,
    options: ErrorOptions,
  ) {
    super(`the browser ${program} could not be started`, options);
  }
}

/** Pages on the web over TLS, and our own on this machine. Nothing else is ever handed to the system. */
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
 * @throws TypeError for an address that is no web page
 * @throws NoBrowserError where `$BROWSER` names a program that cannot be started
 */
export async function openBrowser(url: string, deps: OpenBrowserDeps): Promise<void> {
  if (!isWebPage(url)) throw new TypeError('not a web page');
  const program = deps.platform === 'linux' ? (deps.env['BROWSER'] ?? '').trim() : '';
  if (program === '') return deps.openExternal(url);
  return start(program, url, deps.spawn);
}

/** No shell, the address as its one argument; it lives on when the app ends. Settles once the program runs. */
const start = (program: string, url: string, spawn: SpawnPort): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = withoutOurFiles(process.platform, (stdio) =>
      spawn(program, [url], { shell: false, detached: true, stdio }),
    );
    child.once('error', (cause) => reject(new NoBrowserError(program, { cause })));
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
