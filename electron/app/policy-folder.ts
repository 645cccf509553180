/**
 * The data folder that the policy names. A bundle of its own (`dist/main-policy.cjs`), loaded only where there may be a
 * policy, because the command line must know the folder before anything else, and loads almost nothing.
 */
import { hostname, userInfo } from 'node:os';
import * as v from 'valibot';
import { expandDataFolder, type FolderVariables } from '../settings/data-folder.js';
import type { PolicySource } from '../settings/policy-source.js';
import { settingEntries } from '../settings/settings.js';
import { policySource } from './policy-source.js';

/** Null: the policy names none that can be used. What is wrong with it is told once the settings are open. */
export function folderIn(source: PolicySource, variables: () => FolderVariables): string | null {
  if (source.kind !== 'entries') return null;
  const entry = source.entries.find(({ name }) => name === 'dataFolder');
  const parsed = v.safeParse(settingEntries.dataFolder, entry?.value);
  return parsed.success && parsed.output !== null ? expandDataFolder(parsed.output, variables()) : null;
}

/** @param appData Windows' folders of the person */
export function dataFolderByPolicy(
  appData: Pick<FolderVariables, 'local_app_data' | 'roaming_app_data'>,
): string | null {
  return folderIn(policySource(process.platform), () => {
    // Of the account itself, because whoever starts the app controls the environment.
    const { username, homedir } = userInfo();
    return { user_name: username, user_home: homedir, machine_name: hostname(), ...appData };
  });
}
