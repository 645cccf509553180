/** Which of the demo org's routes a path leads to. */
import { expect, it } from 'vitest';
import { Router } from '../../../electron/demo-org/router.js';

const router = new Router([
  { verb: 'GET', path: '/users/{userId}' },
  { verb: 'GET', path: '/users/me' },
  { verb: 'PATCH', path: '/users/{userId}' },
  { verb: 'GET', path: '/users/{userId}/presences/{sourceId}' },
  { verb: 'GET', path: '/users/{userId}/presences/purecloud' },
  { verb: 'PUT', path: '/users/presences/bulk' },
]);
const find = (verb: string, path: string) => {
  const found = router.find(verb, path);
  return found === null || found === 'unknownVerb' ? found : [found.route.path, found.params];
};

it('a fixed word comes before a parameter, wherever it was declared', () => {
  expect(find('GET', '/users/me')).toEqual(['/users/me', {}]);
  expect(find('GET', '/users/u1')).toEqual(['/users/{userId}', { userId: 'u1' }]);
  expect(find('GET', '/users/u1/presences/purecloud')).toEqual([
    '/users/{userId}/presences/purecloud',
    { userId: 'u1' },
  ]);
  expect(find('GET', '/users/u1/presences/crm')).toEqual([
    '/users/{userId}/presences/{sourceId}',
    { userId: 'u1', sourceId: 'crm' },
  ]);
});

it('a path with another verb is known, and goes on to a parameter that has the verb', () => {
  expect(find('DELETE', '/users/u1')).toBe('unknownVerb');
  expect(find('PATCH', '/users/me')).toEqual(['/users/{userId}', { userId: 'me' }]);
});

it('a parameter is decoded, and neither empty nor broken', () => {
  expect(find('GET', '/users/a%20b')).toEqual(['/users/{userId}', { userId: 'a b' }]);
  expect([find('GET', '/users/'), find('GET', '/users/%E0%A4%A')]).toEqual([null, null]);
});

it('a path that is longer or shorter leads nowhere', () => {
  expect([find('GET', '/users'), find('GET', '/users/me/x'), find('GET', '/teams/t')]).toEqual([null, null, null]);
});
