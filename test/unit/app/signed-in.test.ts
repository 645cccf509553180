/** The signed-in person sees what is theirs, and hears about problems with it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createNotices } from '../../../electron/app/notices.js';
import { createAccount } from '../../../electron/app/signed-in.js';
import { DemoCore } from '../../../electron/demo-org/core.js';
import { inProcess } from '../../../electron/demo-org/in-process.js';
import { createGenesysClient } from '../../../electron/genesys/client.js';
import { PRIMARY_DEFINITION_IDS as ID } from '../../../electron/genesys/primary-definitions.js';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import { ServerClock } from '../../../electron/presence/current/server-clock.js';
import type { Me, Session } from '../../../electron/session/session.js';
import type { SignInTarget } from '../../../electron/session/sign-in-target.js';
import { personalPath } from '../../../electron/settings/personal-store.js';
import { english, exampleState, signedIn } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { silentSocket } from '../genesys/fakes.js';
import { filesOnDisk, rememberingLog, settingsInMemory } from '../settings/doubles.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'signed-in-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const ada = signedIn.person;

/** The app around one sign-in, with the network down unless there is a service. */
function app(service: DemoCore | null = null) {
  const clock = service?.clock ?? fakeClock().clock;
  const network = service && inProcess(service);
  const personInIt = service?.org.person(ada.name);
  const log = rememberingLog();
  const files = filesOnDisk(log);
  const store = createStateStore(exampleState({ session: { kind: 'signedOut', problem: null } }), log);
  const notices = createNotices(log);
  const environment = {
    region: 'custom',
    apiUrl: service?.baseUrl ?? 'https://api.example.test',
    loginUrl: 'https://login.example.test',
  };
  const client = createGenesysClient({
    environment,
    fetch: network?.fetch ?? (() => Promise.reject(new TypeError('no network'))),
    clock,
    random: () => 0.5,
    log,
    tokens: { accessToken: () => service?.issueToken(ada.name) ?? 'token', renew: () => Promise.resolve(false) },
    userAgent: 'test',
    onServerDate: () => undefined,
  });
  const me = {
    person: { ...ada, userId: personInIt?.id ?? ada.userId },
    permissions: personInIt?.permissions ?? [],
    leads: false,
    division: null,
    organizationLanguage: null,
    user: { id: personInIt?.id ?? ada.userId },
  };
  let changed = (): void => undefined;
  const session = {
    state: { kind: 'signedOut', problem: null } as Session['state'],
    me: me as unknown as Me,
    target: { environment } as SignInTarget,
    personChange: 'first',
    client: () => (session.state.kind === 'signedIn' ? client : null),
    onChange: (run: () => void) => {
      changed = run;
      return () => undefined;
    },
  };
  const become = (state: Session['state']): void => {
    session.state = state;
    changed();
  };
  const account = createAccount({
    folder,
    files,
    notices,
    store,
    session: session as unknown as Session,
    settings: settingsInMemory(log, { packaged: true }),
    clock,
    random: () => 0.5,
    log,
    openSocket: network?.openSocket ?? silentSocket,
    serverClock: new ServerClock(clock),
    texts: () => english,
    labelLanguages: () => ['en'],
    presentSince: () => 0,
    idleSeconds: () => 'unknown',
    startEnds: () => 0,
    onUnseenPick: () => undefined,
  });
  return {
    account,
    store,
    notices,
    signIn: () => become(signedIn),
    signOut: () => become({ kind: 'signedOut', problem: null }),
  };
}

const lies = (text: string): void => {
  const path = personalPath(folder, ada.organizationId, ada.userId);
  mkdirSync(dirname(path));
  writeFileSync(path, text);
};

it('a file of theirs that could not be read is said, where it was kept, and only while they are there', () => {
  lies('half a fi');
  const { account, notices, signIn, signOut } = app();
  expect(notices.all()).toEqual([]);
  signIn();
  expect(notices.all()).toMatchObject([
    { key: 'notice.personalKeptAside', params: { path: expect.stringMatching(/\.json\.bad$/) as string } },
  ]);
  signOut();
  expect(notices.all()).toEqual([]);
  account.close();
});

it('an entry of theirs that fell back is said, and can be put away', () => {
  lies(JSON.stringify({ recent: 5, favourites: ['meal'] }));
  const { account, notices, signIn } = app();
  signIn();
  expect(account.current()?.personal.get().favourites).toEqual(['meal']);
  expect(notices.all()).toMatchObject([{ key: 'notice.personalFellBack', params: { name: 'recent' } }]);
  notices.dismiss(notices.all()[0]!.id);
  expect(notices.all()).toEqual([]);
  account.close();
});

it('what they picked last is offered first, each presence once, and nothing that came to nothing', async () => {
  const service = new DemoCore({ clock: fakeClock(Date.parse('2026-11-20T09:00:00Z')).clock });
  service.baseUrl = 'http://127.0.0.1:1';
  const { account, store, signIn } = app(service);
  signIn();
  await vi.waitFor(() => expect(store.get().definitions.kind).toBe('ready'));
  const pick = (definitionId: string) => account.current()?.pick({ definitionId, origin: 'popup' });
  const recent = () => store.get().personal.recent.map(({ label }) => label);
  for (const id of [ID.Break, ID.Meal, ID.Break]) expect(await pick(id)).toMatchObject({ result: 'done' });
  expect(recent()).toEqual(['Break', 'Meal']);

  service.faults.add({ match: { verb: 'PATCH' }, status: 403 });
  expect(await pick(ID.Away)).toMatchObject({ result: 'refused' });
  expect(recent()).toEqual(['Break', 'Meal']);
  service.faults.clear();
  const message = { text: 'soon', lifetime: { kind: 'untilCleared' } } as const;
  expect(await account.current()?.pick({ message, origin: 'popup' })).toMatchObject({ result: 'done' });
  expect(account.current()?.personal.get().recent).toEqual([ID.Break, ID.Meal]);
  account.close();
});
