import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicy, type LastPolicy, type Policy } from '../../../electron/settings/policy.js';
import {
  onlyRootWrites,
  posixFiles,
  placesAbove,
  readPolicyText,
  readPosixPolicy,
  type Ownership,
  type PolicySource,
} from '../../../electron/settings/policy-source.js';
import { createSettingsStore } from '../../../electron/settings/settings-store.js';
import { defaultSettings } from '../../../electron/settings/settings.js';
import { checks, fileInMemory, rememberingLog } from './doubles.js';

const PATH = '/etc/presence-tray/policy.json';

/** A policy file with this content. */
const file = (content: unknown): PolicySource =>
  readPolicyText(PATH, () =>
    content instanceof Uint8Array
      ? content
      : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
  );

function lastPolicy(values: Readonly<Record<string, unknown>> | null = null): LastPolicy & {
  values: Readonly<Record<string, unknown>> | null;
} {
  const last = {
    values,
    read: () => last.values,
    write: (next: Readonly<Record<string, unknown>>) => {
      last.values = next;
    },
    forget: () => {
      last.values = null;
    },
  };
  return last;
}

const read = (source: PolicySource, last = lastPolicy()) => {
  const log = rememberingLog();
  return { ...readPolicy(source, last, checks, log), log, last };
};

/** The store's result with a person's settings, environment variables and defaults. */
const store = (policy: Policy, own: Record<string, unknown> = {}, variables: Record<string, string> = {}) =>
  createSettingsStore({
    file: fileInMemory(own),
    policy,
    variables,
    defaults: defaultSettings('linux', true),
    checks,
    log: rememberingLog(),
  });

describe('what the policy says', () => {
  it('is nothing where there is none', () => {
    expect(read({ kind: 'missing' })).toMatchObject({ values: {}, notices: [] });
  });

  it('takes a region by id or host, and any setting', () => {
    const { values } = read(
      file({ region: 'mypurecloud.de', clientId: 'c', signInAtStart: true, keepSession: 'untilLock' }),
    );
    expect(values).toEqual({ region: 'eu_central_1', clientId: 'c', signInAtStart: true, keepSession: 'untilLock' });
  });

  it('names each value that is not allowed, with its line and what is allowed, and keeps the rest', () => {
    const { values, notices } = read(
      file(
        '{\n  "theme": "dark",\n  "redirectPort": "many",\n  // soon\n  "notifyChanges": "some",\n  "loginHint": 5,\n}',
      ),
    );
    expect(values).toEqual({ theme: 'dark' });
    expect(notices.map(({ key, params }) => [key, params])).toEqual([
      ['notice.policyValue', { setting: 'redirectPort', where: `${PATH}:3`, allowed: '0–65535' }],
      ['notice.policyValue', { setting: 'notifyChanges', where: `${PATH}:5`, allowed: 'moved, all, none' }],
      ['notice.policyValue', { setting: 'loginHint', where: `${PATH}:6`, allowed: '"…" (1–500), null' }],
    ]);
  });

  it('writes what is no setting of this version into the log alone: one policy serves many versions', () => {
    const { values, notices, log } = read(file({ theme: 'dark', colour: 'red', __proto__: 1, constructor: 2 }));
    expect({ values, notices }).toEqual({ values: { theme: 'dark' }, notices: [] });
    expect(log.lines.join()).toContain('colour');
  });

  it('takes single sign-on whole or not at all, and says what is missing', () => {
    expect(read(file({ org: 'acme', provider: 'adfs' })).values).toEqual({ org: 'acme', provider: 'adfs' });
    const { values, notices } = read(file({ org: 'acme', theme: 'dark' }));
    expect(values).toEqual({ theme: 'dark' });
    expect(notices).toMatchObject([{ key: 'notice.policyHalf', params: { setting: 'org', missing: 'provider' } }]);
  });

  it('may be empty', () => {
    expect(read(file('{}'))).toMatchObject({ values: {}, notices: [] });
    expect(read(file('{ /* nothing yet */ }'))).toMatchObject({ values: {}, notices: [] });
  });

  it('null for region, addresses or client id decides nothing', () => {
    const policy = read(file({ region: null, apiUrl: null, loginUrl: null, clientId: null, openPopupHotkey: null }));
    expect(policy.values).toEqual({ openPopupHotkey: null });
    expect(store(policy, { region: 'us_east_1' }).get().region).toBe('us_east_1');
  });
});

describe('a policy as editors and programs write it', () => {
  const text = '{ "theme": "dark", "loginHint": "Zoë" }';
  const wide = (mark: string): Buffer => Buffer.from(`${mark}${text}`, 'utf16le');
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with its mark, as PowerShell 5.1 writes it', wide('\uFEFF')],
    ['UTF-16, big end first, with its mark', wide('\uFEFF').swap16()],
    ['UTF-16 without a mark', wide('')],
    ['UTF-16, big end first, without a mark', wide('').swap16()],
    ['the Western code page of Windows', Buffer.from(text, 'latin1')],
  ])('is read in %s', (_how, bytes) => {
    expect(read(file(bytes))).toMatchObject({ values: { theme: 'dark', loginHint: 'Zoë' }, notices: [] });
  });

  it.each([
    ['comments', '// IT, 2026\n{ "theme": /* by default */ "dark" } // end'],
    ['a comma before the bracket', '{ "theme": "dark", }'],
    ['Windows line ends', '{\r\n"theme":\t"dark"\r\n}\r\n'],
    ['a name twice: the last one counts', '{ "theme": "light", "theme": "dark" }'],
  ])('is read with %s', (_how, content) => {
    expect(read(file(content))).toMatchObject({ values: { theme: 'dark' }, notices: [] });
  });
});

describe('a policy that cannot be read', () => {
  const unreadable: [string, PolicySource, string, Record<string, string>][] = [
    [
      'is no JSON from a line on',
      file('{\n  "demo": false,\n  "theme" "dark"\n}'),
      'syntax',
      { line: '3', column: '11' },
    ],
    ['is empty', file(''), 'syntax', { line: '1', column: '1' }],
    ['is cut off', file('{ "demo": false'), 'syntax', { line: '1', column: '16' }],
    ['is nested without end', file('['.repeat(100_000)), 'syntax', { line: '1', column: '1' }],
    ['is a list', file('[]'), 'shape', {}],
    ['is a text', file('"text"'), 'shape', {}],
    ['is null', file('null'), 'shape', {}],
    ['is far too large', file(Buffer.alloc(2_000_000, ' ')), 'other', {}],
    [
      'may not be read by this account',
      { kind: 'broken', place: PATH, reason: 'permission', detail: 'EACCES' },
      'permission',
      {},
    ],
  ];

  it.each(unreadable)(
    'because it %s leaves the last good one in force, and says where and why',
    (_why, source, reason, params) => {
      const { values, notices, log } = read(source, lastPolicy({ demo: false, region: 'eu_central_1', clientId: 'c' }));
      expect(values).toEqual({ demo: false, region: 'eu_central_1', clientId: 'c' });
      expect(notices).toMatchObject([{ key: `notice.policy.${reason}.kept`, params: { path: PATH, ...params } }]);
      expect(log.lines).toHaveLength(1);
    },
  );

  it.each(unreadable)('because it %s never fails open where there was none before', (_why, source, reason) => {
    const policy = read(source);
    expect(policy.notices).toMatchObject([{ key: `notice.policy.${reason}.closed` }]);
    const own = {
      region: 'us_east_1',
      clientId: 'mine',
      demo: true,
      keepSession: 'always',
      idleRenewal: 'whilePresent',
    };
    const variables = {
      PRESENCE_TRAY_API_URL: 'https://api.evil.test',
      PRESENCE_TRAY_LOGIN_URL: 'https://login.evil.test',
      PRESENCE_TRAY_CLIENT_ID: 'theirs',
    };
    const settings = store(policy, own, variables);
    expect(settings.get()).toMatchObject({
      region: null,
      apiUrl: null,
      loginUrl: null,
      clientId: null,
      demo: false,
      keepSession: 'untilLock',
      idleRenewal: 'never',
    });
    for (const key of ['region', 'apiUrl', 'clientId', 'demo', 'keepSession'] as const)
      expect(settings.lockedBy(key)).toBe('policy');
    expect(settings.lockedBy('theme')).toBeNull();
  });

  it('does not become the last good one', () => {
    const last = lastPolicy({ demo: false });
    read(file('{'), last);
    expect(last.values).toEqual({ demo: false });
  });
});

describe('a policy with one value that is not allowed', () => {
  it('keeps for that name what held last', () => {
    const last = lastPolicy({ keepSession: 'untilQuit', region: 'eu_central_1', clientId: 'old' });
    const { values } = read(file({ keepSession: 'sometimes', clientId: 'new', region: 'atlantis' }), last);
    expect(values).toMatchObject({ keepSession: 'untilQuit', clientId: 'new', region: 'eu_central_1' });
    expect(last.values).toEqual(values);
  });

  it('forbids what that name may forbid where nothing held before', () => {
    expect(read(file({ demo: 'no', idleRenewal: 1, keepSession: null })).values).toEqual({
      demo: false,
      idleRenewal: 'never',
      keepSession: 'untilLock',
    });
  });

  it.each([
    { region: 'atlantis' },
    { apiUrl: 'http://api.example.test', loginUrl: 'https://x.test' },
    { apiUrl: 'https://a.test' },
  ])('leaves nobody to choose another environment than the one that was meant: %j', (wrong) => {
    const settings = store(
      read(file(wrong)),
      { region: 'us_east_1' },
      {
        PRESENCE_TRAY_API_URL: 'https://api.evil.test',
        PRESENCE_TRAY_LOGIN_URL: 'https://login.evil.test',
      },
    );
    expect(settings.get()).toMatchObject({ region: null, apiUrl: null, loginUrl: null });
    expect(settings.lockedBy('region')).toBe('policy');
  });

  it('takes the region where only an address beside it is wrong', () => {
    expect(read(file({ region: 'eu_central_1', apiUrl: 'ftp://x' })).values).toMatchObject({ region: 'eu_central_1' });
  });

  it('leaves a matter of taste to the person', () => {
    expect(store(read(file({ theme: 'purple' })), { theme: 'light' }).lockedBy('theme')).toBeNull();
  });
});

describe('the last good policy', () => {
  it('is the one that holds, and goes with it', () => {
    const last = lastPolicy();
    read(file({ demo: false, theme: 'dark' }), last);
    expect(last.values).toEqual({ demo: false, theme: 'dark' });
    read({ kind: 'missing' }, last);
    expect(last.values).toBeNull();
  });

  it('is checked like any policy: a program may have written it', () => {
    const last = lastPolicy({ theme: 'purple', apiUrl: 'http://evil.test', loginUrl: 7, demo: false });
    expect(read(file('{'), last).values).toEqual({ demo: false });
  });

  it('holds where the file has become open to ordinary users', () => {
    const untrusted: PolicySource = { kind: 'untrusted', place: '/etc/presence-tray' };
    expect(read(untrusted, lastPolicy({ demo: false }))).toMatchObject({
      values: { demo: false },
      notices: [{ key: 'notice.policyWritable.kept', params: { path: '/etc/presence-tray' } }],
    });
    const told = read(untrusted);
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
    expect(placesAbove(PATH)).toEqual([PATH, '/etc/presence-tray', '/etc', '/']);
  });
});

describe('the policy on disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'policy-'))));
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });

  const root = { uid: 0, gid: 0, mode: 0o644 };
  const write = (): string => {
    const path = join(folder, 'presence-tray', 'policy.json');
    mkdirSync(dirname(path));
    writeFileSync(path, '{"theme":"dark"}');
    return path;
  };

  it('is read where every place is root’s alone', () => {
    const path = write();
    expect(readPosixPolicy(path, { ...posixFiles, stat: () => root })).toEqual({
      kind: 'entries',
      place: path,
      entries: [{ name: 'theme', value: 'dark', where: `${path}:1` }],
    });
  });

  it('is ignored where one folder above is not', () => {
    const found = readPosixPolicy(write(), {
      ...posixFiles,
      stat: (place) => (place === folder ? { ...root, uid: 1000 } : root),
    });
    expect(found).toEqual({ kind: 'untrusted', place: folder });
  });

  it('follows a link before it judges', () => {
    const path = write();
    const link = join(folder, 'link.json');
    symlinkSync(path, link);
    const found = readPosixPolicy(link, {
      ...posixFiles,
      stat: (place) => (place === path ? { ...root, mode: 0o666 } : root),
    });
    expect(found).toEqual({ kind: 'untrusted', place: path });
  });

  it('lies in a temporary folder here, which the real check does not trust', () => {
    expect(readPosixPolicy(write()).kind).toBe('untrusted');
  });

  it('may be missing', () => {
    expect(readPosixPolicy(join(folder, 'none.json'))).toEqual({ kind: 'missing' });
    writeFileSync(join(folder, 'plain'), '');
    expect(readPosixPolicy(join(folder, 'plain', 'policy.json'))).toEqual({ kind: 'missing' });
  });

  it('that is a folder, or a link to itself, is no missing one', () => {
    mkdirSync(join(folder, 'policy.json'));
    expect(readPosixPolicy(join(folder, 'policy.json'), { ...posixFiles, stat: () => root })).toMatchObject({
      kind: 'broken',
      reason: 'other',
    });
    symlinkSync('loop', join(folder, 'loop'));
    expect(readPosixPolicy(join(folder, 'loop'), { ...posixFiles, stat: () => root })).toMatchObject({
      kind: 'broken',
      detail: 'ELOOP',
    });
  });

  it('that this account may not read is no missing one', () => {
    const path = write();
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const found = readPolicyText(path, () => {
      throw denied;
    });
    expect(found).toEqual({ kind: 'broken', place: path, reason: 'permission', detail: 'EACCES' });
  });
});
