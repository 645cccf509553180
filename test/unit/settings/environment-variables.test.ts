import { describe, expect, it } from 'vitest';
import { readVariables, VARIABLES } from '../../../electron/settings/environment-variables.js';
import { checks, rememberingLog } from './doubles.js';

const API = 'https://api.own.example';
const LOGIN = 'https://login.own.example';
const NOTHING_DECIDED = { place: false, clientId: false };

function read(variables: Record<string, string>, overruled = NOTHING_DECIDED) {
  const log = rememberingLog();
  const { values, notices } = readVariables(variables, overruled, checks, log);
  return { values, told: notices.map(({ key, params }) => [key, params['variable']]), log: log.lines.join('\n') };
}

describe('an environment named by variables', () => {
  it('is taken whole', () => {
    const { values, told } = read({
      [VARIABLES.apiUrl]: ` ${API}/ `,
      [VARIABLES.loginUrl]: LOGIN,
      [VARIABLES.clientId]: 'mine',
    });
    expect(values).toEqual({ apiUrl: API, loginUrl: LOGIN, clientId: 'mine' });
    expect(told).toEqual([]);
  });

  it.each([
    [VARIABLES.apiUrl, API, VARIABLES.loginUrl],
    [VARIABLES.loginUrl, LOGIN, VARIABLES.apiUrl],
  ])('with %s alone is ignored, and the missing one is named', (given, address, missing) => {
    const { values, told } = read({ [given]: address, [VARIABLES.clientId]: 'mine' });
    expect(values).toEqual({ clientId: 'mine' });
    expect(told).toEqual([['notice.variableMissing', missing]]);
  });

  it.each([VARIABLES.apiUrl, VARIABLES.loginUrl])(
    'with an unsafe %s is ignored whole, and its value is told nobody',
    (unsafe) => {
      const { values, told, log } = read({
        [VARIABLES.apiUrl]: API,
        [VARIABLES.loginUrl]: LOGIN,
        [unsafe]: 'http://in.the.clear',
      });
      expect(values).toEqual({});
      expect(told).toEqual([['notice.variableUnsafe', unsafe]]);
      expect(log).not.toContain('in.the.clear');
    },
  );

  it('cannot change what the policy names, and can change the rest', () => {
    const all = { [VARIABLES.apiUrl]: API, [VARIABLES.loginUrl]: LOGIN, [VARIABLES.clientId]: 'mine' };
    expect(read(all, { place: true, clientId: false }).values).toEqual({ clientId: 'mine' });
    const other = read(all, { place: false, clientId: true });
    expect(other.values).toEqual({ apiUrl: API, loginUrl: LOGIN });
    expect(other.told).toEqual([['notice.variableOverruled', VARIABLES.clientId]]);
  });

  it('has a client id of 500 characters at most', () => {
    expect(read({ [VARIABLES.clientId]: 'x'.repeat(500) }).values).toEqual({ clientId: 'x'.repeat(500) });
    expect(read({ [VARIABLES.clientId]: 'x'.repeat(501) }).values).toEqual({});
  });
});
