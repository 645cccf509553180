/** Lets a few in at a time. Whoever comes later waits in line. */
import type { Cancel } from '../ports.js';
import { cancelledError } from './genesys-error.js';

export interface Gate {
  /**
   * Resolves once there is room, with the way to leave. Rejects as `cancelled` where the signal aborts while it waits.
   */
  enter(signal: AbortSignal | undefined): Promise<Cancel>;
}

export function createGate(most: number): Gate {
  let inside = 0;
  const waiting = new Set<() => void>();

  const comeIn = (): Cancel => {
    inside += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      inside -= 1;
      const [next] = waiting;
      if (next === undefined) return;
      waiting.delete(next);
      next();
    };
  };

  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(cancelledError(false));
          return;
        }
        if (inside < most) {
          resolve(comeIn());
          return;
        }
        const giveUp = (): void => {
          waiting.delete(go);
          reject(cancelledError(false));
        };
        const go = (): void => {
          signal?.removeEventListener('abort', giveUp);
          resolve(comeIn());
        };
        signal?.addEventListener('abort', giveUp, { once: true });
        waiting.add(go);
      }),
  };
}
