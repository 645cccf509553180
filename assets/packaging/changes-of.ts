/** What the changelog says of a version, for the feed of updates. */

/** The popup shows a line of it, so the feed need not carry it whole. */
const LONGEST = 2_000;

export function changesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const own = sections.find((section) => section.split(/[\s(]/, 1)[0] === version) ?? '';
  return own
    .slice(own.indexOf('\n') + 1)
    .trim()
    .slice(0, LONGEST);
}
