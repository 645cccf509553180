/**
 * Where an organisation lives: in one of Genesys Cloud's regions, in a custom environment (a gateway, a test double),
 * or in the demo org. The regions come from the vendor's list of hosts (docs/genesys-cloud.md §1.5).
 */

export interface Region {
  /** The vendor's name of the region: `eu_central_1`. */
  readonly id: string;
  /** The region's domain, prefixed with `api.`, `login.` or `apps.`. */
  readonly host: string;
  /** A proper name for people, such as `EU (Frankfurt)`. The same in every language. */
  readonly name: string;
}

export const REGIONS: readonly Region[] = [
  { id: 'us_east_1', host: 'mypurecloud.com', name: 'US East (N. Virginia)' },
  { id: 'us_east_2', host: 'use2.us-gov-pure.cloud', name: 'US East 2 (FedRAMP)' },
  { id: 'us_west_2', host: 'usw2.pure.cloud', name: 'US West (Oregon)' },
  { id: 'ca_central_1', host: 'cac1.pure.cloud', name: 'Canada (Central)' },
  { id: 'mx_central_1', host: 'mxc1.pure.cloud', name: 'Mexico (Central)' },
  { id: 'sa_east_1', host: 'sae1.pure.cloud', name: 'South America (São Paulo)' },
  { id: 'eu_west_1', host: 'mypurecloud.ie', name: 'EU (Ireland)' },
  { id: 'eu_west_2', host: 'euw2.pure.cloud', name: 'Europe (London)' },
  { id: 'eu_central_1', host: 'mypurecloud.de', name: 'EU (Frankfurt)' },
  { id: 'eu_central_2', host: 'euc2.pure.cloud', name: 'Europe (Zurich)' },
  { id: 'eusc_de_east_1', host: 'edee1.eusc-pure.cloud', name: 'EU Sovereign (Germany)' },
  { id: 'me_central_1', host: 'mec1.pure.cloud', name: 'Middle East (UAE)' },
  { id: 'ap_south_1', host: 'aps1.pure.cloud', name: 'Asia Pacific (Mumbai)' },
  { id: 'ap_southeast_1', host: 'apse1.pure.cloud', name: 'Asia Pacific (Singapore)' },
  { id: 'ap_southeast_2', host: 'mypurecloud.com.au', name: 'Asia Pacific (Sydney)' },
  { id: 'ap_northeast_1', host: 'mypurecloud.jp', name: 'Asia Pacific (Tokyo)' },
  { id: 'ap_northeast_2', host: 'apne2.pure.cloud', name: 'Asia Pacific (Seoul)' },
  { id: 'ap_northeast_3', host: 'apne3.pure.cloud', name: 'Asia Pacific (Osaka)' },
];

export interface Environment {
  /** A region's id, `custom`, or `demo`. */
  readonly region: string;
  /** What precedes `/api/v2/…`, without a trailing slash. */
  readonly apiUrl: string;
  /** What precedes `/oauth/…`, without a trailing slash. */
  readonly loginUrl: string;
}

/** Finds a region by its id (`eu_central_1`, `eu-central-1`), its host or one of its addresses. Null: unknown. */
export function regionEnvironment(text: string): Environment | null {
  const wanted = text.trim().toLowerCase();
  const id = wanted.replaceAll('-', '_');
  const host = wanted
    .replace(/^https:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^(api|login|apps)\./, '');
  const region = REGIONS.find((candidate) => candidate.id === id || candidate.host === host);
  if (!region) return null;
  return { region: region.id, apiUrl: `https://api.${region.host}`, loginUrl: `https://login.${region.host}` };
}

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);

/**
 * A base address. Null if no token may be sent there: plain HTTP to another machine, credentials in the address, other
 * schemes.
 */
function baseUrl(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return null;
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/api\/v2$/, '')}`;
}

/**
 * A custom environment: HTTPS anywhere, HTTP on loopback only (docs/design.md §5). Null if either address is not
 * allowed.
 */
export function customEnvironment(apiUrl: string, loginUrl: string): Environment | null {
  const api = baseUrl(apiUrl);
  const login = baseUrl(loginUrl);
  return api !== null && login !== null ? { region: 'custom', apiUrl: api, loginUrl: login } : null;
}

const address = (text: string): string => text.replace(/^https?:\/\//, '').toLowerCase();

/**
 * Names an environment in the keychain and in stores, since a token belongs to the environment that issued it
 * (docs/design.md §3.13). It uses only the hosts, so that a region from the list equals the same one typed in.
 */
export function environmentKey(environment: Environment): string {
  const api = address(environment.apiUrl);
  const login = address(environment.loginUrl);
  return api === login ? api : `${api} ${login}`;
}
