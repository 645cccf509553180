/** Waits for something to become true. Polls up to a limit, and then says what it was waiting for. */
export class WaitedTooLongError extends Error {}

/** Most waits take a moment on an idle machine. A busy one may need a hundred times as long. */
const LIMIT_MS = 60_000;

export interface WaitOptions {
  readonly limitMs?: number;
  readonly everyMs?: number;
}

/** The first value that is neither `undefined`, `null` nor `false`. An error thrown by `look` counts as _not yet_. */
export async function waitFor<T>(
  what: string,
  look: () => T | Promise<T>,
  options: WaitOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const limitMs = options.limitMs ?? LIMIT_MS;
  const deadline = performance.now() + limitMs;
  for (;;) {
    let why = '';
    try {
      const found = await look();
      if (isThere(found)) return found;
    } catch (error) {
      why = ` (${error instanceof Error ? error.message : 'no reason given'})`;
    }
    if (performance.now() > deadline) throw new WaitedTooLongError(`Waited ${limitMs / 1000} s for ${what}${why}.`);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs ?? 50));
  }
}

const isThere = <T>(value: T): value is Exclude<T, undefined | null | false> =>
  value !== undefined && value !== null && value !== false;
