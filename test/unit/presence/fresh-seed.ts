/**
 * A seed of its own for each run of a property test, so that every run looks where none has looked before.
 * It is printed, also where all goes well: what a test tried can be tried again.
 * @param replay the command by which somebody plays the same runs again
 */
export function freshSeed(replay: (seed: number) => string): number {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed ${seed}; again: ${replay(seed)}`);
  return seed;
}
