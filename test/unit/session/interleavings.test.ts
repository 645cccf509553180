import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FetchPort } from '../../../electron/ports.js';
import type { Session } from '../../../electron/session/session.js';
import { createSession } from '../../../electron/session/session-machine.js';
import { VaultError, type Vault } from '../../../electron/session/vault.js';
import { plainTarget } from '../../../electron/session/sign-in-target.js';
import { fakeClock } from '../genesys/fakes.js';
import { isSigningIn, rememberingLog, texts, visit } from './kit.js';

const API = 'https://api.example.test';
const LOGIN = 'https://login.example.test';
const target = plainTarget({ region: 'custom', apiUrl: API, loginUrl: LOGIN }, 'client');

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

/** A service that knows each token's owner, and accepts it until told otherwise. */
function service() {
  const owners = new Map<string, string>();
  const valid = new Set<string>();
  const bearersElsewhere: string[] = [];
  let issued = 0;
  const issue = (person: string): string => {
    const token = `token-${++issued}-of-${person}`;
    owners.set(token, person);
    valid.add(token);
    return token;
  };
  const fetch: FetchPort = async (url, init) => {
    await new Promise(setImmediate);
    const bearer = new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? null;
    if (bearer !== null && !url.startsWith(API)) bearersElsewhere.push(bearer);
    if (url.startsWith(`${LOGIN}/oauth/authorize`)) return new Response('a page');
    if (url === `${LOGIN}/oauth/token`) {
      const code = new URLSearchParams(typeof init?.body === 'string' ? init.body : '').get('code') ?? '';
      return json(200, { access_token: issue(code.replace('code-of-', '')), token_type: 'bearer', expires_in: 3_600 });
    }
    if (bearer === null || !valid.has(bearer)) return json(401, { code: 'bad.credentials', status: 401 });
    if (init?.method === 'DELETE') {
      valid.delete(bearer);
      return new Response(null, { status: 200 });
    }
    const person = owners.get(bearer) ?? '';
    return json(200, { id: person, name: person, organization: { id: 'org', name: 'Org' } });
  };
  return { owners, valid, bearersElsewhere, issue, fetch };
}

/** A keychain that answers when the run says so. */
function vault() {
  const items = new Map<string, string>();
  const waiting: { run: () => void; fail: () => void }[] = [];
  const ask = <T>(act: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.push({ run: () => resolve(act()), fail: () => reject(new VaultError('locked')) });
    });
  const port: Vault = {
    read: (key) => ask(() => items.get(key) ?? null),
    write: (key, secret) => ask(() => void items.set(key, secret)),
    remove: (key) => ask(() => void items.delete(key)),
    keys: () => ask(() => [...items.keys()]),
  };
  return { port, items, waiting };
}

type Act =
  | { readonly do: 'restore' | 'signIn' | 'cancel' | 'signOut' | 'deny' | 'useToken' | 'expireTokens' | 'lock' }
  | { readonly do: 'comeBack'; readonly as: 'ada' | 'ben' }
  | { readonly do: 'keychainAnswers'; readonly ok: boolean }
  | { readonly do: 'wait'; readonly ms: number };

const act = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Act>({ do: 'signIn' }) },
  { weight: 4, arbitrary: fc.constantFrom<Act>({ do: 'comeBack', as: 'ada' }, { do: 'comeBack', as: 'ben' }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('keychainAnswers' as const), ok: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constantFrom<Act>({ do: 'signOut' }, { do: 'restore' }, { do: 'cancel' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Act>({ do: 'deny' }, { do: 'useToken' }, { do: 'expireTokens' }, { do: 'lock' }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 5_000, 600_000, 3_600_000) }),
  },
);

/** The app restores as it starts. Then anything may happen. */
const acts: fc.Arbitrary<Act[]> = fc
  .tuple(fc.boolean(), fc.array(act, { minLength: 3, maxLength: 18 }))
  .map(([restores, list]): Act[] => (restores ? [{ do: 'restore' }, ...list] : list));

/** One run of the app, with what must always hold. */
function run(keptBefore: boolean) {
  const online = service();
  const keychain = vault();
  const clock = fakeClock();
  const opened: string[] = [];
  const wrong: string[] = [];
  let mayBeSignedIn = false;
  let lastToCome: string | null = null;
  const session: Session = createSession({
    fetch: online.fetch,
    clock,
    random: () => 0.5,
    log: rememberingLog(),
    vault: keychain.port,
    openBrowser: (url) => {
      opened.push(url);
      return Promise.resolve();
    },
    machineId: () => Promise.resolve('m'.repeat(32)),
    target: () => target,
    keepSession: () => 'always',
    texts: () => texts,
    userAgent: 'test',
  });
  if (keptBefore) {
    const person = { userId: 'ada', name: 'ada', email: null, organizationId: 'org', organization: 'Org' };
    const kept = {
      environment: 'api.example.test login.example.test',
      clientId: 'client',
      machine: 'm'.repeat(32),
      person,
    };
    const item = { ...kept, accessToken: online.issue('ada'), refreshToken: null, expiresAt: clock.now() + 3_600_000 };
    keychain.items.set(`api.example.test login.example.test client ${'m'.repeat(12)}`, JSON.stringify(item));
  }
  const look = (): void => {
    const token = session.tokens.accessToken();
    const { state } = session;
    if (state.kind === 'signedIn') {
      if (token === null || online.owners.get(token) !== state.person.userId)
        wrong.push('signed in with another’s token');
      if (!mayBeSignedIn) wrong.push('signed in although signed out');
      if (lastToCome !== null && state.person.userId !== lastToCome)
        wrong.push('an older session won over a newer one');
    }
    if ((state.kind === 'signedOut' || state.kind === 'expired') && token !== null) wrong.push('a token of nobody');
  };
  session.onChange(look);

  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) await new Promise(setImmediate);
  };
  const comeBack = async (query: string): Promise<boolean> => {
    const url = session.signInUrl();
    if (url === null) return false;
    const { searchParams } = new URL(url);
    const back = `${searchParams.get('redirect_uri') ?? ''}?state=${searchParams.get('state') ?? ''}&${query}`;
    return (await visit(back).catch(() => null)) !== null;
  };
  const does = async (act: Act): Promise<void> => {
    switch (act.do) {
      case 'restore':
        mayBeSignedIn = true;
        void session.restore();
        return;
      case 'signIn':
        mayBeSignedIn = true;
        void session.signIn({ asSomeoneElse: false });
        return;
      case 'cancel':
        session.cancelSignIn();
        return;
      case 'signOut':
        mayBeSignedIn = false;
        lastToCome = null;
        void session.signOut({ alsoInBrowser: false });
        return;
      case 'deny':
        await comeBack('error=access_denied');
        return;
      case 'comeBack': {
        if (session.signInUrl() === null) return;
        lastToCome = null;
        if (await comeBack(`code=code-of-${act.as}`)) await turns(12);
        if (session.state.kind === 'signedIn' && session.state.person.userId === act.as) lastToCome = act.as;
        return;
      }
      case 'useToken':
        void session
          .client()
          ?.users.getUsersMe({})
          .catch(() => undefined);
        return;
      case 'expireTokens':
        online.valid.clear();
        return;
      case 'lock':
        session.screenLocked();
        return;
      case 'keychainAnswers': {
        const next = keychain.waiting.shift();
        if (act.ok) next?.run();
        else next?.fail();
        return;
      }
      case 'wait':
        await clock.advance(act.ms);
    }
  };
  /** Nothing more is requested, and the keychain answers everything. */
  const settle = async (): Promise<void> => {
    session.cancelSignIn();
    for (let calm = 0; calm < 8; calm++) {
      await turns(3);
      if (keychain.waiting.length > 0) calm = 0;
      keychain.waiting.shift()?.run();
    }
  };
  return { session, online, keychain, clock, wrong, does, turns, settle, look };
}

describe('whatever comes in whatever order', () => {
  it('the session is the newest one’s, and the keychain has it or nothing', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.boolean(), async (list, keptBefore) => {
        const app = run(keptBefore);
        let lastOut = false;
        for (const act of list) {
          if (act.do === 'signOut') lastOut = true;
          if (act.do === 'signIn' || act.do === 'restore') lastOut = false;
          await app.does(act);
          await app.turns(2);
          app.look();
        }
        await app.settle();
        app.look();
        expect(app.wrong).toEqual([]);
        expect(app.online.bearersElsewhere).toEqual([]);
        const { state } = app.session;
        const kept = [...app.keychain.items.values()];
        if (state.kind === 'signedIn') {
          expect(state.kept).not.toBe('saving');
          if (state.kept === 'keychain') expect(kept.join()).toContain(app.session.tokens.accessToken());
        }
        if (state.kind !== 'starting') expect(isSigningIn(state)).toBe(false);
        const failures = list.some((act) => act.do === 'keychainAnswers' && !act.ok);
        if (lastOut) {
          expect(state.kind).toBe('signedOut');
          if (!failures) expect(kept).toEqual([]);
          // Nothing happens in the background.
          await app.clock.advance(600_000);
          expect(app.clock.pending()).toBe(0);
        }
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});
