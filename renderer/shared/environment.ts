import { REGIONS } from '../../electron/genesys/environment.js';
import type { TextKey } from '../../assets/locales/catalogue.js';
import type { EnvironmentView } from '../../electron/ipc/app-state.js';

/** An environment's name for people: the region's name, or the custom host. Null: none chosen yet. */
export const environmentName = ({ region, host }: EnvironmentView): string | null =>
  REGIONS.find((candidate) => candidate.id === region)?.name ?? (host === '' ? null : host);

/** Who decided the whole environment. Null: the person can still choose something. */
export const environmentLockedBy = (environment: EnvironmentView): EnvironmentView['regionLockedBy'] =>
  environment.clientIdLockedBy === null ? null : environment.regionLockedBy;

export function environmentSetBy(environment: EnvironmentView): TextKey | null {
  const by = environmentLockedBy(environment);
  return by === null ? null : `locked.${by}`;
}
