/** What the buttons of a row are called: two rows must not have buttons of one name. Computes only. */

interface Named {
  readonly id: string;
  readonly label: string;
  /** What tells it apart: the system presence's name. */
  readonly parent: string;
}

/** `Coffee`; `Coffee (Break)` where two share a label; `Coffee (Break), 2` where that is not enough. By id. */
export function rowNames(
  rows: readonly Named[],
  withParent: (label: string, parent: string) => string,
): Map<string, string> {
  const count = (names: readonly string[]): Map<string, number> => {
    const counted = new Map<string, number>();
    for (const name of names) counted.set(name, (counted.get(name) ?? 0) + 1);
    return counted;
  };
  const labels = count(rows.map(({ label }) => label));
  const seen = new Map<string, number>();
  return new Map(
    rows.map(({ id, label, parent }) => {
      if (labels.get(label) === 1) return [id, label];
      const name = withParent(label, parent);
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      return [id, number === 1 ? name : `${name}, ${number}`];
    }),
  );
}
