import { join } from 'node:path';
import { environmentChecks } from '../session/sign-in-target.js';
import { readPolicy, type LastPolicy } from '../settings/policy.js';
import type { Disk, SavedFile, SavedFiles } from '../settings/saved-files.js';
import { createSettingsFile } from '../settings/settings-file.js';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.js';
import { defaultSettings } from '../settings/settings.js';
import type { Log } from '../ports.js';
import { policySource } from './policy-source.js';

/**
 * Policy, environment variables, settings file and defaults for this run.
 * @param disk keeps the settings file, where something may be saved. Only Electron has it
 */
export function openSettings(
  userData: string,
  packaged: boolean,
  files: Pick<SavedFiles, 'open'>,
  log: Log,
  disk?: Disk,
): SettingsStore {
  const { platform, env } = process;
  const path = join(userData, 'settings.json');
  const last = lastPolicy(files.open(join(userData, 'last-policy.json')));
  return createSettingsStore({
    file: createSettingsFile(files.open(path, disk), path, log),
    policy: readPolicy(policySource(platform), last, environmentChecks, log),
    variables: env,
    defaults: defaultSettings(platform, packaged),
    checks: environmentChecks,
    log,
  });
}

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
