/**
 * Where an organisation lives: one of Genesys Cloud's regions, an environment of one's own (a gateway, a test double), or the demo org.
 * Source of the regions: docs/genesys-cloud.md §1.5, the vendor's list of hosts.
 */

export interface Region {
  /** The vendor's name of the region: `eu_central_1`. */
  readonly id: string;
  /** The region's domain; `api.`, `login.` and `apps.` stand before it. */
  readonly host: string;
  /** For people: `EU (Frankfurt)`. Proper names, shown as they are in every language. */
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
  /** Before `/api/v2/…`; without a slash at its end. */
  readonly apiUrl: string;
  /** Before `/oauth/…`; without a slash at its end. */
  readonly loginUrl: string;
}

/** A region by what people call it: its id (`eu_central_1`, `eu-central-1`), its host, or one of its addresses. Null where nobody knows it. */
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

/** A base address, or null where a token must not be sent: plain HTTP off this machine, credentials in the address, other schemes. */
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

/** An environment of one's own: HTTPS anywhere, HTTP on loopback alone (docs/design.md §5). Null where either address is not such a one. */
export function customEnvironment(apiUrl: string, loginUrl: string): Environment | null {
  const api = baseUrl(apiUrl);
  const login = baseUrl(loginUrl);
  return api !== null && login !== null ? { region: 'custom', apiUrl: api, loginUrl: login } : null;
}

const address = (text: string): string => text.replace(/^https?:\/\//, '').toLowerCase();

/**
 * Names an environment in the keychain and in stores: a token belongs to the environment that issued it (docs/design.md §3.13).
 * Made of the hosts alone, so that a region chosen from the list and the same one typed in are one.
 */
export function environmentKey(environment: Environment): string {
  const api = address(environment.apiUrl);
  const login = address(environment.loginUrl);
  return api === login ? api : `${api} ${login}`;
}
