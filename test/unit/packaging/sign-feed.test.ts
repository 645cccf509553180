import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newKeys, signatureOf, staged } from '../../../assets/packaging/feed-keys.js';
import { readFeed } from '../../../electron/updates/feed.js';
import { isPublicKey, isSignedWith } from '../../../electron/updates/feed-signature.js';
import { run } from '../../desktop/processes.js';
import { load } from 'js-yaml';

const SHA = Buffer.alloc(64, 1).toString('base64');
const FEED = `version: 0.2.0\nfiles:\n  - url: a.AppImage\n    sha512: ${SHA}\npath: a.AppImage\n`;

const script = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  run('npx', ['tsx', 'assets/packaging/sign-feed.ts', ...args], { env: { ...process.env, ...env }, limitMs: 60_000 });

describe('the feed’s signature', () => {
  it('is the one that the app checks', () => {
    const { signing, update } = newKeys();
    const bytes = Buffer.from(FEED);
    expect(isPublicKey(update)).toBe(true);
    expect(isSignedWith(update, bytes, signatureOf(bytes, signing, update))).toBe(true);
  });

  it('is not made for an app that carries another key', () => {
    const { signing } = newKeys();
    expect(() => signatureOf(Buffer.from(FEED), signing, newKeys().update)).toThrow('does not belong');
    expect(() => signatureOf(Buffer.from(FEED), 'nonsense', newKeys().update)).toThrow();
  });

  it('is written by the script beside each feed, staged where asked, and openssl agrees', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'feed-'));
    const made = await script(['--new-key'], {});
    const env = Object.fromEntries(
      made.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    const feed = join(folder, 'latest-linux.yml');
    writeFileSync(feed, FEED);
    expect(await script(['--staging', '20', feed], env)).toMatchObject({ status: 0 });
    const bytes = readFileSync(feed);
    expect(readFeed(load(bytes.toString())).stagingPercentage).toBe(20);
    const signature = readFileSync(`${feed}.sig`, 'utf8');
    const key: string = env.PRESENCE_TRAY_UPDATE_KEY;
    expect(isSignedWith(key, bytes, signature)).toBe(true);

    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]);
    writeFileSync(join(folder, 'key.der'), spki);
    writeFileSync(join(folder, 'signature'), Buffer.from(signature, 'base64'));
    const openssl = await run(
      'openssl',
      [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-keyform',
        'DER',
        '-inkey',
        'key.der',
        '-rawin',
        '-in',
        feed,
        '-sigfile',
        'signature',
      ],
      { cwd: folder, limitMs: 10_000 },
    );
    expect(openssl).toMatchObject({ status: 0 });

    const none = await script([feed], { PRESENCE_TRAY_SIGNING_KEY: '', PRESENCE_TRAY_UPDATE_KEY: '' });
    expect(none.status).toBe(1);
    expect(none.stderr).toContain('must be set');
    expect(none.stderr, 'a sentence, not a stack').not.toContain('    at ');
  });
});

describe('a staged feed', () => {
  it('says its percentage once, and nothing where it is for all', () => {
    const twice = staged(staged(FEED, 10), 35);
    expect(twice.match(/stagingPercentage/g)).toHaveLength(1);
    expect(readFeed(load(twice)).stagingPercentage).toBe(35);
    expect(staged(twice, 100)).toBe(FEED);
    for (const odd of [-1, 101, 1.5, Number.NaN]) expect(() => staged(FEED, odd)).toThrow('0 to 100');
  });
});
