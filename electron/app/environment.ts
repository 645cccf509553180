/**
 * Which Genesys Cloud the app is for, as windows show it and as a person chooses it: region and client id. Either may
 * be decided by somebody else.
 */
import { regionEnvironment } from '../genesys/environment.js';
import type { EnvironmentView } from '../ipc/app-state.js';
import { settingsEnvironment } from '../session/sign-in-target.js';
import type { Settings } from '../settings/settings.js';
import type { SettingsStore } from '../settings/settings-store.js';

export function environmentSlice(settings: SettingsStore): EnvironmentView {
  const values = settings.get();
  const environment = settingsEnvironment(values);
  return {
    region: environment?.region ?? '',
    host: environment === null ? '' : new URL(environment.apiUrl).host,
    clientId: values.clientId ?? '',
    regionLockedBy: settings.lockedBy('region'),
    clientIdLockedBy: settings.lockedBy('clientId'),
    ready: environment !== null && values.clientId !== null,
  };
}

/**
 * The settings that a person's choice changes. What policy or environment variables decide is left out. Null: the
 * region does not exist.
 * @param clientId empty: none
 */
export function chosenEnvironment(
  settings: Pick<SettingsStore, 'lockedBy'>,
  { region, clientId }: { readonly region: string; readonly clientId: string },
): Partial<Settings> | null {
  const mayRegion = settings.lockedBy('region') === null;
  if (mayRegion && regionEnvironment(region) === null) return null;
  return {
    ...(mayRegion ? { region } : {}),
    ...(settings.lockedBy('clientId') === null ? { clientId: clientId === '' ? null : clientId } : {}),
  };
}
