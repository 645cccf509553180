/** Who leads people is offered Team, whatever else they may. */
import { expect, test } from 'vitest';
import { DemoCore } from '../../../electron/demo-org/core.js';
import { inProcess } from '../../../electron/demo-org/in-process.js';
import { createGenesysClient } from '../../../electron/genesys/client.js';
import { windowsFor } from '../../../electron/ipc/windows-for.js';
import { whoAmI } from '../../../electron/session/me.js';
import { defaultSettings, type Settings } from '../../../electron/settings/settings.js';
import { fakeClock, memoryLog } from '../genesys/fakes.js';

const URL = 'http://127.0.0.1:1';
const environment = { region: 'custom', apiUrl: URL, loginUrl: URL } as const;

async function windowsOf(name: string, core: DemoCore, settings: Partial<Settings> = {}): Promise<readonly string[]> {
  const clock = fakeClock();
  const token = core.issueToken(name);
  const client = createGenesysClient({
    environment,
    fetch: inProcess(core).fetch,
    clock,
    random: () => 0.5,
    log: memoryLog(),
    tokens: { accessToken: () => token, renew: () => Promise.resolve(false) },
    userAgent: 'presence-tray-test',
  });
  const signal = new AbortController().signal;
  const { permissions, leads } = await whoAmI({ client, clock, environment }, { retry: false, signal });
  const all = { ...defaultSettings('linux', true), ...settings };
  return windowsFor({ signedIn: true, permissions, leads, settings: all });
}

test('an agent to whom nobody reports is not offered Team', async () => {
  const core = new DemoCore();
  expect(await windowsOf('Ada Lovelace', core)).not.toContain('team');
  core.stop();
});

test('an agent with reports is, without any permission for it, unless policy has switched Team off', async () => {
  const core = new DemoCore();
  core.org.person('Edith Clarke')!.managerId = core.org.person('Ada Lovelace')!.id;
  expect(await windowsOf('Ada Lovelace', core)).toContain('team');
  expect(await windowsOf('Ada Lovelace', core, { team: false })).not.toContain('team');
  core.stop();
});

test('in the demo that the app starts, its visitor leads a team and may change it', async () => {
  const core = new DemoCore({ teamLead: 'Ada Lovelace' });
  expect(await windowsOf('Ada Lovelace', core)).toContain('team');
  const ada = core.org.person('Ada Lovelace')!;
  expect(ada.permissions).toContain('presence:userPresence:edit');
  expect([...core.org.people.values()].filter(({ managerId }) => managerId === ada.id).length).toBeGreaterThan(5);
  core.stop();
});
