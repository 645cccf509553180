import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  customEnvironment,
  environmentKey,
  regionEnvironment,
  REGIONS,
} from '../../../electron/genesys/environment.js';

describe('a region', () => {
  test('is one of the eighteen, each with a name of its own', () => {
    expect(REGIONS).toHaveLength(18);
    expect(new Set(REGIONS.map((region) => region.name)).size).toBe(18);
    expect(new Set(REGIONS.map((region) => region.host)).size).toBe(18);
  });

  test.each([
    'eu_central_1',
    'eu-central-1',
    'EU_Central_1',
    'mypurecloud.de',
    ' MyPureCloud.DE ',
    'https://api.mypurecloud.de/',
    'https://apps.mypurecloud.de/directory/#/',
    'login.mypurecloud.de',
  ])('is found by %s', (text) => {
    expect(regionEnvironment(text)).toEqual({
      region: 'eu_central_1',
      apiUrl: 'https://api.mypurecloud.de',
      loginUrl: 'https://login.mypurecloud.de',
    });
  });

  test.each(['', 'eu', 'example.com', 'mypurecloud.de.evil.example', 'http://'])('is not found by %j', (text) => {
    expect(regionEnvironment(text)).toBeNull();
  });
});

describe('an environment of one’s own', () => {
  test('keeps a path before the API, and drops what every address has anyway', () => {
    expect(customEnvironment('https://gateway.example/genesys/api/v2/', 'https://gateway.example/login/')).toEqual({
      region: 'custom',
      apiUrl: 'https://gateway.example/genesys',
      loginUrl: 'https://gateway.example/login',
    });
  });

  test.each(['http://localhost:8080', 'http://127.0.0.1:1', 'http://127.9.9.9', 'http://[::1]:8080'])(
    'may do without HTTPS on this machine: %s',
    (url) => {
      expect(customEnvironment(url, url)).toMatchObject({ apiUrl: url, loginUrl: url });
    },
  );

  test.each([
    'http://example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
    'ftp://localhost',
    'https://user:secret@example.com',
    'https://example.com/?x=1',
    'https://example.com/#x',
    'not an address',
    '',
  ])('is refused where a token must not go: %j', (url) => {
    expect(customEnvironment(url, 'https://example.com')).toBeNull();
    expect(customEnvironment('https://example.com', url)).toBeNull();
  });
});

describe('the name of an environment in stores', () => {
  test('is the same however the region was given', () => {
    const custom = customEnvironment('https://API.mypurecloud.de', 'https://login.mypurecloud.de/');
    const region = regionEnvironment('eu-central-1');
    expect(custom && environmentKey(custom)).toBe(region && environmentKey(region));
  });

  test('differs between any two regions, and between two ports', () => {
    const keys = REGIONS.map((region) => regionEnvironment(region.id)).map((found) => found && environmentKey(found));
    expect(new Set(keys).size).toBe(18);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 65_535 }), (one, other) => {
        const key = (port: number) => {
          const found = customEnvironment(`http://localhost:${port}`, `http://localhost:${port}`);
          return found && environmentKey(found);
        };
        expect(key(one) === key(other)).toBe(one === other);
      }),
    );
  });
});
