import { environmentChecks } from '../session/sign-in-target.js';
import { electronStoreFile } from '../settings/electron-store-file.js';
import { policyFilesFor } from '../settings/policy-files.js';
import { policyPath, readPolicy } from '../settings/policy.js';
import { createSettingsStore, type SettingsStore } from '../settings/settings-store.js';
import { defaultSettings } from '../settings/settings.js';
import type { Log } from '../ports.js';

/**
 * Policy, environment variables, settings file and defaults of this start (design §5).
 * `flushed` resolves once every change has reached the disk: before the app quits.
 */
export function openSettings(
  userData: string,
  packaged: boolean,
  log: Log,
): { readonly settings: SettingsStore; readonly flushed: () => Promise<void> } {
  const { platform, env } = process;
  const file = electronStoreFile(userData, log);
  const settings = createSettingsStore({
    file,
    policy: readPolicy(policyPath(platform, env), policyFilesFor(platform), environmentChecks, log),
    variables: env,
    defaults: defaultSettings(platform, packaged),
    checks: environmentChecks,
    log,
  });
  return { settings, flushed: () => file.flushed() };
}
