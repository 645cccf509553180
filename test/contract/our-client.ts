/** Our client, called by name like the vendor's library. */
import { createGenesysClient, type GenesysClient } from '../../electron/genesys/client.js';
import type { Clock } from '../../electron/ports.js';
import { clientOperation, type Sample } from './operations.js';
import { silentLog } from '../../electron/silent-log.js';

const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sinceBoot: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

export const USER_AGENT = 'PresenceTray/contract';

/** Against a server on loopback, with Node's fetch. */
export const ourClient = (url: string, token: string): GenesysClient =>
  createGenesysClient({
    environment: { region: 'custom', apiUrl: url, loginUrl: url },
    fetch: (address, init) => fetch(address, init),
    clock: systemClock,
    random: Math.random,
    log: silentLog,
    tokens: { accessToken: () => token, renew: () => Promise.resolve(false) },
    userAgent: USER_AGENT,
  });

const argsOf = ({ path, query, body }: Sample) => ({ ...path, ...query, ...(body === undefined ? {} : { body }) });

/** Calls the typed method: the answer as the app gets it. */
export async function callOurs(client: GenesysClient, method: string, sample: Sample = {}): Promise<unknown> {
  const found = clientOperation(method);
  const api: unknown = found && Reflect.get(client, found.api);
  const run: unknown = found && typeof api === 'object' && api !== null ? Reflect.get(api, found.name) : undefined;
  if (typeof run !== 'function') throw new Error(`Our client has no ${method}`);
  const answer: unknown = await Reflect.apply(run, api, [argsOf(sample), { retry: false }]);
  return answer;
}

/** The raw answer. */
export async function askOurs(client: GenesysClient, method: string, sample: Sample = {}): Promise<unknown> {
  const found = clientOperation(method);
  if (!found) throw new Error(`Our client has no ${method}`);
  return client.request(found.operation, argsOf(sample), { retry: false });
}
