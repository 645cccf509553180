/** Up to two letters for a person: of the first and the last name, as whole characters of any script. */
export function initials(name: string): string {
  const words = name.split(/[\s,.]+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words.at(-1) : undefined;
  return (
    [first, last]
      .map((word) => (word === undefined ? '' : (Array.from(word)[0] ?? '')))
      .join('')
      .toLocaleUpperCase() || '?'
  );
}
