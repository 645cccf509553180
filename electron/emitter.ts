import type { Cancel, Log } from './ports.js';

/** One kind of event and its listeners. */
export interface Emitter<Args extends readonly unknown[]> {
  /**
   * Listens until the returned function is called. After that `run` is never called, not even for an event already on
   * its way.
   */
  on(run: (...args: Args) => void): Cancel;
  /**
   * Calls all current listeners in the order they registered. Never throws: a listener that does is reported, and the
   * others are still called. An event that a listener emits comes after the running one, so everyone hears all events
   * in the same order.
   */
  emit(...args: Args): void;
  /** Removes all listeners. */
  clear(): void;
}

/** @param what the event's name in the log if a listener fails */
export function createEmitter<Args extends readonly unknown[] = []>(
  log: Pick<Log, 'error'>,
  what: string,
): Emitter<Args> {
  // Wrapped, so that a function registered twice is called twice and removed one at a time.
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
