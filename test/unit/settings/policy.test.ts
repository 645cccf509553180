import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policyPath, readPolicy } from '../../../electron/settings/policy.js';
import {
  onlyRootWrites,
  placesAbove,
  posixPolicyFiles,
  windowsPolicyFiles,
  type Ownership,
  type PolicyFiles,
} from '../../../electron/settings/policy-files.js';
import { checks, rememberingLog } from './doubles.js';

const content = (values: unknown): PolicyFiles => ({
  read: () => ({ kind: 'content', content: typeof values === 'string' ? values : JSON.stringify(values) }),
});
const read = (files: PolicyFiles) => {
  const log = rememberingLog();
  return { ...readPolicy('/etc/presence-tray/policy.json', files, checks, log), log };
};

describe('where the policy lies', () => {
  it('is fixed per system', () => {
    expect(policyPath('linux', {})).toBe('/etc/presence-tray/policy.json');
    expect(policyPath('darwin', {})).toBe('/Library/Application Support/Presence Tray/policy.json');
    expect(policyPath('win32', { ProgramData: 'C:\\ProgramData' })).toBe('C:\\ProgramData\\Presence Tray\\policy.json');
    expect(policyPath('win32', {})).toBeNull();
    expect(policyPath('win32', { ProgramData: 'relative' })).toBeNull();
  });
});

describe('what the policy says', () => {
  it('is nothing where there is none', () => {
    expect(read({ read: () => ({ kind: 'missing' }) })).toMatchObject({ values: {}, notices: [] });
    expect(readPolicy(null, content({ theme: 'dark' }), checks, rememberingLog()).values).toEqual({});
  });

  it('takes a region by id or host, and any setting', () => {
    const { values } = read(
      content({ region: 'mypurecloud.de', clientId: 'c', signInAtStart: true, keepSession: 'untilLock' }),
    );
    expect(values).toEqual({ region: 'eu_central_1', clientId: 'c', signInAtStart: true, keepSession: 'untilLock' });
  });

  it('ignores what it cannot use by name, and keeps the rest', () => {
    const { values, notices, log } = read(
      content({ theme: 'dark', redirectPort: 'many', region: 'atlantis', colour: 'red' }),
    );
    expect(values).toEqual({ theme: 'dark' });
    expect(notices.map((each) => each.params['setting'])).toEqual(['redirectPort', 'region']);
    expect(log.lines.join()).toContain('colour');
  });

  it('takes single sign-on whole or not at all', () => {
    expect(read(content({ org: 'acme', provider: 'adfs' })).values).toEqual({ org: 'acme', provider: 'adfs' });
    const { values, notices } = read(content({ org: 'acme', apiUrl: 'https://api.example.test', theme: 'dark' }));
    expect(values).toEqual({ theme: 'dark' });
    expect(notices.map((each) => each.params['setting'])).toEqual(['org', 'apiUrl']);
  });

  it.each(['', '{', '[]', '"text"', 'null'])('ignores a file that is no JSON object (%j), with a word', (text) => {
    expect(read(content(text))).toMatchObject({ values: {}, notices: [{ key: 'notice.policyUnreadable' }] });
  });

  it('is ignored with a word where ordinary users can write it', () => {
    const told = read({ read: () => ({ kind: 'writable', place: '/etc/presence-tray' }) });
    expect(told).toMatchObject({
      values: {},
      notices: [{ key: 'notice.policyWritable', params: { path: '/etc/presence-tray' } }],
    });
    expect(told.log.lines).toHaveLength(1);
  });
});

describe('who can write the policy', () => {
  it.each<[string, Ownership, boolean]>([
    ['root alone', { uid: 0, gid: 0, mode: 0o644 }, true],
    ['root and root’s group', { uid: 0, gid: 0, mode: 0o664 }, true],
    ['another group', { uid: 0, gid: 1000, mode: 0o664 }, false],
    ['everybody', { uid: 0, gid: 0, mode: 0o666 }, false],
    ['everybody in a sticky folder', { uid: 0, gid: 0, mode: 0o1777 }, false],
    ['its owner, an ordinary user', { uid: 1000, gid: 0, mode: 0o644 }, false],
  ])('%s', (_who, ownership, trusted) => expect(onlyRootWrites(ownership)).toBe(trusted));

  it('includes whoever can write a folder above it', () => {
    expect(placesAbove('/etc/presence-tray/policy.json')).toEqual([
      '/etc/presence-tray/policy.json',
      '/etc/presence-tray',
      '/etc',
      '/',
    ]);
  });
});

describe('the policy on disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'policy-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const root = { uid: 0, gid: 0, mode: 0o644 };
  const file = (): string => {
    const path = join(folder, 'presence-tray', 'policy.json');
    mkdirSync(dirname(path));
    writeFileSync(path, '{"theme":"dark"}');
    return path;
  };

  it('is read where every place is root’s alone', () => {
    expect(posixPolicyFiles(() => root).read(file())).toEqual({ kind: 'content', content: '{"theme":"dark"}' });
  });

  it('is ignored where one folder above is not', () => {
    const path = file();
    const files = posixPolicyFiles((place) => (place === folder ? { ...root, uid: 1000 } : root));
    expect(files.read(path)).toEqual({ kind: 'writable', place: folder });
  });

  it('follows a link before it judges', () => {
    const path = file();
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    const files = posixPolicyFiles((place) => (place === path ? { ...root, mode: 0o666 } : root));
    expect(files.read(link)).toEqual({ kind: 'writable', place: path });
  });

  it('lies in a temporary folder here, which the real check does not trust', () => {
    expect(posixPolicyFiles().read(file()).kind).toBe('writable');
  });

  it('may be missing', () => {
    expect(posixPolicyFiles().read(join(folder, 'none.json'))).toEqual({ kind: 'missing' });
    expect(windowsPolicyFiles().read(join(folder, 'none.json'))).toEqual({ kind: 'missing' });
  });

  it('counts on Windows only if this process may not write it', () => {
    const path = file();
    expect(windowsPolicyFiles().read(path)).toEqual({ kind: 'writable', place: path });
    chmodSync(path, 0o444);
    // Root may write whatever the mode says; an ordinary user may not.
    const expected = process.getuid?.() === 0 ? 'writable' : 'content';
    expect(windowsPolicyFiles().read(path).kind).toBe(expected);
  });
});
