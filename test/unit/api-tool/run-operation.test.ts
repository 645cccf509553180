import { describe, expect, test } from 'vitest';
import { runCall, type CallResult } from '../../../electron/api-tool/run-operation.js';
import { API_OPERATIONS } from '../../../electron/genesys/client.js';
import { GenesysError } from '../../../electron/genesys/error.js';
import { jsonAnswer, refusal, setUp, type Answer } from '../genesys/fakes.js';

const ok: Answer = () => jsonAnswer({ entities: [{ id: 'd', systemPresence: 'On Queue' }] });

/** Types words. Returns the outcome and the service's requests. */
async function type(line: string | readonly string[], answer: Answer = ok) {
  const { client, service } = setUp(answer);
  const words = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line;
  const result: CallResult = await runCall(words, () => Promise.resolve(client));
  return {
    ...result,
    asked: service.seen.map(({ method, url, body }) => ({ method, path: url.pathname + url.search, body })),
  };
}

describe('an operation by its name', () => {
  test('is called with its arguments as flags, and its answer comes as JSON, as the service wrote it', async () => {
    const { asked, ...result } = await type('getPresenceDefinitions --localeCode ALL');
    expect(asked).toEqual([{ method: 'GET', path: '/api/v2/presence/definitions?localeCode=ALL', body: null }]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toEqual({ entities: [{ id: 'd', systemPresence: 'On Queue' }] });
    expect(result.stdout.endsWith('\n')).toBe(true);
  });

  test('may carry the vendor’s 0; the legacy generation differs by a capital alone', async () => {
    const path = async (line: string) => (await type(line)).asked[0]?.path;
    expect(await path('getPresenceDefinitions0')).toBe('/api/v2/presence/definitions');
    expect(await path('getPresenceDefinitions')).toBe('/api/v2/presence/definitions');
    expect(await path('getPresencedefinitions')).toBe('/api/v2/presencedefinitions');
  });

  test('takes ids, lists, numbers, flags and a body', async () => {
    const result = await type([
      'putNotificationsChannelSubscriptions',
      '--channelId=a b/c',
      '--ignoreErrors',
      'true',
      '--body',
      '[{"id":"v2.users.u.presence"}]',
    ]);
    expect(result.asked).toEqual([
      {
        method: 'PUT',
        path: '/api/v2/notifications/channels/a%20b%2Fc/subscriptions?ignoreErrors=true',
        body: '[{"id":"v2.users.u.presence"}]',
      },
    ]);
    const users = await type('getUsers --id a,b --id c --pageSize 3', () => jsonAnswer({ entities: [] }));
    expect(users.asked[0]?.path).toBe('/api/v2/users?pageSize=3&id=a,b,c');
  });

  test('that answers nothing prints nothing', async () => {
    const result = await type('deleteTokensMe', () => new Response(null, { status: 204 }));
    expect(result).toMatchObject({ exitCode: 0, stdout: '', stderr: '' });
  });

  test('shows an answer also where the app would not understand it, and says so', async () => {
    const result = await type('getUsersMe', () => jsonAnswer({ id: 7 }));
    expect(result).toMatchObject({ exitCode: 0, stdout: '{\n  "id": 7\n}\n' });
    expect(result.stderr).toContain('does not understand id');
  });
});

describe('a refused call', () => {
  test('ends with 1, the reason, the service’s words and the correlation id', async () => {
    const result = await type('getPresenceSources', () =>
      refusal(403, 'missing.permissions', 'You are missing the following permission(s): presence:source:view', {
        'inin-correlation-id': 'c-7',
      }),
    );
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toContain('presence:source:view');
    expect(result.stderr).toContain('code missing.permissions, correlation id c-7');
  });

  test('also where nobody is signed in', async () => {
    const result = await runCall(['getUsersMe'], () =>
      Promise.reject(new GenesysError({ kind: 'http', status: 401, message: '' })),
    );
    expect(result).toMatchObject({ exitCode: 1, stdout: '' });
    expect(result.stderr).toContain('Sign in again');
  });
});

describe('words that make no call', () => {
  test.each([
    ['', 'Name an operation'],
    ['--localeCode ALL', 'Name an operation'],
    ['getEverything', 'There is no operation getEverything'],
    ['getpresencedefinitions', 'There is no operation'],
    ['getPresenceDefinitions --locale ALL', '--locale'],
    ['getPresenceDefinitions ALL', 'ALL'],
    ['getPresenceDefinitions --localeCode', '--localeCode'],
    ['getPresencedefinitions --pageSize many', '--pageSize takes a number'],
    ['getTokensMe --preserveIdleTTL yes', '--preserveIdleTTL takes true or false'],
    ['getUserPresencesPurecloud', '--userId is missing'],
    ['getUserPresencesPurecloud --userId ..', 'userId must be an id'],
    ['getUserPresencesPurecloud --userId a --userId b', '--userId is given more than once'],
    ['patchUserPresencesPurecloud --userId u', '--body is missing'],
    ['patchUserPresencesPurecloud --userId u --body {', '--body is not JSON'],
    ['getSystempresences --body {}', '--body'],
  ])('%j ends with 2 and says why', async (line, complaint) => {
    const result = await type(line);
    expect(result).toMatchObject({ exitCode: 2, stdout: '', asked: [] });
    expect(result.stderr).toContain(complaint);
    expect(result.stderr).toContain('Usage: npm run api -- ');
  });

  test('never ask anybody to sign in', async () => {
    let asked = false;
    await runCall(['getEverything'], () => {
      asked = true;
      return Promise.reject(new Error('No'));
    });
    expect(asked).toBe(false);
  });

  test('name what was nearly typed', async () => {
    const { stderr } = await type('getpresencedefinitions');
    expect(stderr).toContain('getPresenceDefinitions ');
    expect(stderr).toContain('getPresencedefinitions ');
    expect(stderr).not.toContain('deleteTokensMe');
  });
});

describe('help', () => {
  test('lists every operation', async () => {
    const { stdout, exitCode } = await type('--help');
    expect(exitCode).toBe(0);
    for (const api of Object.values(API_OPERATIONS))
      for (const name of Object.keys(api)) expect(stdout).toContain(`  ${name} `);
  });

  test('for one operation tells its arguments and permissions', async () => {
    const { stdout, exitCode, asked } = await type('patchUserPresencesPurecloud --help');
    expect({ exitCode, asked }).toEqual({ exitCode: 0, asked: [] });
    expect(stdout).toContain('--userId ID (required)');
    expect(stdout).toContain('--body JSON (required)');
    expect((await type('deletePresenceSource -h')).stdout).toContain(
      'Needs any of: presence:source:delete, presence:source:edit',
    );
  });
});
