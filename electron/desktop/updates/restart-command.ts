/**
 * Starts an AppImage once this process has ended: before, the app's lock would let it only show this one's popup.
 * Electron's own relaunch runs from the mount that goes with this process.
 */
export interface RestartCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What the running AppImage set for its own mount. */
const OF_THIS_MOUNT = ['APPDIR', 'APPIMAGE', 'ARGV0', 'OWD'] as const;

/** The arguments are never parts of the script. */
const SCRIPT = 'while kill -0 "$1" 2>/dev/null; do sleep 0.1; done; shift; exec "$@"';

export function restartCommand(
  appImage: string,
  args: readonly string[],
  pid: number,
  env: Readonly<Record<string, string | undefined>>,
): RestartCommand {
  const without: ReadonlySet<string> = new Set(OF_THIS_MOUNT);
  return {
    program: '/bin/sh',
    args: ['-c', SCRIPT, 'sh', String(pid), appImage, ...args],
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !without.has(name))),
  };
}
