import { REGIONS } from '../../electron/genesys/environment.js';
import type { TextKey } from '../../assets/locales/catalogue.js';
import type { EnvironmentView } from '../../electron/presence/app-state.js';

/** An environment's name for people: the region's, or the host of one's own; null where none was chosen yet. */
export const environmentName = ({ region, host }: EnvironmentView): string | null =>
  REGIONS.find((candidate) => candidate.id === region)?.name ?? (host === '' ? null : host);

/** Who decided the environment, as a text; null where the person may. */
export function environmentSetBy({ lockedBy }: EnvironmentView): TextKey | null {
  if (lockedBy === null) return null;
  return lockedBy === 'policy' ? 'locked.policy' : 'locked.environment';
}
