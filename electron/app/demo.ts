/**
 * The demo org inside the app (docs/adr/0006). The app signs in to it as to any organisation, except that no browser is
 * needed: the person is chosen here.
 */
import { request as httpRequest, type RequestOptions } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as DemoOrgModule from '../demo-org/index.js';
import type { Log } from '../ports.js';
import { plainTarget, type SignInTarget } from '../session/sign-in-target.js';

export interface Demo {
  readonly target: SignInTarget;
  /** True for addresses of the demo's login page. */
  owns(url: string): boolean;
  /** Does what a person would do in the browser: chooses Ada Lovelace and follows the redirect to the app. */
  chooseInsteadOfBrowser(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Ada Lovelace: an agent who may go On Queue. Here she also leads a team, so that the demo can show it. */
const VISITOR = 'Ada Lovelace';

const isDemoOrg = (loaded: unknown): loaded is typeof DemoOrgModule =>
  typeof loaded === 'object' && loaded !== null && 'startDemoOrg' in loaded;

/** Starts the demo org from its bundle beside main's. @param folder where `demo-org.cjs` is */
export async function startDemo(folder: string, log: Log): Promise<Demo> {
  const loaded: unknown = createRequire(join(folder, 'main.cjs'))('./demo-org.cjs');
  if (!isDemoOrg(loaded)) throw new Error('demo-org.cjs is not the demo org');
  return demoOf(await loaded.startDemoOrg({ log, colleagues: true, teamLead: VISITOR }));
}

/** Adapts a running demo org to the app. */
export function demoOf(org: DemoOrgModule.DemoOrg): Demo {
  const visitor = [...org.org.people.values()].find((person) => person.name === VISITOR);
  if (visitor === undefined) throw new Error('the demo org has no visitor');
  return {
    target: {
      ...plainTarget({ region: 'demo', apiUrl: org.apiUrl, loginUrl: org.loginUrl }, org.clientId),
      demo: true,
    },
    owns: (url) => url.startsWith(`${org.loginUrl}/`),
    async chooseInsteadOfBrowser(url) {
      const back = await visit(url, 'POST', new URLSearchParams({ person: visitor.id }).toString());
      if (back !== null) await visit(back, 'GET', '');
    },
    close: () => org.close(),
  };
}

/**
 * Sends one request and returns the address it redirects to. `localhost` is reached by IPv4, where the app always
 * listens.
 */
function visit(url: string, method: 'GET' | 'POST', body: string): Promise<string | null> {
  const { hostname, port, pathname, search, host } = new URL(url);
  const options: RequestOptions = {
    host: hostname === 'localhost' ? '127.0.0.1' : hostname,
    port,
    path: `${pathname}${search}`,
    method,
    headers: { host, ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }) },
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(options, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.headers.location ?? null));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
