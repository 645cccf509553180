/** What the scopes of an OAuth client open in the demo org. */
import { describe, expect, it } from 'vitest';
import { checkScope } from '../../../electron/demo-org/scopes.js';

const opens = (scopes: readonly string[] | null, verb: string, path: string): boolean => {
  try {
    checkScope(scopes, verb, path);
    return true;
  } catch {
    return false;
  }
};

describe('a scope', () => {
  it.each([
    ['presence', 'PATCH', '/api/v2/users/u/presences/purecloud'],
    ['presence', 'GET', '/api/v2/presence/settings'],
    ['routing', 'PUT', '/api/v2/users/u/routingstatus'],
    ['routing', 'GET', '/api/v2/routing/queues'],
    ['users', 'GET', '/api/v2/users/u'],
    ['groups', 'GET', '/api/v2/teams'],
    ['notifications', 'POST', '/api/v2/notifications/channels'],
    ['organization', 'GET', '/api/v2/organizations/me'],
  ])('%s opens %s %s, and without it that is closed', (scope, verb, path) => {
    expect(opens([scope], verb, path)).toBe(true);
    expect(opens([], verb, path)).toBe(false);
    expect(opens(['analytics'], verb, path)).toBe(false);
  });

  it('to read is enough to read, and to search, not to write', () => {
    expect(opens(['presence:readonly'], 'GET', '/api/v2/presence/settings')).toBe(true);
    expect(opens(['presence:readonly'], 'HEAD', '/api/v2/presence/settings')).toBe(true);
    expect(opens(['presence:readonly'], 'PUT', '/api/v2/presence/settings')).toBe(false);
    expect(opens(['users:readonly'], 'POST', '/api/v2/users/search')).toBe(true);
    expect(opens(['users:readonly'], 'POST', '/api/v2/users')).toBe(false);
    const mine = '/api/v2/workforcemanagement/agentschedules/mine';
    expect(opens(['workforce-management:readonly'], 'POST', mine)).toBe(true);
  });

  it('to read notifications does not exist', () => {
    expect(opens(['notifications:readonly'], 'GET', '/api/v2/notifications/channels')).toBe(false);
  });

  it('for basic facts opens only the person’s own', () => {
    expect(opens(['user-basic-info'], 'GET', '/api/v2/users/me')).toBe(true);
    expect(opens(['user-basic-info'], 'GET', '/api/v2/users/u')).toBe(false);
  });
});

it('an app without stated scopes may call everything, and what needs none may be called by every app', () => {
  expect(opens(null, 'PUT', '/api/v2/presence/settings')).toBe(true);
  expect(opens([], 'GET', '/api/v2/tokens/me')).toBe(true);
});
