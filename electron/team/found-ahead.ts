/** Finds people while the window that will ask for them still loads. */
import type { FoundPerson } from './person-state.js';

type Came = (people: readonly FoundPerson[]) => void;

export interface FoundAhead {
  /** Gives what has come and then what comes, as if it were asked only now. Call once. */
  take(came: Came, signal: AbortSignal): Promise<boolean>;
  stop(): void;
}

/** @param find as in `TeamOptions` */
export function findAhead(find: (came: Came, signal: AbortSignal) => Promise<boolean>): FoundAhead {
  const abort = new AbortController();
  const early: FoundPerson[] = [];
  let tell: Came = (people) => early.push(...people);
  const done = find((people) => tell(people), abort.signal);
  // Nobody may ever ask for it.
  done.catch(() => undefined);
  const stop = (): void => abort.abort();
  return {
    take(came, signal) {
      signal.addEventListener('abort', stop);
      tell = came;
      if (early.length > 0) came(early.splice(0));
      return done;
    },
    stop,
  };
}
