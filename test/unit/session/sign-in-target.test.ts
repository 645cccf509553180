import { describe, expect, it } from 'vitest';
import { environmentChecks, settingsEnvironment, signInTarget } from '../../../electron/session/sign-in-target.js';
import { defaultSettings } from '../../../electron/settings/settings.js';

const api = 'https://api.own.example';
const login = 'https://login.own.example';

describe('where to sign in', () => {
  it('is the region, where only one of the two own addresses is given', () => {
    for (const half of [
      { apiUrl: api, loginUrl: null },
      { apiUrl: null, loginUrl: login },
    ])
      expect(settingsEnvironment({ ...half, region: 'eu_central_1' })?.apiUrl).toBe('https://api.mypurecloud.de');
  });

  it('is nowhere, where there is half an environment and no region', () => {
    expect(settingsEnvironment({ region: null, apiUrl: api, loginUrl: null })).toBeNull();
    expect(settingsEnvironment({ region: null, apiUrl: null, loginUrl: login })).toBeNull();
  });

  it('is the own environment where both addresses are given, whatever the region', () => {
    expect(settingsEnvironment({ region: 'eu_central_1', apiUrl: api, loginUrl: login })).toMatchObject({
      apiUrl: api,
      loginUrl: login,
    });
  });
});

describe('as what to sign in', () => {
  const settings = { ...defaultSettings('linux', false), region: 'eu_central_1', clientId: 'the-client' };

  it('is unknown without a client id or a region', () => {
    expect(signInTarget({ ...settings, clientId: null })).toBeNull();
    expect(signInTarget({ ...settings, region: null })).toBeNull();
  });

  it('names the single sign-on with both its halves, or with neither', () => {
    expect(signInTarget({ ...settings, org: 'acme', provider: 'okta' })).toMatchObject({
      org: 'acme',
      provider: 'okta',
    });
    for (const half of [
      { org: 'acme', provider: null },
      { org: null, provider: 'okta' },
    ])
      expect(signInTarget({ ...settings, ...half })).toMatchObject({ org: null, provider: null });
  });
});

describe('what the settings ask', () => {
  it('knows a region by its name and its host, and no other', () => {
    expect(environmentChecks.regionId('eu_central_1')).toBe('eu_central_1');
    expect(environmentChecks.regionId('atlantis')).toBeNull();
  });

  it('takes a safe address, and no other', () => {
    expect(environmentChecks.serviceUrl('https://api.own.example/')).toBe('https://api.own.example');
    expect(environmentChecks.serviceUrl('http://api.own.example')).toBeNull();
  });
});
