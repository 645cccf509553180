import { describe, expect, it } from 'vitest';
import type { DemoOrg } from '../../../electron/demo-org/index.js';
import { HandClock, REDIRECT, apiOf, authorizeUrl, exchange, pkce, pressButton, withDemoOrg } from './with-demo-org.js';

async function codeFor(demo: DemoOrg, name: string) {
  const { verifier, challenge } = pkce();
  const { location, cookie } = await pressButton(demo, authorizeUrl(demo, challenge), name);
  const form = {
    grant_type: 'authorization_code',
    code: location.searchParams.get('code') ?? '',
    code_verifier: verifier,
    client_id: demo.clientId,
    redirect_uri: REDIRECT,
  };
  return { form, cookie, location };
}

describe('signing in to the demo org', () => {
  it('offers a button for each person who may sign in, and a way to deny', async () => {
    await withDemoOrg({}, async (demo) => {
      const page = await (await fetch(authorizeUrl(demo, pkce().challenge))).text();
      for (const name of ['Ada Lovelace', 'Grace Hopper', 'Hedy Lamarr', 'Margaret Hamilton', 'Alan Turing'])
        expect(page).toContain(`>${name}<`);
      expect(page).not.toContain('Konrad Zuse');
      expect(page).toMatch(/<a href="[^"]+deny=1">Deny<\/a>/);
    });
  });

  it('brings a code back to any port of localhost, with the state, and a token for it', async () => {
    await withDemoOrg({}, async (demo) => {
      const { form, location } = await codeFor(demo, 'Ada Lovelace');
      expect(location.origin + location.pathname).toBe(REDIRECT);
      expect(location.searchParams.get('state')).toBe('a-state');
      const { status, json } = await exchange(demo, form);
      expect(status).toBe(200);
      expect(json).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 64_800 });
      const me = await apiOf(demo, json.access_token)('GET', '/api/v2/users/me');
      expect(me.json.name).toBe('Ada Lovelace');
    });
  });

  it('takes a code once; a second use ends the token it brought', async () => {
    await withDemoOrg({}, async (demo) => {
      const { form } = await codeFor(demo, 'Ada Lovelace');
      const first = await exchange(demo, form);
      const second = await exchange(demo, form);
      expect(second.status).toBe(400);
      expect(second.json.error).toBe('invalid_grant');
      expect((await apiOf(demo, first.json.access_token)('GET', '/api/v2/users/me')).status).toBe(401);
    });
  });

  it('refuses a wrong verifier, another redirect, a late code and another client', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock }, async (demo) => {
      const { form } = await codeFor(demo, 'Ada Lovelace');
      expect((await exchange(demo, { ...form, code_verifier: pkce().verifier })).json.error).toBe('invalid_grant');
      expect((await exchange(demo, { ...form, redirect_uri: 'http://localhost:1/' })).json.error).toBe('invalid_grant');
      expect((await exchange(demo, { ...form, client_id: 'another' })).json).toMatchObject({
        error: 'invalid_client',
        description: expect.any(String),
      });
      clock.advance(60_000);
      expect((await exchange(demo, form)).json.error).toBe('invalid_grant');
    });
  });

  it('never redirects to an address that is not registered', async () => {
    await withDemoOrg({}, async (demo) => {
      for (const redirect_uri of [
        'https://evil.example/',
        'http://127.0.0.1:49152/',
        'http://localhost.evil.example/',
        'http://localhost:49152/elsewhere',
        'http://user@localhost:49152/',
        'nonsense',
      ]) {
        const response = await fetch(authorizeUrl(demo, pkce().challenge, { redirect_uri }), { redirect: 'manual' });
        expect(response.status, redirect_uri).toBe(400);
        expect(response.headers.get('location')).toBeNull();
      }
    });
  });

  it('shows a page instead of redirecting when the client id is wrong', async () => {
    await withDemoOrg({}, async (demo) => {
      const response = await fetch(authorizeUrl(demo, pkce().challenge, { client_id: 'typo' }), { redirect: 'manual' });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('invalid_client');
    });
  });

  it.each([
    [{ deny: '1' }, 'access_denied'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ org: 'northwind-care' }, 'invalid_request'],
    [{ org: 'someone-else', provider: 'okta' }, 'invalid_request'],
    [{ target: 'an-organization-nobody-knows' }, 'access_denied'],
  ])('sends an error back to the app for %o', async (more, error) => {
    await withDemoOrg({}, async (demo) => {
      const response = await fetch(authorizeUrl(demo, pkce().challenge, more), { redirect: 'manual' });
      const location = new URL(response.headers.get('location') ?? '');
      expect(location.searchParams.get('error')).toBe(error);
      expect(location.searchParams.get('error_description')).toBeTruthy();
      expect(location.searchParams.get('state')).toBe('a-state');
    });
  });

  it('says so when the administrator has not approved the app', async () => {
    await withDemoOrg({ switches: { approvalMissing: true } }, async (demo) => {
      const { location } = await pressButton(demo, authorizeUrl(demo, pkce().challenge), 'Ada Lovelace');
      expect(location.searchParams.get('error_description')).toContain('oauth:client:authorize');
      const admin = await pressButton(demo, authorizeUrl(demo, pkce().challenge), 'Alan Turing');
      expect(admin.location.searchParams.get('code')).toBeTruthy();
    });
  });

  it('remembers the browser until it logs out, unless asked for a login or for someone else', async () => {
    await withDemoOrg({}, async (demo) => {
      const { cookie } = await codeFor(demo, 'Ada Lovelace');
      const visit = (more: Record<string, string> = {}) =>
        fetch(authorizeUrl(demo, pkce().challenge, more), { redirect: 'manual', headers: { Cookie: cookie } });
      expect((await visit()).status).toBe(302);
      expect((await visit({ login_hint: 'ada.lovelace@northwind.example' })).status).toBe(302);
      expect((await visit({ prompt: 'login' })).status).toBe(200);
      const other = await (await visit({ login_hint: 'grace.hopper@northwind.example' })).text();
      expect(other.indexOf('Grace Hopper')).toBeLessThan(other.indexOf('Ada Lovelace'));
      const logout = await fetch(`${demo.loginUrl}/logout?client_id=${demo.clientId}`, { headers: { Cookie: cookie } });
      expect(await logout.text()).toContain('signed out');
      expect((await visit()).status).toBe(200);
    });
  });

  it('hands out refresh tokens only where the organisation allows them, each good for once', async () => {
    await withDemoOrg({ switches: { refreshTokens: true } }, async (demo) => {
      const { form } = await codeFor(demo, 'Ada Lovelace');
      const { refresh_token } = (await exchange(demo, form)).json;
      const renew = { grant_type: 'refresh_token', refresh_token, client_id: demo.clientId };
      const renewed = await exchange(demo, renew);
      expect(renewed.json.access_token).toBeTruthy();
      expect(renewed.json.refresh_token).not.toBe(refresh_token);
      expect((await exchange(demo, renew)).json.error).toBe('invalid_grant');
    });
  });

  it('never writes a code, a verifier or a token into the record of requests', async () => {
    await withDemoOrg({}, async (demo) => {
      const { form } = await codeFor(demo, 'Ada Lovelace');
      const { json } = await exchange(demo, form);
      await apiOf(demo, json.access_token)('GET', '/api/v2/users/me');
      const record = JSON.stringify(demo.requests);
      for (const secret of [form.code, form.code_verifier, json.access_token]) expect(record).not.toContain(secret);
      expect(demo.requests.at(-1)).toMatchObject({
        verb: 'GET',
        path: '/api/v2/users/me',
        headers: { authorization: 'Bearer' },
        status: 200,
      });
    });
  });

  it('keeps no body of a stranger, whatever it is sent to', async () => {
    await withDemoOrg({}, async (demo) => {
      const strangers = ['/oauth/token', '/oauth/authorize', '/api/v2/users/search', '/nowhere', '/logout'];
      for (const path of strangers)
        for (const authorization of ['', 'Bearer nobody'])
          await fetch(demo.apiUrl + path, { method: 'POST', body: '{"private":"stuff"}', headers: { authorization } });
      expect(demo.requests).toHaveLength(2 * strangers.length);
      expect(JSON.stringify(demo.requests)).not.toContain('stuff');
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      await ada('PATCH', `/api/v2/users/${demo.org.person('Ada Lovelace')!.id}/presences/purecloud`, { message: 'hi' });
      expect(demo.requests.at(-1)).toMatchObject({ body: { message: 'hi' } });
    });
  });
});
