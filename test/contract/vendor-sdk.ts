/** The vendor's own library, directed at a server on loopback and isolated from this computer's settings. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathParams } from '../../electron/genesys/operation.js';
import { vendorOperation, type Sample } from './operations.js';

/** It reads `~/.genesyscloudjavascript/config` while it loads, and that file could direct it anywhere. */
async function load() {
  const home = mkdtempSync(join(tmpdir(), 'presence-tray-contract-'));
  const before = { HOME: process.env['HOME'], USERPROFILE: process.env['USERPROFILE'] };
  Object.assign(process.env, { HOME: home, USERPROFILE: home });
  try {
    const vendor = await import('purecloud-platform-client-v2');
    vendor.ApiClient.instance.config.live_reload_config = false;
    return vendor;
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

export interface VendorSdk {
  /** Calls a method by name. Like the library, it rejects with the body of a refusal. */
  call(method: string, sample?: Sample): Promise<unknown>;
  useToken(token: string): void;
  /** Exchanges an authorization code, and uses the token from then on. */
  authorizePkce(
    clientId: string,
    verifier: string,
    code: string,
    redirectUri: string,
  ): Promise<{ accessToken: string }>;
  computeChallenge(verifier: string): Promise<string>;
  generateVerifier(length: number): string;
}

export async function vendorSdk(url: string): Promise<VendorSdk> {
  const vendor = await load();
  const client = vendor.ApiClient.instance;
  const { hostname, port } = new URL(url);
  client.setGateway({ host: hostname, protocol: 'http', port: Number(port) });
  const apis: Readonly<Record<string, object>> = {
    PresenceApi: new vendor.PresenceApi(),
    UsersApi: new vendor.UsersApi(),
    NotificationsApi: new vendor.NotificationsApi(),
    TokensApi: new vendor.TokensApi(),
    OrganizationApi: new vendor.OrganizationApi(),
    AuthorizationApi: new vendor.AuthorizationApi(),
    WorkforceManagementApi: new vendor.WorkforceManagementApi(),
    GroupsApi: new vendor.GroupsApi(),
    TeamsApi: new vendor.TeamsApi(),
    RoutingApi: new vendor.RoutingApi(),
  };
  return {
    async call(method, { path = {}, query, body } = {}) {
      const operation = vendorOperation(method);
      const api = apis[operation.api];
      const run: unknown = api ? Reflect.get(api, method) : undefined;
      if (typeof run !== 'function') throw new Error(`${operation.api} has no ${method}`);
      // Its optional body is part of the options.
      const bodyInOptions = method === 'putTokensTimeout';
      const args = [
        ...pathParams(operation.path).map((name) => path[name]),
        ...(body === undefined || bodyInOptions ? [] : [body]),
        ...(query || bodyInOptions ? [{ ...query, ...(bodyInOptions ? { body } : {}) }] : []),
      ];
      const answer: unknown = await Reflect.apply(run, api, args);
      return answer;
    },
    useToken: (token) => {
      client.setAccessToken(token);
    },
    authorizePkce: (clientId, verifier, code, redirectUri) =>
      client.authorizePKCEGrant(clientId, verifier, code, redirectUri),
    computeChallenge: (verifier) => client.computePKCECodeChallenge(verifier),
    generateVerifier: (length) => client.generatePKCECodeVerifier(length),
  };
}
