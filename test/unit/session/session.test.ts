import { describe, expect, it } from 'vitest';
import type { FetchPort } from '../../../electron/ports.js';
import { VaultError, type Vault, type VaultTrouble } from '../../../electron/session/vault.js';
import { vaultKey } from '../../../electron/session/kept-session.js';
import { isSamePerson } from '../../../electron/session/me.js';
import { stateOf, targetOf, until, visit, withKit, type Kit } from './kit.js';

const failing = (trouble: VaultTrouble): Vault => ({
  read: () => Promise.reject(new VaultError(trouble)),
  write: () => Promise.reject(new VaultError(trouble)),
  remove: () => Promise.reject(new VaultError(trouble)),
  keys: () => Promise.reject(new VaultError(trouble)),
});

/** A keychain behind a prompt: it answers when the test opens it. */
function lockedVault(inner: Vault) {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const asked: string[] = [];
  const vault: Vault = {
    read: async (key) => {
      asked.push('read');
      await opened;
      return inner.read(key);
    },
    write: async (key, secret) => {
      asked.push('write');
      await opened;
      await inner.write(key, secret);
    },
    remove: async (key) => {
      asked.push('remove');
      await opened;
      await inner.remove(key);
    },
    keys: async () => {
      asked.push('keys');
      await opened;
      return inner.keys();
    },
  };
  return { vault, asked, open: () => open() };
}

async function signedInBefore(kit: Kit, name = 'Ada Lovelace'): Promise<void> {
  const earlier = kit.start();
  await kit.signIn(earlier, name);
  await until(earlier, () => earlier.state.kind === 'signedIn' && earlier.state.kept === 'keychain');
  kit.opened.length = 0;
  kit.sent.length = 0;
}

const itemsIn = (kit: Kit): string[] => [...kit.vault.items.values()];
const revocations = (kit: Kit) =>
  kit.demo.requests.filter((each) => each.verb === 'DELETE' && each.path === '/api/v2/tokens/me');

describe('after a restart', () => {
  it('the person is still signed in, without a browser', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const session = kit.start();
      expect(session.state).toEqual({ kind: 'starting', waiting: false });
      await session.restore();
      expect(session.state).toMatchObject({ kind: 'signedIn', kept: 'keychain', person: { name: 'Ada Lovelace' } });
      expect(session.personChange).toBe('first');
      expect(kit.opened).toEqual([]);
    });
  });

  it('nobody is signed in where nobody was', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await session.restore();
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect(kit.sent).toEqual([]);
    });
  });

  it('a session whose token ended meanwhile is expired, and the person still known', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      kit.demo.faults.expireTokens();
      const session = kit.start();
      await session.restore();
      expect(session.state).toMatchObject({
        kind: 'expired',
        person: { name: 'Ada Lovelace' },
        problem: { key: 'session.problem.ended' },
      });
      expect(session.client()).toBeNull();
      await until(session, () => itemsIn(kit).length === 0);
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state.kind).toBe('signedIn');
      expect(session.personChange).toBe('same');
    });
  });

  it('without network waits for it and says so, and goes on as soon as it is back', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const fault = kit.demo.faults.add({ drop: true });
      const session = kit.start();
      const restored = session.restore();
      await until(session, () => session.state.kind === 'starting' && Boolean(session.state.problem));
      expect(session.state).toMatchObject({ kind: 'starting', problem: { key: 'signIn.problem.unreachable' } });
      fault.remove();
      session.resumed();
      await restored;
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('without network tries again by itself, ever more rarely', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const fault = kit.demo.faults.add({ status: 503 });
      const session = kit.start();
      const restored = session.restore();
      for (const [tries, wait] of [
        [1, 1_500],
        [2, 3_000],
        [3, 6_000],
      ] as const) {
        await until(session, () => fault.struck === tries);
        await turns();
        kit.clock.advance(wait - 1);
        await turns();
        expect(fault.struck).toBe(tries);
        kit.clock.advance(1);
      }
      await until(session, () => fault.struck === 4);
      fault.remove();
      await turns();
      kit.clock.advance(12_000);
      await restored;
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('waits as long as the service asks for before it tries again', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const fault = kit.demo.faults.add({ status: 429, retryAfter: 10 });
      const session = kit.start();
      const restored = session.restore();
      await until(session, () => fault.struck === 1);
      await turns();
      kit.clock.advance(9_999);
      await turns();
      expect(fault.struck).toBe(1);
      fault.remove();
      kit.clock.advance(1);
      await restored;
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('on another machine the kept session is ignored, and stays where it is', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      // A roaming profile may bring the item under any name, so its contents count as well.
      const [key, item] = [...kit.vault.items][0] ?? ['', ''];
      const elsewhere = 'f'.repeat(32);
      kit.vault.items.set(key.replace('0123456789ab', 'ffffffffffff'), item);
      const session = kit.start({ machineId: () => Promise.resolve(elsewhere) });
      await session.restore();
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect(kit.sent).toEqual([]);
      expect(kit.vault.items.size).toBe(2);
    });
  });

  it('a token is never sent to another environment than the one that issued it', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      await withKit({}, async (other) => {
        const [key, item] = [...kit.vault.items][0] ?? ['', ''];
        const host = new URL(kit.demo.apiUrl).host;
        other.vault.items.set(key, item);
        other.vault.items.set(key.replace(host, new URL(other.demo.apiUrl).host), item);
        const session = other.start();
        await session.restore();
        expect(session.state.kind).toBe('signedOut');
        expect(other.sent).toEqual([]);
      });
    });
  });

  it('with another setting the kept session is not used any more, and forgotten', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      kit.keepSession = 'untilQuit';
      const session = kit.start();
      await session.restore();
      expect(session.state.kind).toBe('signedOut');
      await until(session, () => itemsIn(kit).length === 0);
    });
  });
});

describe('the keychain', () => {
  it.each<VaultTrouble>(['noBus', 'noService', 'noCollection', 'unavailable', 'locked'])(
    'may be missing (%s): the session lives in memory, and says so',
    async (trouble) => {
      await withKit({}, async (kit) => {
        const session = kit.start({ vault: failing(trouble) });
        await session.restore();
        expect(session.state).toEqual({ kind: 'signedOut', problem: null });
        await kit.signIn(session, 'Ada Lovelace');
        await until(session, () => session.state.kind === 'signedIn' && session.state.kept === 'memory');
        expect(await session.client()?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
        await session.signOut({ alsoInBrowser: false });
        const problem = trouble === 'locked' ? { key: 'session.problem.notForgotten' } : null;
        expect(session.state).toMatchObject({ kind: 'signedOut', problem });
      });
    },
  );

  it('may keep one waiting: after five seconds that is said, and its late answer counts', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const locked = lockedVault(kit.vault);
      const session = kit.start({ vault: locked.vault });
      const restored = session.restore();
      await until(session, () => locked.asked.length === 1);
      kit.clock.advance(4_999);
      expect(session.state).toEqual({ kind: 'starting', waiting: false });
      kit.clock.advance(1);
      expect(session.state).toEqual({ kind: 'starting', waiting: true });
      locked.open();
      await restored;
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
    });
  });

  it('answers too late for one who signed in meanwhile', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const locked = lockedVault(kit.vault);
      const session = kit.start({ vault: locked.vault });
      void session.restore();
      await until(session, () => locked.asked.length === 1);
      kit.clock.advance(5_000);
      await kit.signIn(session, 'Grace Hopper');
      expect(session.state).toMatchObject({ kind: 'signedIn', kept: 'saving', person: { name: 'Grace Hopper' } });
      locked.open();
      await until(session, () => session.state.kind === 'signedIn' && session.state.kept === 'keychain');
      expect(session.state).toMatchObject({ person: { name: 'Grace Hopper' } });
      expect(itemsIn(kit)).toEqual([expect.stringContaining('Grace Hopper')]);
    });
  });

  it('keeps a session late, which takes back no word about a sign-in that failed meanwhile', async () => {
    await withKit({}, async (kit) => {
      const locked = lockedVault(kit.vault);
      const session = kit.start({ vault: locked.vault });
      await kit.signIn(session, 'Ada Lovelace');
      const again = session.signIn({ asSomeoneElse: true });
      await until(session, () => kit.opened.length === 2);
      const asked = new URL(kit.opened.at(-1) ?? '').searchParams;
      const refusal = new URL(asked.get('redirect_uri') ?? '');
      refusal.searchParams.set('error', 'access_denied');
      refusal.searchParams.set('state', asked.get('state') ?? '');
      await visit(refusal.href);
      await again;
      const problem = { key: 'signIn.problem.denied' };
      expect(session.state).toMatchObject({ kind: 'signedIn', kept: 'saving', problem });
      locked.open();
      await until(session, () => session.state.kind === 'signedIn' && session.state.kept === 'keychain');
      expect(session.state).toMatchObject({ person: { name: 'Ada Lovelace' }, problem });
    });
  });

  it('is asked again where a sign-in that put it off is given up', async () => {
    await withKit({}, async (kit) => {
      await signedInBefore(kit);
      const locked = lockedVault(kit.vault);
      const session = kit.start({ vault: locked.vault });
      void session.restore();
      void session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 1);
      session.cancelSignIn();
      expect(session.state.kind).toBe('starting');
      locked.open();
      expect(await stateOf(session, 'signedIn')).toMatchObject({ person: { name: 'Ada Lovelace' } });
    });
  });

  it('keeps nothing of a session that was ended while it was being written', async () => {
    await withKit({}, async (kit) => {
      const locked = lockedVault(kit.vault);
      const session = kit.start({ vault: locked.vault });
      await kit.signIn(session, 'Ada Lovelace');
      expect(await stateOf(session, 'signedIn')).toMatchObject({ kept: 'saving' });
      const out = session.signOut({ alsoInBrowser: false });
      expect(session.state.kind).toBe('signedOut');
      locked.open();
      await out;
      expect(itemsIn(kit)).toEqual([]);
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
    });
  });

  it('never makes sign-out wait longer than five seconds', async () => {
    await withKit({}, async (kit) => {
      const locked = lockedVault(kit.vault);
      const session = kit.start({ vault: locked.vault });
      await kit.signIn(session, 'Ada Lovelace');
      let over = false;
      const out = session.signOut({ alsoInBrowser: false }).then(() => (over = true));
      await until(session, () => revocations(kit).length === 1 && revocations(kit)[0]?.status !== 0);
      await turns();
      expect(over).toBe(false);
      kit.clock.advance(5_000);
      await out;
    });
  });

  it('is not used by the demo org, nor where the setting says until quit', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const done = session.signInTo(targetOf(kit.demo, { demo: true }));
      await until(session, () => kit.opened.length === 1);
      await kit.choose('Ada Lovelace');
      await done;
      expect(session.state).toMatchObject({ kind: 'signedIn', demo: true, kept: 'untilQuit' });
      await session.signOut({ alsoInBrowser: false });
      kit.keepSession = 'untilQuit';
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ kind: 'signedIn', demo: false, kept: 'untilQuit' });
      await turns();
      expect(itemsIn(kit)).toEqual([]);
    });
  });

  it('follows the setting when it changes', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      await until(session, () => itemsIn(kit).length === 1);
      kit.keepSession = 'untilLock';
      session.keepSessionChanged();
      await until(session, () => itemsIn(kit).length === 0);
      expect(session.state).toMatchObject({ kind: 'signedIn', kept: 'untilQuit' });
      kit.keepSession = 'always';
      session.screenLocked();
      expect(session.state.kind).toBe('signedIn');
      kit.keepSession = 'untilLock';
      session.screenLocked();
      expect(session.state.kind).toBe('signedOut');
      await until(session, () => revocations(kit).length === 1);
    });
  });
});

describe('a session until the screen locks', () => {
  it('ends with the lock also while the sign-in is under way, and where it has expired', async () => {
    await withKit({}, async (kit) => {
      kit.keepSession = 'untilLock';
      const session = kit.start();
      const signingIn = session.signIn({ asSomeoneElse: false });
      expect(session.state.kind).toBe('signingIn');
      session.screenLocked();
      await signingIn;
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });

      await kit.signIn(session, 'Ada Lovelace');
      await kit.expire(session);
      expect(session.state.kind).toBe('expired');
      session.screenLocked();
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect(session.me).toBeNull();
    });
  });
});

describe('a long token', () => {
  /** Lengthens the demo org's short tokens for the app, and shortens them again for the demo org. */
  const lengthened = (length: number): FetchPort => {
    const PAD = '~';
    return async (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', (headers.get('authorization') ?? '').replaceAll(PAD, ''));
      const answer = await fetch(url, { ...init, headers });
      if (!url.endsWith('/oauth/token')) return answer;
      const body = (await answer.text()).replace(
        /"access_token":"([^"]+)"/,
        (_whole, token: string) => `"access_token":"${token.padEnd(length, PAD)}"`,
      );
      return new Response(body, { status: answer.status, headers: { 'content-type': 'application/json' } });
    };
  };

  it.each([2_600, 8_000])(
    'of %i characters is kept, and the person is still signed in at the next start',
    async (length) => {
      await withKit({}, async (kit) => {
        const session = kit.start({ fetch: lengthened(length) });
        await kit.signIn(session, 'Ada Lovelace');
        expect(session.tokens.accessToken()).toHaveLength(length);
        await until(session, () => session.state.kind === 'signedIn' && session.state.kept === 'keychain');
        const restarted = kit.start({ fetch: lengthened(length) });
        await restarted.restore();
        expect(restarted.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
        expect(restarted.tokens.accessToken()).toHaveLength(length);
      });
    },
  );
});

describe('when the access token ends', () => {
  const withRefresh = { switches: { refreshTokens: true } };

  it('and there is no refresh token, the session is expired and the person still known', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const client = session.client();
      kit.demo.faults.expireTokens();
      await expect(client?.users.getUsersMe({})).rejects.toMatchObject({ status: 401 });
      expect(session.state).toMatchObject({
        kind: 'expired',
        person: { name: 'Ada Lovelace' },
        problem: { key: 'session.problem.ended' },
      });
      expect(session.tokens.accessToken()).toBeNull();
      expect(session.me?.person.name).toBe('Ada Lovelace');
      await until(session, () => itemsIn(kit).length === 0);
      // What still uses the old client sends nothing any more.
      kit.sent.length = 0;
      await expect(client?.users.getUsersMe({})).rejects.toMatchObject({ status: 401 });
      expect(kit.sent).toEqual([]);
    });
  });

  it('that is noticed without any request of the app’s own', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.sent.length = 0;
      kit.clock.advance(64_799_999);
      await turns();
      expect(kit.sent).toEqual([]);
      kit.demo.faults.expireTokens();
      kit.clock.advance(1);
      await stateOf(session, 'expired');
      expect(kit.sent.map((each) => each.url)).toEqual([`${kit.demo.apiUrl}/api/v2/tokens/me?preserveIdleTTL=true`]);
    });
  });

  it('but the service still takes it, the clock alone ends nothing', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.sent.length = 0;
      kit.clock.advance(64_800_000);
      await until(session, () =>
        kit.demo.requests.some((each) => each.path === '/api/v2/tokens/me' && each.status === 200),
      );
      await turns();
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('after sleep, that is looked into at once', async () => {
    await withKit({}, async (kit) => {
      // A timer that does not run while the machine sleeps.
      const clock = {
        now: () => kit.clock.now(),
        monotonic: () => 0,
        sinceBoot: () => 0,
        after: () => () => undefined,
      };
      const session = kit.start({
        clock: { ...clock, after: (ms, run) => (ms === 0 ? kit.clock.after(0, run) : clock.after()) },
      });
      await kit.signIn(session, 'Ada Lovelace');
      kit.clock.advance(64_800_000);
      kit.demo.faults.expireTokens();
      await turns();
      expect(session.state.kind).toBe('signedIn');
      session.resumed();
      kit.clock.advance(0);
      await stateOf(session, 'expired');
    });
  });

  it('a refresh token renews it, once for all who ask at the same time', async () => {
    await withKit(withRefresh, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.demo.faults.expireTokens();
      kit.sent.length = 0;
      const client = session.client();
      await Promise.all([client?.users.getUsersMe({}), client?.users.getUsersMe({}), client?.users.getUsersMe({})]);
      expect(kit.sent.filter((each) => each.url.endsWith('/oauth/token'))).toHaveLength(1);
      expect(session.state.kind).toBe('signedIn');
      expect(session.client()).toBe(client);
    });
  });

  it('a refresh token that brings its successor is followed, also over a restart', async () => {
    await withKit(withRefresh, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      for (let time = 0; time < 3; time++) {
        kit.demo.faults.expireTokens();
        await session.client()?.users.getUsersMe({});
      }
      const token = session.tokens.accessToken() ?? 'none';
      await until(session, () => itemsIn(kit)[0]?.includes(token) === true);
      kit.demo.faults.expireTokens();
      const next = kit.start();
      await next.restore();
      expect(next.state.kind).toBe('signedIn');
      const renewed = next.tokens.accessToken() ?? 'none';
      await until(next, () => itemsIn(kit)[0]?.includes(renewed) === true);
    });
  });

  it('a refresh token renews it a minute ahead, so that nothing is refused', async () => {
    await withKit(withRefresh, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const first = session.tokens.accessToken();
      kit.sent.length = 0;
      kit.clock.advance(64_740_000);
      await until(session, () => session.tokens.accessToken() !== first);
      expect(session.state).toMatchObject({ kind: 'signedIn', expiresAt: kit.clock.now() + 64_800_000 });
      expect(kit.sent.map((each) => each.url)).toEqual([`${kit.demo.loginUrl}/oauth/token`]);
    });
  });

  it('a refresh token that is refused ends the session', async () => {
    await withKit(withRefresh, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.demo.faults.revokeTokens();
      await expect(session.client()?.users.getUsersMe({})).rejects.toMatchObject({ status: 401 });
      expect(session.state).toMatchObject({
        kind: 'expired',
        problem: { key: 'session.problem.ended', code: 'invalid_grant', serviceMessage: 'refresh token is not valid' },
      });
    });
  });

  it('a renewal that cannot be asked for ends nothing: the request failed for want of network', async () => {
    await withKit(withRefresh, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.demo.faults.expireTokens();
      const fault = kit.demo.faults.add({ match: { path: '/oauth/token' }, drop: true });
      await expect(session.client()?.users.getUsersMe({}, { retry: false })).rejects.toMatchObject({
        kind: 'network',
        retryable: true,
      });
      expect(session.state.kind).toBe('signedIn');
      fault.remove();
      expect(await session.client()?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
    });
  });

  it('a renewal that comes after sign-out brings nobody back', async () => {
    await withKit(withRefresh, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.demo.faults.expireTokens();
      const refused = expect(session.client()?.users.getUsersMe({})).rejects.toThrow();
      await until(session, () => kit.demo.requests.at(-1)?.path === '/oauth/token');
      await session.signOut({ alsoInBrowser: false });
      await refused;
      expect(session.state.kind).toBe('signedOut');
      expect(session.tokens.accessToken()).toBeNull();
      expect(itemsIn(kit)).toEqual([]);
    });
  });
});

describe('signing in as someone else', () => {
  it('is told as such, revokes the one before and leaves nothing of them', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const ada = session.client();
      await kit.signIn(session, 'Grace Hopper', true);
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Grace Hopper' } });
      expect(session.personChange).toBe('other');
      await until(session, () => revocations(kit).length === 1);
      kit.sent.length = 0;
      await expect(ada?.users.getUsersMe({})).rejects.toMatchObject({ status: 401 });
      expect(kit.sent).toEqual([]);
      await until(session, () => itemsIn(kit)[0]?.includes('Grace Hopper') === true);
      expect(itemsIn(kit)).toHaveLength(1);
    });
  });

  it('leaves the session as it was where it comes to nothing, and says why', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const done = session.signIn({ asSomeoneElse: true });
      await until(session, () => kit.opened.length === 2);
      expect(await session.client()?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
      kit.clock.advance(600_000);
      await done;
      expect(session.state).toMatchObject({
        kind: 'signedIn',
        person: { name: 'Ada Lovelace' },
        problem: { key: 'signIn.problem.timedOut' },
      });
    });
  });

  it('as the same person renews the session without revoking: that might set them Offline', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.personChange).toBe('same');
      await turns();
      expect(revocations(kit)).toEqual([]);
    });
  });

  it('is another person also where the same user id is another organisation’s', () => {
    const person = { userId: 'u', name: 'A', email: null, organizationId: 'o', organization: 'O' };
    expect(isSamePerson(person, { ...person, name: 'Renamed' })).toBe(true);
    expect(isSamePerson(person, { ...person, organizationId: 'p' })).toBe(false);
    expect(isSamePerson(person, { ...person, userId: 'v' })).toBe(false);
  });
});

describe('signing out', () => {
  it('revokes and forgets, and the app is signed out at once', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      await until(session, () => itemsIn(kit).length === 1);
      const token = session.tokens.accessToken() ?? '';
      const out = session.signOut({ alsoInBrowser: false });
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect(session.me).toBeNull();
      expect(session.tokens.accessToken()).toBeNull();
      await out;
      expect(itemsIn(kit)).toEqual([]);
      const answer = await fetch(`${kit.demo.apiUrl}/api/v2/users/me`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(answer.status).toBe(401);
      expect(kit.opened).toHaveLength(1);
      const restarted = kit.start();
      await restarted.restore();
      expect(restarted.state.kind).toBe('signedOut');
    });
  });

  it('also removes what was kept under another region or client id, and no other computer’s or app’s', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const old = ['api.a.test login.a.test client 0123456789ab', 'api.b.test login.b.test other 0123456789ab'];
      const others = ['api.a.test login.a.test client ffffffffffff', 'proxy 10.0.0.1:3128'];
      for (const key of [...old, ...others]) kit.vault.items.set(key, 'secret');
      await kit.signIn(session, 'Ada Lovelace');
      await until(session, () => kit.vault.items.size === 5);
      await session.signOut({ alsoInBrowser: false });
      expect([...kit.vault.items.keys()]).toEqual(others);
    });
  });

  it('spares what was kept again while the keychain was searched', async () => {
    await withKit({}, async (kit) => {
      let answer = (): void => undefined;
      const searched = new Promise<void>((resolve) => (answer = resolve));
      let asked = (): void => undefined;
      const asking = new Promise<void>((resolve) => (asked = resolve));
      const session = kit.start({
        vault: {
          ...kit.vault,
          keys: async () => {
            const keys = await kit.vault.keys();
            asked();
            await searched;
            return keys;
          },
        },
      });
      kit.target = targetOf(kit.demo, { clientId: 'nobody' });
      const mine = { ...targetOf(kit.demo), machine: '0123456789abcdef' };
      kit.vault.items.set(vaultKey(mine), 'old');
      const out = session.signOut({ alsoInBrowser: false });
      await asking;
      kit.target = targetOf(kit.demo);
      await kit.signIn(session, 'Ada Lovelace');
      answer();
      await out;
      await until(session, () => session.state.kind === 'signedIn' && session.state.kept === 'keychain');
      expect(itemsIn(kit)).toEqual([expect.stringContaining('Ada Lovelace')]);
    });
  });

  it('in the browser too opens its log-out page', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      await session.signOut({ alsoInBrowser: true });
      expect(kit.opened.at(-1)).toBe(`${kit.demo.loginUrl}/logout?client_id=${kit.demo.clientId}`);
    });
  });

  it('that the service could not be told of says so', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.demo.faults.add({ drop: true });
      await session.signOut({ alsoInBrowser: false });
      expect(session.state).toMatchObject({ kind: 'signedOut', problem: { key: 'session.problem.notRevoked' } });
      expect(itemsIn(kit)).toEqual([]);
    });
  });

  it('ends a sign-in that waits', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 1);
      await session.signOut({ alsoInBrowser: false });
      await done;
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect((await kit.choose('Ada Lovelace')).body).toContain('This sign-in is over');
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
    });
  });

  it('of an expired session forgets who it was', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      await kit.expire(session);
      expect(session.state.kind).toBe('expired');
      await session.signOut({ alsoInBrowser: false });
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      expect(session.me).toBeNull();
    });
  });
});

describe('the demo org’s session', () => {
  it('is renewed at the demo org, wherever the settings point', async () => {
    await withKit({}, async (kit) => {
      kit.target = null;
      const session = kit.start();
      const done = session.signInTo(targetOf(kit.demo, { demo: true }));
      await until(session, () => kit.opened.length === 1);
      await kit.choose('Ada Lovelace');
      await done;
      await kit.expire(session);
      expect(session.state).toMatchObject({ kind: 'expired', demo: true });
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ kind: 'signedIn', demo: true });
    });
  });
});

/** Lets everything happen that waits only for promises and local connections. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

describe('the environment that a session belongs to', () => {
  const dublin = {
    region: 'eu_west_1',
    apiUrl: 'https://api.mypurecloud.ie',
    loginUrl: 'https://login.mypurecloud.ie',
  };
  const chooseDublin = (kit: Kit): void => {
    kit.target = targetOf(kit.demo, { environment: dublin, clientId: 'another' });
  };

  it('is the one that was signed in to, whatever the settings name by now: running, expired, signed out', async () => {
    await withKit({}, async (kit) => {
      const here = targetOf(kit.demo);
      const session = kit.start();
      expect(session.target).toBeNull();
      await kit.signIn(session, 'Ada Lovelace');
      chooseDublin(kit);
      expect(session.target).toEqual(here);
      kit.demo.faults.expireTokens();
      await expect(session.client()?.users.getUsersMe({})).rejects.toMatchObject({ status: 401 });
      expect(session.state.kind).toBe('expired');
      expect(session.target).toEqual(here);
      await session.signOut({ alsoInBrowser: false });
      expect(session.target).toBeNull();
    });
  });

  it('is the one that the browser was sent to, where the settings change before it comes back', async () => {
    await withKit({}, async (kit) => {
      const here = targetOf(kit.demo);
      const session = kit.start();
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 1);
      chooseDublin(kit);
      expect(session.target).toEqual(here);
      await kit.choose('Ada Lovelace');
      await done;
      expect(session.state.kind).toBe('signedIn');
      expect(session.target).toEqual(here);
    });
  });

  it('is the one that the kept session is for, where the settings change before the service has answered', async () => {
    await withKit({}, async (kit) => {
      const here = targetOf(kit.demo);
      await signedInBefore(kit);
      const session = kit.start();
      const restored = session.restore();
      chooseDublin(kit);
      expect(session.target).toEqual(here);
      await restored;
      expect(session.state.kind).toBe('signedIn');
      expect(session.target).toEqual(here);
    });
  });

  it('is the demo org’s while somebody looks at it, and while its sign-in goes on or has failed', async () => {
    await withKit({}, async (kit) => {
      const demo = targetOf(kit.demo, { demo: true });
      chooseDublin(kit);
      const session = kit.start();
      kit.demo.faults.add({ match: { path: '/oauth/token' }, times: 1, status: 503 });
      for (const ends of ['signedOut', 'signedIn']) {
        const before = kit.opened.length;
        const done = session.signInTo(demo);
        await until(session, () => kit.opened.length > before);
        expect(session.state).toMatchObject({ kind: 'signingIn', demo: true });
        await kit.choose('Ada Lovelace');
        await done;
        expect(session.state.kind).toBe(ends);
        expect(session.target).toEqual(demo);
      }
    });
  });

  it('stays what it is while a sign-in elsewhere goes on beside it, and where that fails', async () => {
    await withKit({}, async (kit) => {
      const here = targetOf(kit.demo);
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const done = session.signInTo({ ...here, clientId: 'another', demo: true });
      await until(session, () => kit.opened.length === 2);
      expect(session.target).toEqual(here);
      session.cancelSignIn();
      await done;
      expect(session.target).toEqual(here);
    });
  });
});
