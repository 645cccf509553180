import { describe, expect, it } from 'vitest';
import { folderIn } from '../../../electron/app/policy-folder.js';
import { expandDataFolder, isDataFolder } from '../../../electron/settings/data-folder.js';
import { mayHavePolicy } from '../../../electron/settings/policy-places.js';
import type { PolicySource } from '../../../electron/settings/policy-source.js';

const ADA = { user_name: 'ada', user_home: '/home/ada', machine_name: 'ws-17' };
const ON_WINDOWS = {
  user_name: 'ada',
  user_home: 'C:\\Users\\ada',
  machine_name: 'WS-17',
  local_app_data: 'C:\\Users\\ada\\AppData\\Local',
  roaming_app_data: '\\\\files\\ada\\AppData',
};

const policy = (value: unknown, name = 'dataFolder'): PolicySource => ({
  kind: 'entries',
  place: '/etc/presence-tray/policy.json',
  entries: [{ name, value, where: '' }],
});
const folderOf = (source: PolicySource): string | null => folderIn(source, () => ADA);

describe('the data folder that a policy names', () => {
  it.each([
    ['/var/lib/presence-tray/${user_name}', '/var/lib/presence-tray/ada'],
    ['${user_home}/.presence-tray/${machine_name}', '/home/ada/.presence-tray/ws-17'],
    ['/srv/one for all', '/srv/one for all'],
  ])('%s is %s', (text, path) => {
    expect(isDataFolder(text)).toBe(true);
    expect(expandDataFolder(text, ADA)).toBe(path);
    expect(folderOf(policy(text))).toBe(path);
  });

  it.each([
    ['${local_app_data}\\Presence Tray', 'C:\\Users\\ada\\AppData\\Local\\Presence Tray'],
    ['${roaming_app_data}\\Presence Tray', '\\\\files\\ada\\AppData\\Presence Tray'],
    ['D:\\Profiles\\${user_name}', 'D:\\Profiles\\ada'],
    ['\\\\files\\profiles$\\${user_name}', '\\\\files\\profiles$\\ada'],
  ])('on Windows %s is %s', (text, path) => {
    expect(isDataFolder(text)).toBe(true);
    expect(expandDataFolder(text, ON_WINDOWS)).toBe(path);
  });

  it.each([
    '',
    'profiles/ada',
    './ada',
    '~/ada',
    '$HOME/ada',
    '/srv/${user}',
    '/srv/${user_name',
    '${user_name}/x',
    '/a\0b',
  ])('is never %j', (text) => {
    expect(isDataFolder(text)).toBe(false);
    expect(folderOf(policy(text))).toBeNull();
  });

  it('is the usual one where a variable has no value here, and never a half of it', () => {
    expect(folderOf(policy('${local_app_data}/Presence Tray'))).toBeNull();
    expect(expandDataFolder('/srv/${user_name}', { ...ADA, user_name: '' })).toBeNull();
  });

  it('is the usual one where the policy names none, or is not to be read or believed', () => {
    for (const source of [
      policy(null),
      policy(7),
      policy('/srv', 'datafolder'),
      { kind: 'missing' },
      { kind: 'untrusted', place: '/etc' },
      { kind: 'broken', place: '/etc', reason: 'other', detail: '' },
    ] satisfies PolicySource[])
      expect(folderOf(source)).toBeNull();
  });
});

describe('a policy', () => {
  const only = (there: string) => (path: string) => path === there;

  it('is read before the folder is known only where there may be one', () => {
    expect(mayHavePolicy('linux', () => 'ada', only('/etc/presence-tray/policy.json'))).toBe(true);
    expect(
      mayHavePolicy(
        'linux',
        () => 'ada',
        () => false,
      ),
    ).toBe(false);
    expect(
      mayHavePolicy(
        'win32',
        () => 'ada',
        () => false,
      ),
    ).toBe(true);
    const managed = '/Library/Managed Preferences/ada/io.github.presence-tray.plist';
    expect(mayHavePolicy('darwin', () => 'ada', only(managed))).toBe(true);
    expect(mayHavePolicy('darwin', () => 'eve', only(managed))).toBe(false);
  });
});
