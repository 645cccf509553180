import type { Cancel, Log } from './ports.js';

/** One kind of event and whoever listens to it. */
export interface Emitter<Args extends readonly unknown[]> {
  /** Listens until the returned function is called; from then on `run` is not called any more, not even for an event that is on its way. */
  on(run: (...args: Args) => void): Cancel;
  /**
   * Tells everybody who listens now, in the order in which they began. Never throws: a listener that does is reported, and the others
   * hear the event all the same. An event emitted by a listener comes after the running one, so that all hear all in the same order.
   */
  emit(...args: Args): void;
  /** Lets go of all listeners. */
  clear(): void;
}

/** @param what the event's name in the log, where a listener fails */
export function createEmitter<Args extends readonly unknown[] = []>(
  log: Pick<Log, 'error'>,
  what: string,
): Emitter<Args> {
  // Wrapped, so that a function that listens twice is called twice and let go of one at a time.
  const listeners = new Set<{ readonly run: (...args: Args) => void }>();
  const waiting: Args[] = [];
  let emitting = false;
  return {
    on(run) {
      const listener = { run };
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    emit(...args) {
      waiting.push(args);
      if (emitting) return;
      emitting = true;
      for (let event = waiting.shift(); event !== undefined; event = waiting.shift())
        for (const listener of [...listeners])
          if (listeners.has(listener)) {
            try {
              listener.run(...event);
            } catch (error) {
              const { message, stack } = error instanceof Error ? error : new Error(String(error));
              log.error('a listener failed', { what, reason: message, stack });
            }
          }
      emitting = false;
    },
    clear: () => listeners.clear(),
  };
}
