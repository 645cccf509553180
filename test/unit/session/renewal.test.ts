/**
 * The end of a session that no refresh token extends: it is announced, and a new sign-in replaces the session without a
 * gap.
 */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/ports.js';
import type { Session } from '../../../electron/session/session.js';
import { END_NOTICE_MS } from '../../../electron/session/issued-session.js';
import { HandClock, isSigningIn, stateOf, until, withKit, type Kit } from './kit.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const LIFE = 18 * HOUR;

const endsSoon = ({ state }: Session): boolean => state.kind === 'signedIn' && state.endsSoon === true;
const expiresAt = ({ state }: Session): number => (state.kind === 'signedIn' ? (state.expiresAt ?? NaN) : NaN);

describe('the end of a session', () => {
  it('is said half an hour ahead, without asking the service', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.sent.length = 0;
      kit.clock.advance(LIFE - END_NOTICE_MS - 1);
      expect(endsSoon(session)).toBe(false);
      kit.clock.advance(1);
      expect(endsSoon(session)).toBe(true);
      expect(expiresAt(session)).toBe(kit.clock.now() + END_NOTICE_MS);
      expect(kit.sent).toEqual([]);
      expect(kit.opened).toHaveLength(1);
    });
  });

  it('is said after half of its life where that is shorter than an hour', async () => {
    await withKit({ switches: { tokenSeconds: 20 * 60 } }, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.clock.advance(10 * MINUTE - 1);
      expect(endsSoon(session)).toBe(false);
      kit.clock.advance(1);
      expect(endsSoon(session)).toBe(true);
    });
  });

  it('is said by nobody where a refresh token puts it off', async () => {
    await withKit({ switches: { refreshTokens: true } }, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const first = session.tokens.accessToken();
      const said: boolean[] = [];
      session.onChange(() => said.push(endsSoon(session)));
      kit.clock.advance(LIFE - MINUTE);
      await until(session, () => session.tokens.accessToken() !== first);
      expect(said).not.toContain(true);
    });
  });

  it('is said after a restart, too', async () => {
    await withKit({}, async (kit) => {
      const earlier = kit.start();
      await kit.signIn(earlier, 'Ada Lovelace');
      await until(earlier, () => earlier.state.kind === 'signedIn' && earlier.state.kept === 'keychain');
      kit.clock.advance(LIFE - 20 * MINUTE);
      const session = kit.start();
      await session.restore();
      kit.clock.advance(0);
      expect(endsSoon(session)).toBe(true);
    });
  });

  it('is said once awake, where the half hour began in sleep', async () => {
    await withKit({}, async (kit) => {
      const machine = new SleepingClock();
      const session = kit.start({ clock: machine });
      await kit.signIn(session, 'Ada Lovelace');
      machine.sleep(LIFE - 20 * MINUTE);
      expect(endsSoon(session)).toBe(false);
      session.resumed();
      machine.awake.advance(5_000);
      expect(endsSoon(session)).toBe(true);
      expect(expiresAt(session) - machine.now()).toBe(20 * MINUTE - 5_000);
    });
  });

  it.each([HOUR, -HOUR])('stays where it is when somebody sets the clock by %i ms', async (by) => {
    await withKit({}, async (kit) => {
      const machine = new SleepingClock();
      const session = kit.start({ clock: machine });
      await kit.signIn(session, 'Ada Lovelace');
      const before = expiresAt(session);
      machine.setBy(by);
      // The next answer of the service tells the time.
      session.resumed();
      await session.client()?.users.getUsersMe({});
      expect(Math.abs(expiresAt(session) - before - by)).toBeLessThan(MINUTE);
      machine.awake.advance(LIFE - END_NOTICE_MS - 2 * MINUTE);
      expect(endsSoon(session)).toBe(false);
      machine.awake.advance(4 * MINUTE);
      expect(endsSoon(session)).toBe(true);
    });
  });

  it('is not spoken of any more once the service took the token after it', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      kit.clock.advance(LIFE);
      await until(session, () => !endsSoon(session));
      expect(session.state.kind).toBe('signedIn');
    });
  });
});

describe('renewing a session', () => {
  it('keeps the old one in use until the new one is there, and revokes nothing', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const old = session.tokens.accessToken();
      const client = session.client();
      kit.clock.advance(LIFE - END_NOTICE_MS);
      const kinds = new Set<string>();
      session.onChange(() => kinds.add(session.state.kind));
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 2);
      expect(session.state).toMatchObject({
        kind: 'signedIn',
        person: { name: 'Ada Lovelace' },
        endsSoon: true,
        signingIn: { step: 'browser', until: kit.clock.now() + 600_000 },
      });
      expect(await client?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
      expect(kit.sent.filter(({ url }) => url.endsWith('/users/me')).at(-1)?.bearer).toBe(old);
      await kit.choose('Ada Lovelace');
      await done;
      expect(session.tokens.accessToken()).not.toBe(old);
      expect(session.state).toMatchObject({ endsSoon: false, signingIn: null, expiresAt: kit.clock.now() + LIFE });
      expect(session.personChange).toBe('same');
      // What still uses the old client continues with the new token.
      kit.sent.length = 0;
      expect(await client?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
      expect(kit.sent.map(({ bearer }) => bearer)).toEqual([session.tokens.accessToken()]);
      expect([...kinds]).toEqual(['signedIn']);
      expect(kit.demo.requests.some(({ verb }) => verb === 'DELETE')).toBe(false);
    });
  });

  it('lets a request that the old token was refused for pass with the new one', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const fault = kit.demo.faults.add({
        match: { path: '/api/v2/systempresences' },
        times: 1,
        status: 401,
        latencyMs: 300,
      });
      const asked = session.client()?.presence.getSystempresences({}, { retry: false });
      await until(session, () => fault.struck === 1);
      await kit.signIn(session, 'Ada Lovelace');
      expect(await asked).toBeDefined();
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it.each([
    ['brings new tokens', {}],
    ['is refused', { status: 400, body: '{"error":"invalid_grant"}' }],
    ['is put off', { status: 503 }],
    ['breaks off', { drop: true }],
  ])('lets a request pass whose own renewal %s after a new sign-in took over', async (_how, fault) => {
    await withKit({ switches: { refreshTokens: true } }, async (kit) => {
      let takenOver = (): void => undefined;
      const takeover = new Promise<void>((resolve) => (takenOver = resolve));
      let renewals = 0;
      const session = kit.start({
        fetch: async (url, init) => {
          if (typeof init?.body !== 'string' || !init.body.includes('grant_type=refresh_token'))
            return fetch(url, init);
          renewals += 1;
          await takeover;
          return fetch(url, init);
        },
      });
      await kit.signIn(session, 'Ada Lovelace');
      const kinds = new Set<string>();
      session.onChange(() => kinds.add(session.state.kind));
      kit.demo.faults.add({ match: { path: '/api/v2/systempresences' }, times: 1, status: 401 });
      const asked = session.client()?.presence.getSystempresences({}, { retry: false });
      await until(session, () => renewals === 1);
      await kit.signIn(session, 'Ada Lovelace');
      kit.demo.faults.add({ match: { path: '/oauth/token' }, times: 1, ...fault });
      takenOver();
      expect(await asked).toBeDefined();
      expect([...kinds]).toEqual(['signedIn']);
    });
  });

  it.each([
    ['cancelled', (session: Session) => session.cancelSignIn()],
    ['that nobody finishes within ten minutes', (_session: Session, kit: Kit) => kit.clock.advance(600_000)],
    ['refused', (_session: Session, kit: Kit) => void kit.choose('Nobody').catch(() => undefined)],
  ])('%s leaves the running session as it was', async (_how, ends) => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const old = session.tokens.accessToken();
      const client = session.client();
      const before = expiresAt(session);
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 2);
      ends(session, kit);
      kit.clock.advance(600_000);
      await done;
      expect(session.state).toMatchObject({ kind: 'signedIn', signingIn: null, expiresAt: before });
      expect(session.tokens.accessToken()).toBe(old);
      expect(session.client()).toBe(client);
      expect(await client?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
    });
  });

  it('is an ordinary sign-in where the session ends while the browser is open', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => kit.opened.length === 2);
      kit.demo.faults.expireTokens();
      await session
        .client()
        ?.users.getUsersMe({})
        .catch(() => undefined);
      expect(session.state.kind).toBe('signingIn');
      expect(isSigningIn(session.state)).toBe(true);
      expect(session.client()).toBeNull();
      await kit.choose('Ada Lovelace');
      await done;
      await stateOf(session, 'signedIn');
      expect(session.personChange).toBe('same');
    });
  });
});

/** A machine whose timers stop while it sleeps, and whose wall clock somebody can set. */
class SleepingClock implements Clock {
  readonly awake = new HandClock();
  #slept = 0;
  #set = 0;

  now = (): number => this.awake.now() + this.#slept + this.#set;
  monotonic = (): number => this.awake.now();
  sinceBoot = (): number => this.awake.now() + this.#slept;
  after = (ms: number, run: () => void) => this.awake.after(ms, run);

  sleep(ms: number): void {
    this.#slept += ms;
  }

  setBy(ms: number): void {
    this.#set += ms;
  }
}
