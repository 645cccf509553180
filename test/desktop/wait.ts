/** Waits for something to become true: looks again and again, up to a limit, and says what it was waiting for when it gives up. */
export class WaitedTooLongError extends Error {}

/** For what takes a moment on an idle machine; a busy one may need a hundred times as long. */
const LIMIT_MS = 60_000;

export interface WaitOptions {
  readonly limitMs?: number;
  readonly everyMs?: number;
}

/** The first value that is neither `undefined`, `null` nor `false`. An error thrown by `look` counts as *not yet*. */
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
