/** The names of a row's buttons, which must differ between rows. Pure functions only. */

interface Named {
  readonly id: string;
  readonly label: string;
  /** The system presence's name, which tells it apart. */
  readonly parent: string;
}

/** `Coffee`, or `Coffee (Break)` if two share a label, or `Coffee (Break), 2` if that is not enough. By id. */
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
