/**
 * Our own Genesys Cloud on loopback: for the app's demo, for tests, and for anyone without an organisation. It follows
 * what is known about the service's wire format. Where nothing is known, a switch decides (switches.ts).
 */
import { DemoCore, type CoreOptions } from './core.js';
import type { Faults } from './faults.js';
import { startColleagues } from './colleagues.js';
import { faultControl } from './fault-control.js';
import { listen } from './http-server.js';
import type { Organisation } from './organisation.js';
import type { RecordedRequest, RequestLog } from './request-log.js';
import { Store } from './store.js';

export interface DemoOrgOptions extends CoreOptions {
  /** Default: 0, any free one. */
  readonly port?: number;
  /** Faults on demand over HTTP at `/__demo__/…`. Never in the app. */
  readonly faults?: boolean;
  /** Colleagues change their presence now and then. */
  readonly colleagues?: boolean;
  /** Where the organisation is stored when its process ends. Missing: it is forgotten. */
  readonly storeFile?: string;
}

export interface DemoOrg {
  /** `http://127.0.0.1:PORT`, for API, login pages and WebSockets. */
  readonly apiUrl: string;
  readonly loginUrl: string;
  readonly clientId: string;
  /** As registered: `http://localhost`, which allows every port. */
  readonly redirectUri: string;
  close(): Promise<void>;
  /** The organisation, in memory. */
  readonly org: Organisation;
  /** The latest requests, oldest first. */
  readonly requests: readonly RecordedRequest[];
  readonly requestLog: RequestLog;
  readonly faults: Faults;
  readonly core: DemoCore;
  /** Issues a token without the login page. @param person id, mail address or name */
  issueToken(person: string): string;
}

export async function startDemoOrg(options: DemoOrgOptions = {}): Promise<DemoOrg> {
  const core = new DemoCore(options);
  const store = options.storeFile === undefined ? null : new Store(core, options.storeFile);
  if (store !== null) core.onServed = () => store.soon();
  if (options.faults === true) core.control = faultControl(core);
  const server = await listen(core, options.port ?? 0);
  const url = `http://127.0.0.1:${server.port}`;
  core.baseUrl = url;
  const stopColleagues =
    options.colleagues === true ? startColleagues(core.org, core.clock, options.seed ?? 1) : () => undefined;
  options.log?.info('demo org listens', { port: server.port });
  return {
    apiUrl: url,
    loginUrl: url,
    clientId: core.client.id,
    redirectUri: core.client.redirectUris[0] ?? '',
    close: async () => {
      stopColleagues();
      await server.close();
      store?.close();
      core.stop();
    },
    org: core.org,
    requests: core.log.requests,
    requestLog: core.log,
    faults: core.faults,
    core,
    issueToken: (person) => core.issueToken(person),
  };
}
