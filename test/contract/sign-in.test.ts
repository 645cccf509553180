/** The vendor's library signs in to the demo org: authorization code with PKCE, as the app does. */
import { expect, test } from 'vitest';
import { startDemoOrg } from '../../electron/demo-org/index.js';
import { vendorSdk } from './vendor-sdk.js';

const REDIRECT = 'http://localhost:49152/';

test('a code from the login page is exchanged for a token that opens the API, and only once', async () => {
  const demo = await startDemoOrg();
  try {
    const sdk = await vendorSdk(demo.apiUrl);
    const verifier = sdk.generateVerifier(128);
    const authorize = new URL('/oauth/authorize', demo.loginUrl);
    authorize.search = new URLSearchParams({
      client_id: demo.clientId,
      redirect_uri: REDIRECT,
      response_type: 'code',
      code_challenge: await sdk.computeChallenge(verifier),
      code_challenge_method: 'S256',
      state: 'a-state',
    }).toString();
    const page = await fetch(authorize);
    expect(await page.text()).toContain('Ada Lovelace');
    const chosen = await fetch(authorize, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ person: demo.org.person('Ada Lovelace')?.id ?? '' }).toString(),
    });
    const back = new URL(chosen.headers.get('location') ?? 'about:blank');
    expect(back.origin).toBe('http://localhost:49152');
    expect(back.searchParams.get('state')).toBe('a-state');
    const code = back.searchParams.get('code') ?? '';

    await expect(sdk.authorizePkce(demo.clientId, sdk.generateVerifier(128), code, REDIRECT)).rejects.toBeDefined();
    const again = await fetch(authorize, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ person: demo.org.person('Ada Lovelace')?.id ?? '' }).toString(),
    });
    const fresh = new URL(again.headers.get('location') ?? 'about:blank').searchParams.get('code') ?? '';
    expect(await sdk.authorizePkce(demo.clientId, verifier, fresh, REDIRECT)).toMatchObject({
      accessToken: expect.stringMatching(/.{20,}/) as unknown,
      tokenExpiryTime: expect.any(Number) as unknown,
    });
    expect(await sdk.call('getUsersMe')).toMatchObject({ name: 'Ada Lovelace' });
    await expect(sdk.authorizePkce(demo.clientId, verifier, fresh, REDIRECT)).rejects.toBeDefined();
  } finally {
    await demo.close();
  }
});
