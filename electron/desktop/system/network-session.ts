/**
 * The session for all of the app's own network traffic. There is one, so that credentials given to a proxy count
 * everywhere.
 */
import type { Session } from 'electron';
import { denyPermissions } from '../windows/guards.js';

/** In memory only, without a cache, so that nothing of the service is ever on disk. */
const PARTITION = 'genesys';

/** @param fromPartition Electron's `session.fromPartition`. Called on first use, which must come after _ready_ */
export function networkSession(fromPartition: (name: string, options: { cache: boolean }) => Session): () => Session {
  let made: Session | null = null;
  return () => {
    if (made !== null) return made;
    made = fromPartition(PARTITION, { cache: false });
    denyPermissions(made);
    return made;
  };
}
