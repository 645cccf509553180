import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../electron/session/session.js';
import { CHECK_LOGIN_AFTER_MS } from '../../../electron/session/sign-in-attempt.js';
import { english } from '../english.js';
import { stateOf, targetOf, until, visit, withKit, type Kit } from './kit.js';

const problemOf = (session: Session): string | null =>
  'problem' in session.state ? (session.state.problem?.key ?? null) : null;

/** Begins a sign-in and resolves once the browser was opened. */
async function begin(kit: Kit, session: Session, asSomeoneElse = false): Promise<{ done: Promise<void>; url: URL }> {
  const before = kit.opened.length;
  const done = session.signIn({ asSomeoneElse });
  await until(session, () => kit.opened.length > before);
  return { done, url: new URL(kit.opened.at(-1) ?? '') };
}

const redirectOf = (url: URL): string => url.searchParams.get('redirect_uri') ?? '';

/** A second attempt must work, whatever happened to the first. */
async function andASecondTryWorks(kit: Kit, session: Session): Promise<void> {
  await kit.signIn(session, 'Ada Lovelace');
  expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
}

describe('signing in', () => {
  it('ends with the person, the organisation and the token’s end known', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { done } = await begin(kit, session);
      expect(session.state).toEqual({
        kind: 'signingIn',
        demo: false,
        step: 'browser',
        until: kit.clock.now() + 600_000,
        hint: null,
      });
      expect(session.signInUrl()).toBe(kit.opened[0]);
      const page = await kit.choose('Ada Lovelace');
      expect(page.status).toBe(200);
      await done;
      expect(session.state).toMatchObject({
        kind: 'signedIn',
        person: { name: 'Ada Lovelace', organization: kit.demo.org.name, organizationId: kit.demo.org.id },
        demo: false,
        expiresAt: kit.clock.now() + 64_800_000,
      });
      expect(session.me?.permissions).toContain('routing:agent:onQueue');
      expect(session.me?.division?.id).toBeTruthy();
      expect(session.signInUrl()).toBeNull();
      expect(await session.client()?.users.getUsersMe({})).toMatchObject({ name: 'Ada Lovelace' });
    });
  });

  it('asks for a code with PKCE, with state and an exact loopback address', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      const asked = Object.fromEntries(url.searchParams);
      expect(asked).toMatchObject({
        client_id: kit.demo.clientId,
        response_type: 'code',
        code_challenge_method: 'S256',
      });
      expect(asked['code_challenge']).toMatch(/^[\w-]{43}$/);
      expect(asked['state']).toMatch(/^[\w-]{43}$/);
      expect(asked['redirect_uri']).toMatch(/^http:\/\/localhost:\d+\/$/);
      expect(Object.keys(asked)).toHaveLength(6);
      session.cancelSignIn();
      await done;
    });
  });

  it('passes single sign-on, target and hint on where they are set', async () => {
    await withKit({}, async (kit) => {
      kit.target = targetOf(kit.demo, { org: 'acme', provider: 'adfs', target: 'trustor', loginHint: 'ada@acme.test' });
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        org: 'acme',
        provider: 'adfs',
        target: 'trustor',
        login_hint: 'ada@acme.test',
      });
      session.cancelSignIn();
      await done;
    });
  });

  it('leaves single sign-on out where only half of it is set', async () => {
    await withKit({}, async (kit) => {
      kit.target = targetOf(kit.demo, { org: 'acme' });
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      expect(url.searchParams.has('org')).toBe(false);
      session.cancelSignIn();
      await done;
    });
  });

  it('as someone else asks for a password again, and hints at nobody', async () => {
    await withKit({}, async (kit) => {
      kit.target = targetOf(kit.demo, { loginHint: 'ada@acme.test' });
      const session = kit.start();
      const { url, done } = await begin(kit, session, true);
      expect(url.searchParams.get('prompt')).toBe('login');
      expect(url.searchParams.has('login_hint')).toBe(false);
      session.cancelSignIn();
      await done;
    });
  });

  it('works on a fixed port, again and again', async () => {
    await withKit({}, async (kit) => {
      const free = await freePort();
      kit.target = targetOf(kit.demo, { redirectPort: free });
      const session = kit.start();
      const first = await begin(kit, session);
      expect(redirectOf(first.url)).toBe(`http://localhost:${free}/`);
      const second = await begin(kit, session);
      expect(redirectOf(second.url)).toBe(`http://localhost:${free}/`);
      await first.done;
      await kit.choose('Ada Lovelace');
      await second.done;
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('begins anew where one waits already, and the old page is of no use', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const first = await begin(kit, session);
      const second = await begin(kit, session);
      const late = await kit.choose('Grace Hopper', first.url.href);
      expect(late.body).toContain('This sign-in is over');
      await kit.choose('Ada Lovelace');
      await Promise.all([first.done, second.done]);
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
    });
  });

  it('opens the same page again on request', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { done } = await begin(kit, session);
      await session.openAgain();
      expect(kit.opened).toHaveLength(2);
      expect(kit.opened[1]).toBe(kit.opened[0]);
      session.cancelSignIn();
      await done;
      await session.openAgain();
      expect(kit.opened).toHaveLength(2);
    });
  });

  it('opens no browser any more once it was cancelled, at whatever moment', async () => {
    await withKit({}, async (kit) => {
      for (let turns = 0; turns < 40; turns++) {
        const session = kit.start();
        const done = session.signIn({ asSomeoneElse: false });
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        const before = kit.opened.length;
        session.cancelSignIn();
        await done;
        expect(kit.opened).toHaveLength(before);
      }
    });
  });

  it('goes on where the browser could not be opened: the link can be copied', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start({ openBrowser: () => Promise.reject(new Error('no browser')) });
      const done = session.signIn({ asSomeoneElse: false });
      await until(session, () => session.signInUrl() !== null);
      await kit.choose('Ada Lovelace', session.signInUrl() ?? '');
      await done;
      expect(session.state.kind).toBe('signedIn');
    });
  });
});

describe('a sign-in that waits', () => {
  const stateOfUrl = (url: URL): string => url.searchParams.get('state') ?? '';

  it.each([
    ['a tab of an earlier sign-in', '?code=stolen&state=another', 'earlierTab'],
    ['a code without state', '?code=stolen', 'noState'],
    ['a refusal without state', '?error=access_denied', 'noState'],
  ])('goes on after %s came back, and says what came', async (_what, query, hint) => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      expect((await visit(redirectOf(url) + query)).status).toBe(400);
      expect(session.state).toMatchObject({ kind: 'signingIn', demo: false, step: 'browser', hint });
      expect(kit.sent.filter((each) => each.url.endsWith('/oauth/token'))).toEqual([]);
      await kit.choose('Ada Lovelace');
      await done;
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
      expect(kit.log.lines.join()).not.toMatch(/stolen|access_denied/);
    });
  });

  it.each(['', '&code=a&code=b'])('goes on after an answer that is incomplete (%j)', async (query) => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      await visit(`${redirectOf(url)}?state=${stateOfUrl(url)}${query}`);
      expect(session.state).toMatchObject({ kind: 'signingIn', hint: 'unusable' });
      await kit.choose('Ada Lovelace');
      await done;
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('redeems the code once where the redirect is asked for again, before and after', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      const back = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ person: kit.demo.org.person('Ada Lovelace')?.id ?? '' }).toString(),
      });
      const redirect = back.headers.get('location') ?? '';
      const [one, two] = await Promise.all([visit(redirect), visit(redirect)]);
      await done;
      const three = await visit(redirect);
      expect([two.body, three.body]).toEqual([one.body, one.body]);
      expect(kit.sent.filter((each) => each.url.endsWith('/oauth/token'))).toHaveLength(1);
      expect(session.state.kind).toBe('signedIn');
    });
  });

  it('takes the address that the browser ended on, pasted by the person, with another host and port', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      const back = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ person: kit.demo.org.person('Ada Lovelace')?.id ?? '' }).toString(),
      });
      const ended = (back.headers.get('location') ?? '').replace(
        /^http:\/\/localhost:\d+/,
        'https://desktop.example:9',
      );
      expect(session.pasteAnswer(ended)).toBeNull();
      await done;
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
      expect(session.pasteAnswer(ended)).toBe('signIn.paste.over');
      const code = new URL(ended).searchParams.get('code') ?? 'none';
      expect(kit.log.lines.join()).not.toContain(code);
    });
  });

  it('ends with the refusal that was pasted', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      expect(session.pasteAnswer(`http://localhost/?error=access_denied&state=${stateOfUrl(url)}`)).toBeNull();
      await done;
      expect(problemOf(session)).toBe('signIn.problem.denied');
    });
  });

  it('says why a pasted address is of no use, and goes on', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      const state = stateOfUrl(url);
      expect(session.pasteAnswer('hello')).toBe('signIn.paste.noAddress');
      expect(session.pasteAnswer('http://localhost:1/?code=a&state=another')).toBe('signIn.paste.earlier');
      expect(session.pasteAnswer('http://localhost:1/?code=a')).toBe('signIn.paste.incomplete');
      expect(session.pasteAnswer(`http://localhost:1/?code=a&code=b&state=${state}`)).toBe('signIn.paste.incomplete');
      expect(session.pasteAnswer(url.href)).toBe('signIn.paste.noAnswer');
      expect(session.pasteAnswer('https://example.com/?q=1')).toBe('signIn.paste.noAnswer');
      expect(session.state).toMatchObject({ kind: 'signingIn', hint: null });
      session.cancelSignIn();
      await done;
    });
  });
});

describe('a sign-in that comes to nothing says why, and a second try works', () => {
  it('declined in the browser', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      const back = await fetch(`${url.href}&deny=1`, { redirect: 'manual' });
      const page = await visit(back.headers.get('location') ?? '');
      expect(page.body).toContain('The sign-in was not finished');
      expect(page.body).toContain('The sign-in was declined in the browser.');
      await done;
      expect(session.state).toMatchObject({
        kind: 'signedOut',
        problem: {
          key: 'signIn.problem.denied',
          code: 'access_denied',
          serviceMessage: 'The resource owner denied the request.',
        },
      });
      await andASecondTryWorks(kit, session);
    });
  });

  it('no answer within ten minutes; the browser that comes after that gets a page that says so', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { url, done } = await begin(kit, session);
      kit.clock.advance(599_999);
      expect(session.state.kind).toBe('signingIn');
      kit.clock.advance(1);
      await done;
      expect(problemOf(session)).toBe('signIn.problem.timedOut');
      const late = await visit(`${redirectOf(url)}?code=c&state=${url.searchParams.get('state') ?? ''}`);
      expect(late).toMatchObject({ status: 410 });
      expect(late.body).toContain('The time for this sign-in is over');
      await andASecondTryWorks(kit, session);
    });
  });

  it('given up by the person', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const { done } = await begin(kit, session);
      session.cancelSignIn();
      expect(session.state).toEqual({ kind: 'signedOut', problem: null });
      await done;
      await andASecondTryWorks(kit, session);
    });
  });

  it.each(['127.0.0.1', '::1'])(
    'the port is taken on %s, perhaps by another session of a terminal server',
    async (address) => {
      await withKit({}, async (kit) => {
        const other = createServer();
        await new Promise<void>((resolve) => other.listen(0, address, resolve));
        const taken = other.address();
        const port = typeof taken === 'object' && taken ? taken.port : 0;
        kit.target = targetOf(kit.demo, { redirectPort: port });
        const session = kit.start();
        await session.signIn({ asSomeoneElse: false });
        expect(session.state).toMatchObject({
          kind: 'signedOut',
          problem: { key: 'signIn.problem.portInUse', params: { port: String(port) } },
        });
        await new Promise((resolve) => other.close(resolve));
        await andASecondTryWorks(kit, session);
      });
    },
  );

  it('nothing at all: a browser that comes back soon is the only one that asks the login', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      await stateOf(session, 'signedIn');
      kit.clock.advance(CHECK_LOGIN_AFTER_MS);
      await settled();
      expect(kit.sent.filter(({ url }) => url.includes('/oauth/authorize'))).toEqual([]);
    });
  });

  it('a client id that nobody knows: seen by the browser, told once it is given up', async () => {
    await withKit({}, async (kit) => {
      kit.target = targetOf(kit.demo, { clientId: 'nobody' });
      const session = kit.start();
      const { done } = await begin(kit, session);
      kit.clock.advance(CHECK_LOGIN_AFTER_MS);
      await until(session, () =>
        kit.demo.requests.some((each) => each.path === '/oauth/authorize' && each.status === 400),
      );
      await settled();
      session.cancelSignIn();
      await done;
      expect(session.state).toMatchObject({
        kind: 'signedOut',
        problem: { key: 'signIn.problem.wrongClient', params: { clientId: 'nobody' } },
      });
      kit.target = targetOf(kit.demo);
      await andASecondTryWorks(kit, session);
    });
  });

  it('a client id that the token endpoint does not know', async () => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({
        match: { path: '/oauth/token' },
        times: 1,
        status: 401,
        body: '{"error":"invalid_client","description":"client not found"}',
      });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({
        problem: { key: 'signIn.problem.wrongClient', serviceMessage: 'client not found', code: 'invalid_client' },
      });
      await andASecondTryWorks(kit, session);
    });
  });

  it('a host that cannot be reached', async () => {
    await withKit({}, async (kit) => {
      const nowhere = `http://127.0.0.1:${await freePort()}`;
      kit.target = targetOf(kit.demo, { environment: { region: 'custom', apiUrl: nowhere, loginUrl: nowhere } });
      const session = kit.start();
      const { done } = await begin(kit, session);
      kit.clock.advance(CHECK_LOGIN_AFTER_MS);
      await done;
      expect(problemOf(session)).toBe('signIn.problem.unreachable');
      kit.target = targetOf(kit.demo);
      await andASecondTryWorks(kit, session);
    });
  });

  it('a connection that is not trusted', async () => {
    await withKit({}, async (kit) => {
      const untrusted = () => Promise.reject(new Error('net::ERR_CERT_AUTHORITY_INVALID'));
      const session = kit.start({ fetch: untrusted });
      const { done } = await begin(kit, session);
      kit.clock.advance(CHECK_LOGIN_AFTER_MS);
      await done;
      expect(session.state).toMatchObject({
        problem: { key: 'error.certificateUntrusted', code: 'ERR_CERT_AUTHORITY_INVALID' },
      });
    });
  });

  it.each([
    ['a 404 page', { status: 404, html: true }],
    ['a web page in place of an answer', { status: 200, html: true }],
    ['an answer of more than anybody needs', { bytes: 1_000_000 }],
    ['an answer without a token', { status: 200, body: '{}' }],
    [
      'a token that would break out of its header',
      { status: 200, body: '{"access_token":"a\\nb","token_type":"bearer"}' },
    ],
    ['a token that is no bearer', { status: 200, body: '{"access_token":"a","token_type":"dpop"}' }],
  ])('a host that is not Genesys Cloud: %s', async (_what, fault) => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/oauth/token' }, times: 1, ...fault });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(problemOf(session)).toBe('signIn.problem.wrongRegion');
      await andASecondTryWorks(kit, session);
    });
  });

  it.each<[string, { at: string; value?: unknown }[]]>([
    ['a version that is a text', [{ at: 'version', value: '302' }]],
    ['images of an odd size', [{ at: 'images', value: [{ resolution: 96, imageUri: 7 }, null] }]],
    ['a division that is a text', [{ at: 'division', value: 'Home' }]],
    ['an organisation that is a text', [{ at: 'organization', value: 'Northwind' }]],
    ['an organisation with an odd id', [{ at: 'organization.id', value: 7 }]],
    ['permissions with one that is none', [{ at: 'authorization.permissions.0', value: null }]],
    ['nothing but who it is', [{ at: 'authorization' }, { at: 'organization' }, { at: 'token' }, { at: 'division' }]],
    [
      'a mail address that is a list, and no language',
      [
        { at: 'email', value: [] },
        { at: 'languagePreference', value: {} },
      ],
    ],
  ])('none: users/me with %s signs in, and the log names the field', async (_what, odd) => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/api/v2/users/me' }, odd });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
      if (odd.some((place) => 'value' in place))
        expect(kit.log.lines.join('\n')).toContain(`"path":"${odd[0]?.at ?? ''}`);
    });
  });

  it('none: a person of every division is of none in particular', async () => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/api/v2/users/me' }, odd: [{ at: 'division', value: { id: '*' } }] });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.me?.division).toBeNull();
    });
  });

  it('users/me that cannot be used, which is never told as a wrong region', async () => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/api/v2/users/me' }, times: 1, odd: [{ at: 'id', value: { no: 'id' } }] });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ problem: { key: 'signIn.problem.oddAnswer', params: { field: 'id' } } });
      await andASecondTryWorks(kit, session);
    });
  });

  it.each([
    ['an odd lifetime', '{"access_token":"TOKEN","token_type":"bearer","expires_in":{"s":1}}'],
    ['a lifetime of for ever', '{"access_token":"TOKEN","token_type":"bearer","expires_in":1e999}'],
    ['an odd refresh token', '{"access_token":"TOKEN","token_type":"bearer","expires_in":3600,"refresh_token":7}'],
  ])('none: a token with %s is a token', async (_what, body) => {
    await withKit({}, async (kit) => {
      const accessToken = kit.demo.issueToken('Ada Lovelace');
      kit.demo.faults.add({ match: { path: '/oauth/token' }, status: 200, body: body.replace('TOKEN', accessToken) });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ kind: 'signedIn', person: { name: 'Ada Lovelace' } });
    });
  });

  it('the service has a problem of its own', async () => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/oauth/token' }, times: 1, status: 503 });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(problemOf(session)).toBe('signIn.problem.service');
      await andASecondTryWorks(kit, session);
    });
  });

  it('the organisation has not approved the app', async () => {
    await withKit({}, async (kit) => {
      kit.demo.org.switches.approvalMissing = true;
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(problemOf(session)).toBe('signIn.problem.notApproved');
      kit.demo.org.switches.approvalMissing = false;
      await andASecondTryWorks(kit, session);
    });
  });

  it('the OAuth client lacks a scope; the token that is of no use is given back', async () => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/api/v2/users/me' }, times: 1, status: 403, code: 'not.authorized' });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(session.state).toMatchObject({ problem: { key: 'signIn.problem.missingScope', status: 403 } });
      await until(session, () =>
        kit.demo.requests.some((each) => each.verb === 'DELETE' && each.path === '/api/v2/tokens/me'),
      );
      await andASecondTryWorks(kit, session);
    });
  });

  it('the API belongs to another region than the login', async () => {
    await withKit({}, async (kit) => {
      kit.demo.faults.add({ match: { path: '/api/v2/users/me' }, times: 1, status: 401, code: 'bad.credentials' });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(problemOf(session)).toBe('signIn.problem.wrongRegion');
      await andASecondTryWorks(kit, session);
    });
  });

  it('neither region nor client id is known yet', async () => {
    await withKit({}, async (kit) => {
      kit.target = null;
      const session = kit.start();
      await session.signIn({ asSomeoneElse: false });
      expect(problemOf(session)).toBe('signIn.problem.notSetUp');
      kit.target = targetOf(kit.demo);
      await andASecondTryWorks(kit, session);
    });
  });

  it('each time in a sentence that the catalogue has', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      const seen = new Set<string>();
      session.onChange(() => {
        const key = problemOf(session);
        if (key) seen.add(key);
      });
      for (const error of [
        'access_denied',
        'invalid_client',
        'invalid_scope',
        'server_error',
        'nonsense',
        'consent_required',
      ]) {
        const { url, done } = await begin(kit, session);
        await visit(`${redirectOf(url)}?error=${error}&state=${url.searchParams.get('state') ?? ''}`);
        await done;
      }
      expect(seen.size).toBe(6);
      for (const key of seen) expect(english.has(key), key).toBe(true);
    });
  });
});

describe('the token endpoint', () => {
  it('is sent the code, the verifier and the client id, and no secret', async () => {
    await withKit({}, async (kit) => {
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const [sent] = kit.sent.filter((each) => each.url.endsWith('/oauth/token'));
      const form = new URLSearchParams(sent?.body);
      expect([...form.keys()].sort()).toEqual(['client_id', 'code', 'code_verifier', 'grant_type', 'redirect_uri']);
      expect(form.get('grant_type')).toBe('authorization_code');
      expect(sent?.bearer).toBeNull();
    });
  });

  it.each([
    ['soon', '', null],
    [-1, 7, null],
    ['3600', 'two words', 3_600_000],
    [{}, {}, null],
  ])('may say nonsense of its end (%j) and its refresh token (%j)', async (expires_in, refresh_token, lifetimeMs) => {
    await withKit({}, async (kit) => {
      const token = kit.demo.issueToken('Ada Lovelace');
      kit.demo.faults.add({
        match: { path: '/oauth/token' },
        times: 1,
        status: 200,
        body: JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in, refresh_token }),
      });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      const expiresAt = lifetimeMs === null ? null : kit.clock.now() + lifetimeMs;
      expect(await stateOf(session, 'signedIn')).toMatchObject({ expiresAt });
    });
  });

  it('may leave out everything but the token', async () => {
    await withKit({}, async (kit) => {
      const token = kit.demo.issueToken('Ada Lovelace');
      kit.demo.faults.add({
        match: { path: '/oauth/token' },
        times: 1,
        status: 200,
        body: JSON.stringify({
          access_token: token,
          token_type: null,
          expires_in: null,
          refresh_token: null,
          id_token: 'x',
        }),
      });
      const session = kit.start();
      await kit.signIn(session, 'Ada Lovelace');
      expect(await stateOf(session, 'signedIn')).toMatchObject({ expiresAt: null });
    });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** Lets answers that have arrived be processed. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}
