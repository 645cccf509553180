/** Ids are compared without case: how the service spells one back may differ. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

interface WithId {
  readonly id: string;
}

/** Their ids in lower case. */
export const idsOf = (list: readonly WithId[]): ReadonlySet<string> => new Set(list.map(({ id }) => id.toLowerCase()));

/** @param known as `idsOf` gives them */
export const isNew = ({ id }: WithId, known: ReadonlySet<string>): boolean => !known.has(id.toLowerCase());

/** Each id once: the first that has it. Lists overlap, and pages repeat entries. */
export function eachOnce<T extends WithId>(list: readonly T[]): T[] {
  const byId = new Map<string, T>();
  for (const one of list) if (!byId.has(one.id.toLowerCase())) byId.set(one.id.toLowerCase(), one);
  return [...byId.values()];
}
