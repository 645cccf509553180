/**
 * What the settings must ask about regions and addresses. `genesys/environment.ts` knows, but settings may not import
 * it, so `session/sign-in-target.ts` hands it in.
 */
export interface EnvironmentChecks {
  /** The region's id for an id or a host name (`mypurecloud.de`). Null: no region. */
  readonly regionId: (text: string) => string | null;
  /** The address without trailing slash, if it is https, or http on loopback, without credentials. Otherwise null. */
  readonly serviceUrl: (text: string) => string | null;
}

/** Normalises region and addresses. Names those that are no region, or no address that a token may be sent to. */
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
