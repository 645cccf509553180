/** The session that everything goes over which the app itself asks of the network: one, so that what a proxy was told once counts for all. */
import type { Session } from 'electron';
import { denyPermissions } from '../windows/guards.js';

/** In memory only, without a cache: nothing of the service is ever on the disk. */
const PARTITION = 'genesys';

/** @param fromPartition Electron's `session.fromPartition`; asked at the first use, which must come after *ready* */
export function networkSession(fromPartition: (name: string, options: { cache: boolean }) => Session): () => Session {
  let made: Session | null = null;
  return () => {
    if (made !== null) return made;
    made = fromPartition(PARTITION, { cache: false });
    denyPermissions(made);
    return made;
  };
}
