import { join } from 'node:path';
import { environmentChecks } from '../session/sign-in-target.js';
import { policyFilesFor } from '../settings/policy-files.js';
import { policyPath, readPolicy } from '../settings/policy.js';
import type { SavedFiles } from '../settings/saved-files.js';
import { createSettingsFile } from '../settings/settings-file.js';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.js';
import { defaultSettings } from '../settings/settings.js';
import type { Log } from '../ports.js';

/** Policy, environment variables, settings file and defaults of this start. */
export function openSettings(
  userData: string,
  packaged: boolean,
  files: Pick<SavedFiles, 'open'>,
  log: Log,
): SettingsStore {
  const { platform, env } = process;
  const path = join(userData, 'settings.json');
  return createSettingsStore({
    file: createSettingsFile(files.open(path), path, log),
    policy: readPolicy(policyPath(platform, env), policyFilesFor(platform), environmentChecks, log),
    variables: env,
    defaults: defaultSettings(platform, packaged),
    checks: environmentChecks,
    log,
  });
}
