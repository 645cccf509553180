import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { environmentChecks } from '../session/sign-in-target.js';
import { readMacPolicy } from '../settings/policy-mac.js';
import { posixFiles, readPosixPolicy, type PolicySource, type RunSync } from '../settings/policy-source.js';
import { readWindowsPolicy } from '../settings/policy-windows.js';
import { readPolicy, type LastPolicy } from '../settings/policy.js';
import type { SavedFile, SavedFiles } from '../settings/saved-files.js';
import { createSettingsFile } from '../settings/settings-file.js';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.js';
import { defaultSettings } from '../settings/settings.js';
import type { Log } from '../ports.js';

/** Policy, environment variables, settings file and defaults for this run. */
export function openSettings(
  userData: string,
  packaged: boolean,
  files: Pick<SavedFiles, 'open'>,
  log: Log,
): SettingsStore {
  const { platform, env } = process;
  const path = join(userData, 'settings.json');
  const last = lastPolicy(files.open(join(userData, 'last-policy.json')));
  return createSettingsStore({
    file: createSettingsFile(files.open(path), path, log),
    policy: readPolicy(policySource(platform), last, environmentChecks, log),
    variables: env,
    defaults: defaultSettings(platform, packaged),
    checks: environmentChecks,
    log,
  });
}

function policySource(platform: NodeJS.Platform): PolicySource {
  if (platform === 'win32')
    return readWindowsPolicy({ run, exists: existsSync, readFile: (path) => readFileSync(path) });
  if (platform === 'darwin') return readMacPolicy({ userName: userInfo().username, run, files: posixFiles });
  return readPosixPolicy('/etc/presence-tray/policy.json');
}

/** The policy decides how the app starts, so the start waits for it. */
const run: RunSync = (program, args) => {
  try {
    const output = execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
      windowsHide: true,
    });
    return { status: 0, output };
  } catch (error) {
    const status =
      error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : null;
    return { status, output: '' };
  }
};

/** Written only if it changed: nearly every start finds the same policy. */
function lastPolicy(file: SavedFile): LastPolicy {
  const read = (): Readonly<Record<string, unknown>> | null => {
    const found = file.read();
    return found.kind === 'values' ? found.values : null;
  };
  return {
    read,
    write: (values) => {
      if (JSON.stringify(read()) !== JSON.stringify(values)) file.write(values);
    },
    forget: () => {
      if (read() !== null) file.remove();
    },
  };
}
