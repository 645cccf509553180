/**
 * A fresh seed for each run of a property test, so that every run tries something new. It is printed even if all goes
 * well, so that a run can be repeated.
 * @param replay the command that repeats the same runs
 */
export function freshSeed(replay: (seed: number) => string): number {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.log(`seed ${seed}; again: ${replay(seed)}`);
  return seed;
}
