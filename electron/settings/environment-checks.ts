/**
 * What the settings must ask about regions and addresses. The knowledge lives with the service (`genesys/environment.ts`),
 * above this floor, so it is handed in (`session/sign-in-target.ts` makes it).
 */
export interface EnvironmentChecks {
  /** The region's id for an id or a host name (`mypurecloud.de`), null for what is no region. */
  readonly regionId: (text: string) => string | null;
  /** The address without trailing slash if it is https, or http on loopback, without credentials; else null. */
  readonly serviceUrl: (text: string) => string | null;
}

/**
 * Puts region and addresses into their one spelling; names those that are no region, or no address that a token may be sent to.
 */
export function checkPlaces(
  values: Readonly<Record<string, unknown>>,
  checks: EnvironmentChecks,
): { readonly values: Readonly<Record<string, unknown>>; readonly wrong: readonly string[] } {
  const spelling = new Map([
    ['region', checks.regionId],
    ['apiUrl', checks.serviceUrl],
    ['loginUrl', checks.serviceUrl],
  ]);
  const checked = new Map<string, unknown>();
  const wrong: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    const spell = spelling.get(key);
    const spelled = spell && typeof value === 'string' ? spell(value) : value;
    if (spelled === null && value !== null) wrong.push(key);
    else checked.set(key, spelled);
  }
  return { values: Object.fromEntries(checked), wrong };
}
