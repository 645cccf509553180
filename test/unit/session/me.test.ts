/** Who signed in, as far as the service says it. */
import { describe, expect, it } from 'vitest';
import type { UserMe } from '../../../electron/genesys/models/user.js';
import { isSamePerson, toMe } from '../../../electron/session/me.js';
import { environmentKey, type Environment } from '../../../electron/genesys/environment.js';

const environment: Environment = {
  region: 'custom',
  apiUrl: 'https://api.example.org',
  loginUrl: 'https://login.example.org',
};
const person = (more: Partial<UserMe>): ReturnType<typeof toMe>['person'] =>
  toMe({ id: 'ada', ...more }, environment).person;

describe('the organisation by which a person’s data is kept apart', () => {
  it('is the person’s own', () => {
    const both = { organization: { id: 'own' }, token: { organization: { id: 'of the token' } } };
    expect(person(both).organizationId).toBe('own');
  });

  it.each([{}, { organization: {} }, { organization: { id: '' } }])('is the token’s, where %j', (more) => {
    const token = { organization: { id: 'of the token' } };
    expect(person({ ...more, token }).organizationId).toBe('of the token');
  });

  it.each([{}, { token: {} }, { token: { organization: { id: '' } } }])('is the host’s, where %j', (more) => {
    expect(person(more).organizationId).toBe(environmentKey(environment));
  });
});

describe('the name that is shown', () => {
  it.each([
    [{ name: 'Ada', preferredName: 'Countess' }, 'Ada'],
    [{ name: ' ', preferredName: 'Countess' }, 'Countess'],
    [{ email: 'ada@example.org', username: 'ada.l' }, 'ada@example.org'],
    [{ username: 'ada.l' }, 'ada.l'],
    [{}, 'ada'],
  ])('of %j is %s', (more, name) => {
    expect(person(more).name).toBe(name);
  });
});

describe('what else is known of a person', () => {
  const me = (more: Partial<UserMe>) => toMe({ id: 'ada', ...more }, environment);

  it('is what the service says', () => {
    expect(
      me({
        email: 'ada@example.org',
        authorization: { permissions: ['routing:agent:onQueue'] },
        organization: { id: 'o', name: 'Northwind', defaultLanguage: 'de' },
        division: { id: 'd', name: 'Home' },
        directReports: [{ id: 'grace' }],
      }),
    ).toMatchObject({
      person: { email: 'ada@example.org', organization: 'Northwind' },
      permissions: ['routing:agent:onQueue'],
      leads: true,
      division: { id: 'd', name: 'Home' },
      organizationLanguage: 'de',
    });
  });

  it('is nothing, where it says nothing', () => {
    expect(me({})).toMatchObject({
      person: { email: null, organization: 'api.example.org' },
      permissions: [],
      leads: false,
      division: null,
      organizationLanguage: null,
    });
    expect(me({ directReports: [], division: { id: 'd' } })).toMatchObject({
      leads: false,
      division: { id: 'd', name: null },
    });
  });

  it('is one person only in one organisation', () => {
    const ada = me({ organization: { id: 'o' } }).person;
    expect(isSamePerson(ada, { ...ada, name: 'A. Lovelace' })).toBe(true);
    expect(isSamePerson(ada, { ...ada, userId: 'grace' })).toBe(false);
    expect(isSamePerson(ada, { ...ada, organizationId: 'p' })).toBe(false);
  });
});
