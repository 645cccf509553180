/** An administrator's *Manage presences* over a demo org of its own. */
import { expect, vi } from 'vitest';
import { startDemoOrg, type DemoOrg, type DemoOrgOptions } from '../../../electron/demo-org/index.js';
import { nodeClock } from '../../../electron/app/node-clock.js';
import type { OrganizationDefinition } from '../../../electron/genesys/definitions.js';
import { createManager, type Manager } from '../../../electron/manage/manager.js';
import { createGenesysClient } from '../../../electron/genesys/client.js';
import { rememberingLog } from '../settings/doubles.js';

export interface Desk {
  readonly org: DemoOrg;
  readonly manager: Manager;
  readonly kept: string[];
  readonly popupTold: ReturnType<typeof vi.fn>;
  readonly find: (label: string) => OrganizationDefinition;
  /** Writes so far: `POST /api/v2/presence/definitions`. */
  readonly writes: () => string[];
}

export async function withManager(
  run: (desk: Desk) => Promise<void>,
  options: DemoOrgOptions & { readonly person?: string } = {},
): Promise<void> {
  const org = await startDemoOrg(options);
  const person = options.person ?? 'Alan Turing';
  const permissions = org.org.person(person)?.permissions ?? [];
  const token = org.issueToken(person);
  const client = createGenesysClient({
    environment: { region: 'custom', apiUrl: org.apiUrl, loginUrl: org.loginUrl },
    fetch: (url, init) => fetch(url, init),
    clock: nodeClock,
    // What is tried again is tried at once.
    random: () => 0,
    log: rememberingLog(),
    tokens: { accessToken: () => token, renew: () => Promise.resolve(false) },
    userAgent: 'presence-tray-test',
  });
  const popupTold = vi.fn();
  const kept: string[] = [];
  const manager = createManager({
    client: () => client,
    has: (permission) => permissions.includes(permission),
    clock: nodeClock,
    log: rememberingLog(),
    label: (labels, presence) => labels['en_US'] ?? Object.values(labels)[0] ?? presence ?? '',
    definitionsChanged: popupTold,
    keep: (content) => {
      kept.push(content);
      return Promise.resolve('/kept/list.json');
    },
  });
  const find = (label: string): OrganizationDefinition => {
    const found = manager
      .definitions()
      .value?.definitions.find(({ languageLabels }) => languageLabels['en_US'] === label);
    if (found === undefined) throw new Error(`There is no ${label}`);
    return found;
  };
  const writes = (): string[] =>
    org.requests.filter(({ verb }) => verb !== 'GET').map(({ verb, path }) => `${verb} ${path}`);
  try {
    manager.refresh(0);
    await vi.waitFor(() => expect(manager.definitions().loading).toBe(false));
    await vi.waitFor(() => expect(manager.divisions().loading).toBe(false));
    await run({ org, manager, kept, popupTold, find, writes });
  } finally {
    manager.stop();
    await org.close();
  }
}
