/** This has never run on Windows. The output of `reg.exe` and `Get-Acl` comes from Microsoft's documentation. */
import { describe, expect, it } from 'vitest';
import {
  onlyAdministratorsWrite,
  parseRegQuery,
  POLICY_KEY,
  readWindowsPolicy,
} from '../../../electron/settings/policy-windows.js';
import { readPolicy } from '../../../electron/settings/policy.js';
import { checks, rememberingLog } from './doubles.js';

const TRUSTED = 'O:BAG:SYD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)';
const FILE = 'C:\\ProgramData\\Presence Tray\\policy.json';
const REG = '\\\\?\\GLOBALROOT\\SystemRoot\\System32\\reg.exe';

const printed = (key: string, lines: readonly string[]): string =>
  ['', key.replace('HKLM', 'HKEY_LOCAL_MACHINE'), ...lines.map((line) => `    ${line}`), '', ''].join('\r\n');

/** A computer with these registry values and this file. */
function computer({
  policy = [],
  windows = 'C:\\Windows',
  programData = '%SystemDrive%\\ProgramData',
  file = null,
  path = FILE,
  acl = () => TRUSTED,
  regForbidden = false,
  powershell = null,
}: {
  policy?: readonly string[];
  windows?: string;
  programData?: string;
  file?: string | null;
  path?: string;
  acl?: (place: string) => string | null;
  regForbidden?: boolean;
  powershell?: string | null;
}) {
  const ran: string[] = [];
  const source = readWindowsPolicy({
    exists: (each) => each === REG || (each === path && file !== null),
    readFile: () => Buffer.from(file ?? ''),
    run: (program, args) => {
      ran.push(program);
      const last = args.at(-1) ?? '';
      if (program.endsWith('reg.exe')) {
        if (regForbidden) return { status: 1, output: '' };
        if (last === POLICY_KEY)
          return policy.length === 0 ? { status: 1, output: '' } : { status: 0, output: printed(last, policy) };
        const value = last.endsWith('ProfileList')
          ? `ProgramData    REG_EXPAND_SZ    ${programData}`
          : `SystemRoot    REG_SZ    ${windows}`;
        return { status: 0, output: printed(last, [value]) };
      }
      const place = /Get-Acl -LiteralPath '(.*)'\)/.exec(last)?.[1];
      const output = place === undefined ? powershell : acl(place.replaceAll("''", "'"));
      return output === null ? { status: 1, output: '' } : { status: 0, output: `${output}\r\n` };
    },
  });
  const last = { read: () => null, write: () => undefined, forget: () => undefined };
  return { source, ran, policy: readPolicy(source, last, checks, rememberingLog()) };
}

describe('the policy in the registry', () => {
  it('is read as templates write it: switches and numbers as DWORD, the rest as text', () => {
    const { policy } = computer({
      policy: [
        'region    REG_SZ    eu_central_1',
        'clientId    REG_SZ    4a b c',
        'demo    REG_DWORD    0x0',
        'signInAtStart    REG_DWORD    0x1',
        'redirectPort    REG_DWORD    0x1f90',
        'freePopupAfterMinutes    REG_SZ    15',
        'openPopupHotkey    REG_SZ',
        '(Standard)    REG_SZ    nothing',
        'Blob    REG_BINARY    00FF',
      ],
    });
    expect(policy).toEqual({
      values: {
        region: 'eu_central_1',
        clientId: '4a b c',
        demo: false,
        signInAtStart: true,
        redirectPort: 8080,
        freePopupAfterMinutes: 15,
        openPopupHotkey: null,
      },
      notices: [],
      facts: { kind: 'read', place: POLICY_KEY, wrong: [], unknown: [] },
    });
  });

  it('comes before the file', () => {
    const { policy } = computer({ policy: ['theme    REG_SZ    dark'], file: '{"theme":"light","demo":false}' });
    expect(policy.values).toEqual({ theme: 'dark' });
  });

  it('names a value that is not allowed by its place there', () => {
    const { policy } = computer({ policy: ['redirectPort    REG_DWORD    0x186a0', 'demo    REG_DWORD    0x2'] });
    expect(policy.values).toEqual({ demo: false });
    expect(policy.notices).toMatchObject([
      { params: { where: `${POLICY_KEY}\\redirectPort`, allowed: '0–65535' } },
      { params: { where: `${POLICY_KEY}\\demo`, allowed: 'true, false' } },
    ]);
  });

  it('is read by PowerShell where a group policy forbids reg.exe', () => {
    const { policy } = computer({
      regForbidden: true,
      powershell: '{"region":"eu_central_1","demo":0,"PSPath":"x","PSDrive":{"Name":"HKLM"}}',
    });
    expect(policy.values).toEqual({ region: 'eu_central_1', demo: false });
  });

  it('keeps blanks and everything else of a text', () => {
    expect(parseRegQuery(printed(POLICY_KEY, ['loginHint    REG_SZ      a    b  ']))).toEqual([
      { name: 'loginHint', type: 'REG_SZ', data: '  a    b  ' },
    ]);
  });
});

describe('the policy file of Windows', () => {
  const content = '{"theme":"dark"}';

  it('is read where Administrators or SYSTEM own it and nobody else may write', () => {
    expect(computer({ file: content }).policy.values).toEqual({ theme: 'dark' });
    const bySystem = TRUSTED.replace('O:BA', 'O:S-1-5-18');
    expect(computer({ file: content, acl: () => bySystem }).policy.values).toEqual({ theme: 'dark' });
  });

  it('lies where the registry says, on whatever drive, and no environment variable is asked', () => {
    process.env['ProgramData'] = 'D:\\evil';
    try {
      expect(
        computer({ file: content, windows: 'E:\\Windows', path: 'E:\\ProgramData\\Presence Tray\\policy.json' }).policy
          .values,
      ).toEqual({ theme: 'dark' });
      expect(
        computer({ file: content, programData: 'F:\\Shared', path: 'F:\\Shared\\Presence Tray\\policy.json' }).policy
          .values,
      ).toEqual({ theme: 'dark' });
    } finally {
      delete process.env['ProgramData'];
    }
  });

  it('runs the system’s own programs, by the name that no variable moves', () => {
    for (const program of computer({ file: content }).ran)
      expect(program).toMatch(/^\\\\\?\\GLOBALROOT\\SystemRoot\\System32\\/);
  });

  it.each<[string, string]>([
    ['its folder', 'C:\\ProgramData\\Presence Tray'],
    ['the file', FILE],
  ])('is ignored where another user made %s', (_what, planted) => {
    const acl = (place: string): string =>
      place === planted ? TRUSTED.replace('O:BA', 'O:S-1-5-21-1-2-3-1001') : TRUSTED;
    expect(computer({ file: content, acl }).source).toEqual({ kind: 'untrusted', place: planted });
  });

  it('is ignored where nobody can say who may write it', () => {
    expect(computer({ file: content, acl: () => null }).source.kind).toBe('untrusted');
  });

  it('costs no PowerShell where there is none', () => {
    const { ran, source } = computer({});
    expect(source).toEqual({ kind: 'missing' });
    expect(ran.filter((program) => program.includes('powershell'))).toEqual([]);
  });
});

describe('who may write, by the access list', () => {
  it.each<[string, string, boolean]>([
    ['Administrators and SYSTEM, users read', TRUSTED, true],
    [
      'the same by SIDs',
      'O:S-1-5-32-544G:SYD:(A;;FA;;;S-1-5-32-544)(A;;FA;;;S-1-5-18)(A;;0x1200a9;;;S-1-5-32-545)',
      true,
    ],
    ['users read by letters', 'O:SYG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FRFX;;;BU)', true],
    ['what only counts for files made later', 'O:SYG:SYD:(A;;FA;;;SY)(A;OICIIO;GA;;;CO)', true],
    ['a refusal', 'O:SYG:SYD:(D;;FA;;;BU)(A;;FA;;;SY)', true],
    [
      'ProgramData’s own list: users create files',
      'O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;CIID;DCLCRPCR;;;BU)',
      false,
    ],
    ['users write by mask', 'O:BAG:SYD:(A;;FA;;;BA)(A;;0x120116;;;BU)', false],
    ['everyone, everything', 'O:BAG:SYD:(A;;FA;;;WD)', false],
    ['a person of the domain may delete', 'O:BAG:SYD:(A;;SD;;;S-1-5-21-1-2-3-1001)', false],
    ['users may change the list', 'O:BAG:SYD:(A;;WD;;;BU)', false],
    ['users, in general rights', 'O:BAG:SYD:(A;;GW;;;BU)', false],
    ['rights that nobody knows', 'O:BAG:SYD:(A;;ZZ;;;BU)', false],
    ['under a condition', 'O:BAG:SYD:(XA;;FW;;;BU;(WIN://ISMULTISESSIONSKU))', false],
    ['owned by a user', 'O:S-1-5-21-1-2-3-1001G:SYD:(A;;FA;;;BA)', false],
    ['owned by the group Users', 'O:BUG:SYD:(A;;FA;;;BA)', false],
    ['no access list', 'O:BAG:SY', false],
    ['an empty access list of no limits', 'O:BAG:SYD:NO_ACCESS_CONTROL', false],
    ['nothing', '', false],
    ['an owner that only begins alike', 'O:S-1-5-180G:SYD:(A;;FA;;;BA)', false],
  ])('%s', (_what, sddl, trusted) => {
    expect(onlyAdministratorsWrite(sddl)).toBe(trusted);
  });
});
