/** What the app has for the signed-in person, against the demo org on loopback. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { initialState } from '../../../electron/app/initial-state.js';
import { createAccount, type Account } from '../../../electron/app/signed-in.js';
import { systemClock } from '../../../electron/demo-org/clock.js';
import { openWsSocket } from '../../../electron/desktop/system/electron-ports.js';
import { createStateStore, type StateStore } from '../../../electron/ipc/state-store.js';
import type { OpenSocket } from '../../../electron/ports.js';
import { ServerClock } from '../../../electron/presence/current/server-clock.js';
import type { Session } from '../../../electron/session/session.js';
import type { AppState } from '../../../electron/ipc/app-state.js';
import type { SettingsStore } from '../../../electron/settings/settings-store.js';
import { defaultSettings } from '../../../electron/settings/settings.js';
import { exampleState } from '../desktop/example-state.js';
import { filesOnDisk } from '../settings/doubles.js';
import { targetOf, texts, withKit, type Kit } from '../session/kit.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Signed {
  readonly session: Session;
  readonly account: Account;
  readonly store: StateStore;
  /** The addresses of opened channels. */
  readonly channels: string[];
  readonly shown: (isSo: (state: AppState) => boolean) => Promise<void>;
}

function app(kit: Kit): Signed {
  const folder = mkdtempSync(join(tmpdir(), 'account-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  const { app: info, environment } = exampleState();
  const store = createStateStore(initialState({ app: info, environment }), kit.log);
  const session = kit.start({ clock: systemClock });
  const channels: string[] = [];
  const openSocket: OpenSocket = (url) => {
    channels.push(new URL(url).host);
    return openWsSocket(url);
  };
  const values = defaultSettings('linux', false);
  const account = createAccount({
    folder,
    files: filesOnDisk(kit.log),
    notices: { tell: () => undefined, untell: () => undefined },
    store,
    session,
    settings: { get: () => values, onChange: () => () => undefined } as unknown as SettingsStore,
    clock: systemClock,
    random: () => 0.1,
    log: kit.log,
    openSocket,
    serverClock: new ServerClock(systemClock),
    texts: () => texts,
    labelLanguages: () => ['en'],
    presentSince: () => Date.now(),
    idleSeconds: () => 'unknown',
    startEnds: () => 0,
    onUnseenPick: () => undefined,
  });
  closers.push(() => {
    account.close();
    // The last of the history is written into the folder that is removed next.
    return account.flushed();
  });
  const shown = (isSo: (state: AppState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isSo(store.get())) return;
        cancel();
        resolve();
      };
      const cancel = store.onChange(look);
      look();
    });
  return { session, account, store, channels, shown };
}

const isLive = ({ connection }: AppState): boolean => connection.kind === 'live';

it('the channel is opened where the session is, although the settings name another region by then', async () => {
  await withKit({}, async (kit) => {
    const { session, channels, shown } = app(kit);
    const here = new URL(kit.demo.apiUrl).host;
    kit.target = null;
    const done = session.signInTo(targetOf(kit.demo));
    while (kit.opened.length === 0) await new Promise(setImmediate);
    await kit.choose('Ada Lovelace');
    await done;
    await shown(isLive);
    expect(channels).toEqual([here]);
  });
});

it('the same person at another address of the organisation starts anew there', async () => {
  await withKit({}, async (kit) => {
    const { session, account, channels, shown } = app(kit);
    await kit.signIn(session, 'Ada Lovelace');
    await shown(isLive);
    const before = account.current();
    const gateway = kit.demo.apiUrl.replace('127.0.0.1', 'localhost');
    kit.target = targetOf(kit.demo, {
      environment: { region: 'custom', apiUrl: gateway, loginUrl: kit.demo.loginUrl },
    });
    await kit.signIn(session, 'Ada Lovelace');
    expect(session.personChange).toBe('same');
    expect(account.current()).not.toBe(before);
    await shown(isLive);
    expect(channels).toHaveLength(2);
  });
});

it('the same person at the same address keeps what they have, over expiry, too', async () => {
  await withKit({}, async (kit) => {
    const { session, account, shown } = app(kit);
    await kit.signIn(session, 'Ada Lovelace');
    await shown(isLive);
    const before = account.current();
    await kit.expire(session);
    await shown(({ session: { kind } }) => kind === 'expired');
    expect(account.current()).toBe(before);
    await kit.signIn(session, 'Ada Lovelace');
    await shown(isLive);
    expect(account.current()).toBe(before);
    await session.signOut({ alsoInBrowser: false });
    expect(account.current()).toBeNull();
  });
});
