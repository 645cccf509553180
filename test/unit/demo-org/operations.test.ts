import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { DemoCore } from '../../../electron/demo-org/core.js';
import { HandClock, apiOf, withDemoOrg } from './with-demo-org.js';

/** Every operation that the app or the vendor's SDK may call: verb, path, permissions. */
const OPERATIONS: readonly [string, string, readonly string[]][] = [
  ['DELETE', '/api/v2/presence/definitions/{definitionId}', ['presence:presenceDefinition:delete']],
  ['DELETE', '/api/v2/presence/sources/{sourceId}', ['presence:source:delete']],
  ['DELETE', '/api/v2/presencedefinitions/{presenceId}', ['presence:presenceDefinition:delete']],
  ['GET', '/api/v2/presence/definitions/{definitionId}', []],
  ['GET', '/api/v2/presence/definitions', []],
  ['GET', '/api/v2/presence/settings', ['presence:settings:view']],
  ['GET', '/api/v2/presence/sources/{sourceId}', ['presence:source:view']],
  ['GET', '/api/v2/presence/sources', ['presence:source:view']],
  ['GET', '/api/v2/presence/users/{userId}/primarysource', ['presence:userPrimarySource:view']],
  ['GET', '/api/v2/presencedefinitions/{presenceId}', ['presence:presenceDefinition:view']],
  ['GET', '/api/v2/presencedefinitions', []],
  ['GET', '/api/v2/systempresences', []],
  ['GET', '/api/v2/users/{userId}/presences/{sourceId}', []],
  ['GET', '/api/v2/users/{userId}/presences/purecloud', []],
  ['GET', '/api/v2/users/presences/{sourceId}/bulk', []],
  ['GET', '/api/v2/users/presences/purecloud/bulk', []],
  ['PATCH', '/api/v2/users/{userId}/presences/{sourceId}', []],
  ['PATCH', '/api/v2/users/{userId}/presences/purecloud', []],
  ['POST', '/api/v2/presence/definitions', ['presence:presenceDefinition:add']],
  ['POST', '/api/v2/presence/sources', ['presence:source:add']],
  ['POST', '/api/v2/presencedefinitions', ['presence:presenceDefinition:add']],
  ['PUT', '/api/v2/presence/definitions/{definitionId}', ['presence:presenceDefinition:edit']],
  ['PUT', '/api/v2/presence/settings', ['presence:settings:edit']],
  ['PUT', '/api/v2/presence/sources/{sourceId}', ['presence:source:edit']],
  ['PUT', '/api/v2/presence/users/{userId}/primarysource', ['presence:userPrimarySource:edit']],
  ['PUT', '/api/v2/presencedefinitions/{presenceId}', ['presence:presenceDefinition:edit']],
  ['PUT', '/api/v2/users/presences/bulk', ['presence:userPresence:edit']],
];

describe('the REST API of the demo org', () => {
  it.each(OPERATIONS)(
    'has %s %s, and refuses it by name to a person without its permission',
    async (verb, path, permissions) => {
      await withDemoOrg({}, async (demo) => {
        const grace = apiOf(demo, demo.issueToken('Grace Hopper'));
        const real = path.replace(/\{\w+\}/g, 'some-id');
        const { status, json } = await grace(verb, real, verb === 'GET' || verb === 'DELETE' ? undefined : {});
        expect(json?.code).not.toBe('method.not.allowed');
        if (permissions.length === 0) {
          expect(status).not.toBe(403);
          return;
        }
        expect(status).toBe(403);
        expect(json.code).toMatch(/^missing\.(permissions|any\.permissions)$/);
        for (const permission of permissions) expect(json.message).toContain(permission);
      });
    },
  );

  it('knows 27 presence operations', () => {
    const { routes } = new DemoCore().api.router;
    const known = new Set(routes.map(({ verb, path }) => `${verb} ${path}`));
    expect(OPERATIONS).toHaveLength(27);
    for (const [verb, path] of OPERATIONS) expect(known).toContain(`${verb} ${path}`);
  });

  it('writes every refusal with all fields and the correlation id of its header', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      const { status, headers, json } = await ada('GET', '/api/v2/presence/settings');
      expect(status).toBe(403);
      expect(json).toEqual({
        message:
          'Unable to perform the requested action. You are missing the following permission(s): presence:settings:view',
        code: 'missing.permissions',
        status: 403,
        messageWithParams:
          'Unable to perform the requested action. You are missing the following permission(s): {permissions}',
        messageParams: { permissions: 'presence:settings:view' },
        contextId: headers.get('inin-correlation-id'),
        details: [],
        errors: [],
      });
    });
  });

  it('tells a missing token from a wrong one', async () => {
    await withDemoOrg({}, async (demo) => {
      const without = await fetch(`${demo.apiUrl}/api/v2/users/me`);
      expect((await without.json()).code).toBe('authentication.required');
      expect((await apiOf(demo, 'nonsense')('GET', '/api/v2/users/me')).json.code).toBe('bad.credentials');
    });
  });

  it('tells an unknown path from an unknown verb, broken JSON and another media type', async () => {
    await withDemoOrg({}, async (demo) => {
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      const me = demo.org.person('Ada Lovelace')!.id;
      const own = `/api/v2/users/${me}/presences/purecloud`;
      expect((await ada('GET', '/api/v2/nothing/here')).json).toMatchObject({ status: 404, code: 'not.found' });
      expect((await ada('DELETE', own)).status).toBe(405);
      expect((await ada('PATCH', own, '{"message":')).json).toMatchObject({ status: 400, code: 'bad.request' });
      expect((await ada('PATCH', own, '{}', { 'Content-Type': 'text/plain' })).json.code).toBe(
        'unsupported.media.type',
      );
      expect((await ada('PATCH', own, { message: 7 })).json.details).toEqual([
        { errorCode: 'invalid.field', fieldName: 'message' },
      ]);
      expect((await ada('GET', '/api/v2/users/%zz/presences/purecloud')).status).toBe(404);
      expect((await ada('GET', '/api/v2/users/a%2Fb%20c/presences/purecloud')).json.entityId).toBe('a/b c');
    });
  });

  it('lets 300 requests a minute pass and answers the next as the service does', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      for (let at = 0; at < 300; at += 1) expect((await ada('GET', '/api/v2/systempresences')).status).toBe(200);
      clock.advance(18_000);
      const { status, headers, json } = await ada('GET', '/api/v2/users/me');
      expect(status).toBe(429);
      expect(headers.get('retry-after')).toBe('42');
      expect(json).toEqual({
        message: 'Rate limit exceeded the maximum. Retry the request in [42] seconds',
        code: 'too.many.requests.retry.after',
        status: 429,
        contextId: headers.get('inin-correlation-id'),
        details: [],
        errors: [],
      });
      expect((await apiOf(demo, demo.issueToken('Grace Hopper'))('GET', '/api/v2/users/me')).status).toBe(200);
      clock.advance(42_000);
      expect((await ada('GET', '/api/v2/users/me')).status).toBe(200);
    });
  });

  it('expires tokens after their lifetime, and idle ones earlier, putting their person Offline', async () => {
    const clock = new HandClock();
    await withDemoOrg({ clock, switches: { tokenSeconds: 1000, idleTimeoutSeconds: 400 } }, async (demo) => {
      const token = demo.issueToken('Annie Easley');
      const annie = apiOf(demo, token);
      const person = demo.org.person('Annie Easley')!;
      clock.advance(399_000);
      expect((await annie('GET', '/api/v2/tokens/me?preserveIdleTTL=true')).json.dateTokenIdles).toBe(
        new Date(clock.now() + 1000).toISOString(),
      );
      expect((await annie('HEAD', '/api/v2/tokens/me')).status).toBe(200);
      clock.advance(399_000);
      expect(person.routing.status).toBe('IDLE');
      expect((await annie('GET', '/api/v2/tokens/me?preserveIdleTTL=true')).status).toBe(200);
      clock.advance(1000);
      expect((await annie('GET', '/api/v2/users/me')).json.code).toBe('bad.credentials');
      expect(demo.org.definitions.get(person.presences.get('PURECLOUD')!.definitionId)!.systemPresence).toBe('Offline');
      expect(person.routing.status).toBe('OFF_QUEUE');

      const second = apiOf(demo, demo.issueToken('Ada Lovelace'));
      for (let at = 0; at < 3; at += 1) {
        clock.advance(300_000);
        expect((await second('GET', '/api/v2/users/me')).status).toBe(200);
      }
      clock.advance(100_000);
      expect((await second('GET', '/api/v2/users/me')).status).toBe(401);
    });
  });

  it('lets an administrator set the inactivity timeout, which takes refresh tokens away', async () => {
    await withDemoOrg({ switches: { refreshTokens: true } }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      const admin = apiOf(demo, demo.issueToken('Alan Turing'));
      const wish = { enableIdleTokenTimeout: true, idleTokenTimeoutSeconds: 900 };
      expect((await ada('PUT', '/api/v2/tokens/timeout', wish)).status).toBe(403);
      expect((await admin('PUT', '/api/v2/tokens/timeout', { ...wish, idleTokenTimeoutSeconds: 5 })).status).toBe(400);
      expect((await admin('PUT', '/api/v2/tokens/timeout', wish)).json).toEqual({
        idleTokenTimeoutSeconds: 900,
        enableIdleTokenTimeout: true,
      });
      expect((await ada('GET', '/api/v2/tokens/timeout')).json.idleTokenTimeoutSeconds).toBe(900);
      expect(demo.core.tokens.issue('x', 'y').refreshToken).toBeNull();
    });
  });

  it('refuses what the scopes of the client do not cover', async () => {
    await withDemoOrg({ switches: { scopes: ['presence:readonly', 'users:readonly'] } }, async (demo) => {
      const ada = apiOf(demo, demo.issueToken('Ada Lovelace'));
      const own = `/api/v2/users/${demo.org.person('Ada Lovelace')!.id}/presences/purecloud`;
      expect((await ada('GET', own)).status).toBe(200);
      expect((await ada('PATCH', own, { message: 'x' })).json).toMatchObject({ status: 403, code: 'not.authorized' });
      expect((await ada('POST', '/api/v2/notifications/channels')).status).toBe(403);
      expect((await ada('GET', '/api/v2/users/me')).status).toBe(200);
    });
  });

  it('is addressed as loopback alone', async () => {
    await withDemoOrg({}, async (demo) => {
      const status = await new Promise((resolve) => {
        const { port } = new URL(demo.apiUrl);
        httpRequest(
          { host: '127.0.0.1', port, path: '/oauth/authorize', headers: { Host: 'rebound.example' } },
          (answer) => {
            answer.resume();
            resolve(answer.statusCode);
          },
        ).end();
      });
      expect(status).toBe(421);
    });
  });
});
