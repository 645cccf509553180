/** The longest text worth comparing letter by letter. */
const LONGEST = 60;

/** The number of letters to add, remove or replace to turn one word into the other (Levenshtein). */
function distance(a: readonly string[], b: readonly string[]): number {
  let row = b.map((_, index) => index + 1);
  let corner = 0;
  for (const letter of a) {
    let left = corner + 1;
    let above = corner;
    corner = left;
    row = row.map((up, index) => {
      left = Math.min(left + 1, up + 1, above + (letter === b[index] ? 0 : 1));
      above = up;
      return left;
    });
  }
  return row.at(-1) ?? a.length;
}

/** Whether this is a single typing error: a letter wrong, missing or extra, or two neighbours swapped. */
export function isSlip(typed: string, meant: string): boolean {
  const a = Array.from(typed.slice(0, LONGEST));
  const b = Array.from(meant);
  if (distance(a, b) <= 1) return true;
  const at = a.findIndex((letter, index) => letter !== b[index]);
  const swapped = [...a.slice(0, at), a[at + 1], a[at], ...a.slice(at + 2)].join('');
  return swapped === meant;
}

/**
 * What somebody may have meant: candidates that begin with the text, contain it, or differ by few letters, best first.
 * @param most the most to return
 */
export function nearest(text: string, candidates: readonly string[], most: number): string[] {
  const wanted = Array.from(text.slice(0, LONGEST));
  const near = candidates.flatMap((candidate) => {
    const letters = Array.from(candidate.slice(0, LONGEST));
    const steps = distance(wanted, letters);
    if (wanted.length >= 2 && candidate.startsWith(text)) return [{ candidate, rank: 0, steps }];
    if (wanted.length >= 3 && candidate.includes(text)) return [{ candidate, rank: 1, steps }];
    const tolerated = Math.ceil(Math.max(wanted.length, letters.length) / 3);
    return steps <= tolerated ? [{ candidate, rank: 1, steps }] : [];
  });
  return near
    .sort((a, b) => a.rank - b.rank || a.steps - b.steps)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
