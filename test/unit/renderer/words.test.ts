/** The small words of the windows: where one signs in, why something failed, why the lock is not heard. */
import { describe, expect, it } from 'vitest';
import { environmentLockedBy, environmentName, environmentSetBy } from '../../../renderer/shared/environment.js';
import { say, sayAll, serviceWords } from '../../../renderer/shared/problem.js';
import { lockNotHeard } from '../../../renderer/settings/lock-news.js';
import { exampleState, problem } from '../desktop/example-state.js';
import { english } from '../english.js';

const { environment } = exampleState();

describe('the environment', () => {
  it.each([
    ['eu_central_1', 'api.mypurecloud.de', expect.stringContaining('Frankfurt')],
    ['', 'genesys.example', 'genesys.example'],
    ['', '', null],
    ['moon_1', '', null],
  ])('of region %j and host %j has a name for people, or none', (region, host, name) =>
    expect(environmentName({ ...environment, region, host })).toEqual(name),
  );

  it.each([
    [null, null, null],
    ['policy', null, null],
    [null, 'policy', null],
    ['policy', 'policy', 'policy'],
    ['environment', 'policy', 'environment'],
  ] as const)('is decided where region (%j) and client id (%j) are: %j', (regionLockedBy, clientIdLockedBy, by) => {
    const view = { ...environment, regionLockedBy, clientIdLockedBy };
    expect(environmentLockedBy(view)).toBe(by);
    expect(environmentSetBy(view)).toBe(by === null ? null : `locked.${by}`);
  });
});

describe('why something failed', () => {
  it('is said in our words, and never by a key', () => {
    expect(say(english, { key: 'settings.signInFirst', params: {} })).toBe(english('settings.signInFirst'));
    expect(say(english, { key: 'settings.noSuchText', params: {} })).toBe(english('problem.unknown'));
  });

  it.each([
    [null, null],
    ['', null],
    ['  ', null],
    [' Not today. ', 'Not today.'],
  ])('has the service’s own words only where they add something (%j)', (serviceMessage, words) => {
    const failed = problem({ serviceMessage, correlationId: null });
    expect(serviceWords(failed)).toBe(words);
    const ours = say(english, failed);
    if (words === null) expect(sayAll(english, failed)).toBe(ours);
    else expect(sayAll(english, failed)).toMatch(new RegExp(`^${ours} .*Not today\\.`));
  });

  it('ends with what support asks for, where the service gave it', () => {
    expect(sayAll(english, problem({ serviceMessage: 'No.', correlationId: 'c-17' }))).toMatch(/No\..*c-17/);
    expect(sayAll(english, { key: 'settings.signInFirst', params: {} })).toBe(english('settings.signInFirst'));
  });
});

it.each([
  ['told', null],
  ['unclear', null],
  ['silent', 'settings.lock.silent'],
  ['deaf', 'settings.lock.deaf'],
  ['logindOnly', 'settings.lock.logindOnly'],
] as const)('a lock whose news is %j gets the words %j', (news, key) => expect(lockNotHeard(news)).toBe(key));
