/** Exploring the demo org, and how long its server runs. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { demoOf, type Demo } from '../../../electron/app/demo.js';
import { createDemoServer, createDemoSession } from '../../../electron/app/demo-session.js';
import { startDemoOrg } from '../../../electron/demo-org/index.js';
import { rememberingLog, stateOf, until, withKit, type Kit } from '../session/kit.js';

/** Whether somebody listens there. */
const answers = ({ target }: Demo): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(target.environment.apiUrl);
    const socket = connect(Number(port), hostname);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

function app(kit: Kit, over: { start?: () => Promise<Demo>; offered?: boolean } = {}) {
  const started: Demo[] = [];
  let failures = 0;
  const start = async (): Promise<Demo> => {
    const demo = demoOf(await startDemoOrg({ users: 5 }));
    started.push(demo);
    return demo;
  };
  const server = createDemoServer(over.start ?? start, kit.log);
  const session = kit.start({
    openBrowser: (url) => {
      const owner = server.ownerOf(url);
      if (owner !== null) return owner.chooseInsteadOfBrowser(url);
      kit.opened.push(url);
      return Promise.resolve();
    },
  });
  const demo = createDemoSession({
    server,
    session,
    log: kit.log,
    offered: () => over.offered ?? true,
    failed: () => (failures += 1),
  });
  const runs = async (): Promise<boolean[]> => Promise.all(started.map(answers));
  /** Servers end in the background. */
  const ended = async (): Promise<void> => {
    while ((await runs()).includes(true)) await new Promise(setImmediate);
  };
  return { session, demo, started, runs, ended, failures: () => failures };
}

describe('the demo org', () => {
  it('is started once by two quick clicks', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, started } = app(kit);
      await session.restore();
      expect([demo.explore(), demo.explore()]).toEqual(['begun', 'begun']);
      await stateOf(session, 'signedIn');
      expect(session.state).toMatchObject({ demo: true, person: { name: 'Ada Lovelace' } });
      expect(started).toHaveLength(1);
      demo.stop();
    });
  });

  it('ends with a sign-out, which names no trouble, and is there again for the next look', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, started, runs, ended } = app(kit);
      await session.restore();
      demo.explore();
      await stateOf(session, 'signedIn');
      await session.signOut({ alsoInBrowser: true });
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect(kit.opened).toEqual([]);
      await ended();
      demo.explore();
      await stateOf(session, 'signedIn');
      expect(started).toHaveLength(2);
      expect(await runs()).toEqual([false, true]);
      demo.stop();
    });
  });

  it('ends when somebody signs in with an account of their own, and not before', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, runs, ended } = app(kit);
      await session.restore();
      demo.explore();
      await stateOf(session, 'signedIn');
      // While the demo's session lasts it is the one that is renewed, so it must be signed out first.
      await session.signOut({ alsoInBrowser: false });
      await ended();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ kind: 'signedIn', demo: false });
      expect(await runs()).toEqual([false]);
      demo.stop();
    });
  });

  it('goes on while its session is expired, so that it can be renewed there', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, runs } = app(kit);
      await session.restore();
      demo.explore();
      await stateOf(session, 'signedIn');
      const client = session.client();
      await client?.tokens.deleteTokensMe({});
      await client?.users.getUsersMe({}).catch(() => undefined);
      expect(session.state).toMatchObject({ kind: 'expired', demo: true });
      expect(await runs()).toEqual([true]);
      await session.signIn({ asSomeoneElse: false });
      expect(session.state).toMatchObject({ kind: 'signedIn', demo: true });
      expect(await runs()).toEqual([true]);
      demo.stop();
    });
  });

  it('ends where the sign-in to it is cancelled, or fails', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, ended, started } = app(kit);
      await session.restore();
      demo.explore();
      await until(session, () => session.state.kind === 'signingIn');
      session.cancelSignIn();
      await ended();
      expect(started).toHaveLength(1);
      expect(session.state.kind).toBe('signedOut');
    });
  });

  it('ends with the app, also where it has hardly begun', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, ended, started } = app(kit);
      await session.restore();
      demo.explore();
      demo.stop();
      await until(null, () => started.length === 1);
      await ended();
    });
  });

  it('says so where it cannot be started, and the next click tries again', async () => {
    await withKit({}, async (kit) => {
      let tries = 0;
      const start = (): Promise<Demo> => {
        tries += 1;
        return Promise.reject(new Error('no such file'));
      };
      const { session, demo, failures } = app(kit, { start });
      await session.restore();
      for (const times of [1, 2]) {
        expect(demo.explore()).toBe('begun');
        await until(null, () => failures() === times);
        await new Promise(setImmediate);
      }
      expect(tries).toBe(2);
      expect(session.state.kind).toBe('signedOut');
    });
  });
});

describe('a look at the demo org', () => {
  it('replaces nobody’s own session, running or expired, nor one that is about to be', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, started } = app(kit);
      await session.restore();
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 1);
      expect(demo.explore()).toBe('signedIn');
      await kit.choose('Ada Lovelace');
      await done;
      expect(demo.explore()).toBe('signedIn');
      await kit.expire(session);
      expect(session.state.kind).toBe('expired');
      expect(demo.explore()).toBe('signedIn');
      expect(started).toEqual([]);
    });
  });

  it('gives way to a sign-in that somebody begins while it starts', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, ended } = app(kit);
      await session.restore();
      demo.explore();
      await kit.signIn(session, 'Ada Lovelace');
      await ended();
      expect(session.state).toMatchObject({ kind: 'signedIn', demo: false });
    });
  });

  it('is refused where policy does not offer it', async () => {
    await withKit({}, async (kit) => {
      const { session, demo, started } = app(kit, { offered: false });
      await session.restore();
      expect(demo.explore()).toBe('notOffered');
      expect(started).toEqual([]);
    });
  });

  it('is what a start with --demo begins with, before the keychain was asked', async () => {
    await withKit({}, async (kit) => {
      const { session, demo } = app(kit);
      expect(demo.explore()).toBe('begun');
      await stateOf(session, 'signedIn');
      demo.stop();
    });
  });
});

describe('the demo org’s server, started and ended again and again in one run of the app', () => {
  function server() {
    const log = rememberingLog();
    const starts: { done(demo: Demo): void; fail(): void }[] = [];
    const demos = createDemoServer(
      () => new Promise((done, reject) => starts.push({ done, fail: () => reject(new Error('no port')) })),
      log,
    );
    const closed: string[] = [];
    const demo = (name: string, closes = true): Demo =>
      ({
        owns: (url: string) => url === name,
        close: () => (closes ? Promise.resolve(closed.push(name)) : Promise.reject(new Error('stuck'))),
      }) as unknown as Demo;
    return { demos, starts, demo, closed, log };
  }

  it('owns its own addresses, while it runs', async () => {
    const { demos, starts, demo } = server();
    const got = demos.get();
    expect(demos.ownerOf('one')).toBeNull();
    const one = demo('one');
    starts[0]?.done(one);
    await got;
    expect(demos.ownerOf('one')).toBe(one);
    expect(demos.ownerOf('two')).toBeNull();
    await demos.close();
    expect(demos.ownerOf('one')).toBeNull();
  });

  it('that was ended before it had begun is ended, and is never taken for the next one', async () => {
    const { demos, starts, demo, closed } = server();
    const first = demos.get();
    const ending = demos.close();
    const second = demos.get();
    expect(starts).toHaveLength(2);
    const two = demo('two');
    starts[1]?.done(two);
    await second;
    starts[0]?.done(demo('one'));
    await first;
    await ending;
    expect(closed).toEqual(['one']);
    expect(demos.ownerOf('one')).toBeNull();
    expect(demos.ownerOf('two')).toBe(two);
  });

  it('that failed late does not take the next one along', async () => {
    const { demos, starts, demo } = server();
    const first = expect(demos.get()).rejects.toThrow('no port');
    const ending = demos.close();
    const second = demos.get();
    starts[0]?.fail();
    await first;
    await ending;
    starts[1]?.done(demo('two'));
    await second;
    expect(await demos.get()).toBe(await second);
    expect(starts).toHaveLength(2);
  });

  it('says in the log that it has ended, or why not, and nothing where there was none', async () => {
    const { demos, starts, demo, log } = server();
    await demos.close();
    expect(log.lines).toEqual([]);
    for (const closes of [true, false]) {
      const got = demos.get();
      starts.at(-1)?.done(demo('one', closes));
      await got;
      await demos.close();
    }
    expect(log.lines).toEqual(['the demo org has ended {}', 'the demo org did not end {"cause":"stuck"}']);
  });
});
