/** Who signed in, as far as the service says it. */
import { describe, expect, it } from 'vitest';
import type { UserMe } from '../../../electron/genesys/models/user.js';
import { toMe } from '../../../electron/session/me.js';
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
