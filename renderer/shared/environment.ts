import { REGIONS } from '../../electron/genesys/environment.js';
import type { TextKey } from '../../assets/locales/catalogue.js';
import type { EnvironmentView } from '../../electron/ipc/app-state.js';

/** An environment's name for people: the region's, or the host of one's own; null where none was chosen yet. */
export const environmentName = ({ region, host }: EnvironmentView): string | null =>
  REGIONS.find((candidate) => candidate.id === region)?.name ?? (host === '' ? null : host);

/** Who decided the whole environment; null where something is left for the person to choose. */
export const environmentLockedBy = (environment: EnvironmentView): EnvironmentView['regionLockedBy'] =>
  environment.clientIdLockedBy === null ? null : environment.regionLockedBy;

/** The same as a text. */
export function environmentSetBy(environment: EnvironmentView): TextKey | null {
  const by = environmentLockedBy(environment);
  return by === null ? null : `locked.${by}`;
}
