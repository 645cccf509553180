/** Ids are compared without case: how the service spells one back may differ. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
