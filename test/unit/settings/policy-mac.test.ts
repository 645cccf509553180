/** This has never run on a Mac. Managed preferences are files of the system, and plutil prints them as JSON. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readMacPolicy } from '../../../electron/settings/policy-mac.js';
import { BUNDLE_ID, MAC_POLICY_FILE } from '../../../electron/settings/policy-places.js';
import type { Ownership } from '../../../electron/settings/policy-source.js';

const FOR_ADA = `/Library/Managed Preferences/ada/${BUNDLE_ID}.plist`;
const FOR_ALL = `/Library/Managed Preferences/${BUNDLE_ID}.plist`;
const ROOT: Ownership = { uid: 0, gid: 0, mode: 0o644 };

/** @param files plutil's output for each. Null: it cannot read it */
function mac(files: Readonly<Record<string, string | null>>, stat: (path: string) => Ownership = () => ROOT) {
  return readMacPolicy({
    userName: 'ada',
    files: {
      stat,
      realpath: (path) => {
        if (!Object.hasOwn(files, path)) throw Object.assign(new Error('none'), { code: 'ENOENT' });
        return path;
      },
      readFile: () => Buffer.from('{"theme":"light"}'),
    },
    run: (program, args) => {
      expect([program, ...args.slice(0, -1)]).toEqual(['/usr/bin/plutil', '-convert', 'json', '-o', '-']);
      const json = files[args.at(-1) ?? ''] ?? null;
      return json === null ? { status: 1, output: '' } : { status: 0, output: json };
    },
  });
}

describe('the policy of macOS', () => {
  it('is what a profile manages for this person, before what it manages for the computer, before the file', () => {
    const all = { [FOR_ADA]: '{"theme":"dark"}', [FOR_ALL]: '{"theme":"system"}', [MAC_POLICY_FILE]: '' };
    expect(mac(all)).toMatchObject({ place: FOR_ADA, entries: [{ name: 'theme', value: 'dark' }] });
    expect(mac({ [FOR_ALL]: all[FOR_ALL], [MAC_POLICY_FILE]: '' })).toMatchObject({ place: FOR_ALL });
    expect(mac({ [MAC_POLICY_FILE]: '' })).toMatchObject({ place: MAC_POLICY_FILE, entries: [{ value: 'light' }] });
    expect(mac({})).toEqual({ kind: 'missing' });
  });

  it('names a value by file and key: the lines of a binary file are nobody’s', () => {
    expect(mac({ [FOR_ALL]: '{"demo":false}' })).toMatchObject({ entries: [{ where: `${FOR_ALL} demo` }] });
  });

  it('does not fall back to the file where a profile cannot be read', () => {
    expect(mac({ [FOR_ALL]: null, [MAC_POLICY_FILE]: '' })).toMatchObject({ kind: 'broken', place: FOR_ALL });
  });

  it('is ignored where ordinary users could have written it', () => {
    const planted = (path: string): Ownership => (path === FOR_ADA ? { ...ROOT, uid: 501 } : ROOT);
    expect(mac({ [FOR_ADA]: '{}' }, planted)).toEqual({ kind: 'untrusted', place: FOR_ADA });
  });

  it('is looked for under the name that the installer gives the app', () => {
    const config = readFileSync(new URL('../../../electron-builder.yml', import.meta.url), 'utf8');
    expect(/^appId: (.+)$/m.exec(config)?.[1]).toBe(BUNDLE_ID);
  });
});
