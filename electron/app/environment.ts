/** Which Genesys Cloud the app is for, as the windows see it and as a person chooses it: region and client id, each of which somebody else may decide. */
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
 * What a person's choice changes: what policy or the environment variables decide is left out, the rest is theirs. Null where the region is none.
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
