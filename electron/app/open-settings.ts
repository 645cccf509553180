import { environmentChecks } from '../session/sign-in-target.js';
import { electronStoreFile } from '../settings/electron-store-file.js';
import { policyFilesFor } from '../settings/policy-files.js';
import { policyPath, readPolicy } from '../settings/policy.js';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.js';
import { defaultSettings } from '../settings/settings.js';
import type { Log } from '../ports.js';

/** Policy, environment variables, settings file and defaults of this start (design §5). */
export function openSettings(userData: string, packaged: boolean, log: Log): SettingsStore {
  const { platform, env } = process;
  return createSettingsStore({
    file: electronStoreFile(userData, log),
    policy: readPolicy(policyPath(platform, env), policyFilesFor(platform), environmentChecks, log),
    variables: env,
    defaults: defaultSettings(platform, packaged),
    checks: environmentChecks,
    log,
  });
}
