import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFeedAddress } from '../../../electron/settings/feed-address.js';
import { addressOf, isOnHostOf } from '../../../electron/updates/feed-address.js';
import { isPublicKey, isSignedWith } from '../../../electron/updates/feed-signature.js';
import { feedName, fileFor, readFeed } from '../../../electron/updates/feed.js';
import { UpdateRefused } from '../../../electron/updates/refusal.js';
import { whatChanged } from '../../../electron/updates/release-notes.js';
import { freshSeed } from '../presence/fresh-seed.js';

const sha512 = Buffer.alloc(64, 7).toString('base64');
const feed = (files: readonly string[], more: object = {}) => ({
  version: '0.2.0',
  files: files.map((url) => ({ url, sha512, size: 5 })),
  path: files[0],
  sha512,
  releaseDate: '2026-11-28T08:00:00.000Z',
  ...more,
});
const reason = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof UpdateRefused ? error.reason : String(error);
  }
  return 'taken';
};

describe('a feed', () => {
  it('is understood as electron-builder writes it', () => {
    const read = readFeed(feed(['a.AppImage'], { releaseNotes: 'News', stagingPercentage: '20' }));
    expect(read.version).toBe('0.2.0');
    expect(read.stagingPercentage).toBe(20);
    expect(read.releaseNotes).toBe('News');
    expect(readFeed(feed(['a.AppImage'])).stagingPercentage).toBe(100);
  });

  it('is refused whole where version, checksum or percentage cannot be', () => {
    const odd: unknown[] = [
      null,
      'text',
      [],
      feed([]),
      feed(['a'], { version: 'latest' }),
      feed(['a'], { version: 2 }),
      feed(['a'], { stagingPercentage: 'some' }),
      feed(['a'], { stagingPercentage: 101 }),
      { ...feed([]), files: [{ url: 'a', sha512: 'short' }] },
      { ...feed([]), files: [{ url: 'a' }] },
    ];
    for (const values of odd)
      expect(
        reason(() => readFeed(values)),
        JSON.stringify(values),
      ).toBe('unreadable');
  });

  it('is taken without its notes where they are odd', () => {
    expect(readFeed(feed(['a'], { releaseNotes: { html: 1 } })).releaseNotes).toBeNull();
    expect(
      readFeed(feed(['a'], { releaseNotes: [{ version: '0.2.0', note: 'One' }, { note: null }] })).releaseNotes,
    ).toBe('One\n');
  });

  it('never throws anything but a refusal, whatever it holds', () => {
    const seed = freshSeed((s) => `SEED=${s} npx vitest run test/unit/updates/feed.test.ts`);
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ version: fc.string(), files: fc.anything() })), (values) => {
        expect(['taken', 'unreadable']).toContain(reason(() => readFeed(values)));
      }),
      { seed: Number(process.env['SEED'] ?? seed) },
    );
  });

  it('has a name for each system', () => {
    expect(feedName('win32', 'arm64')).toBe('latest.yml');
    expect(feedName('darwin', 'arm64')).toBe('latest-mac.yml');
    expect(feedName('linux', 'x64')).toBe('latest-linux.yml');
    expect(feedName('linux', 'arm64')).toBe('latest-linux-arm64.yml');
  });

  it('gives each computer its own file, and says so where it has none', () => {
    const read = readFeed(
      feed([
        'presence-tray-0.2.0-win-arm64.exe',
        'presence-tray-0.2.0-win-x64.exe',
        'presence-tray-0.2.0-linux-x86_64.AppImage',
        'presence-tray-0.2.0-linux-amd64.deb',
        'presence-tray-0.2.0-mac-universal.zip',
      ]),
    );
    expect(fileFor(read, '.exe', 'x64').url).toContain('win-x64');
    expect(fileFor(read, '.exe', 'arm64').url).toContain('win-arm64');
    expect(fileFor(read, '.zip', 'arm64').url).toContain('universal');
    expect(fileFor(read, '.AppImage', 'x64').url).toContain('x86_64');
    expect(reason(() => fileFor(read, '.AppImage', 'arm64'))).toBe('noFile');
  });
});

describe('a feed’s address', () => {
  it('is https, or this computer', () => {
    for (const good of ['https://updates.example/x', 'http://127.0.0.1:8080', 'http://localhost/', 'http://[::1]:1/'])
      expect(isFeedAddress(good), good).toBe(true);
    for (const bad of [
      'http://updates.example',
      'ftp://a',
      'file:///a',
      'https://me@a/',
      'https://a/?b',
      '',
      'a',
      'http://127.0.0.1.example/',
    ])
      expect(isFeedAddress(bad), bad).toBe(false);
  });

  it('is a folder, whether or not it ends so', () => {
    for (const folder of ['https://a.example/stable', 'https://a.example/stable/'])
      expect(addressOf(folder, 'latest.yml')).toBe('https://a.example/stable/latest.yml');
  });

  it('keeps every file on its own host', () => {
    const at = 'https://a.example/stable';
    for (const name of [
      'https://b.example/x.exe',
      '//b.example/x.exe',
      'http://a.example/x.exe',
      'https://a.example:8443/x.exe',
      'https://u@a.example/x.exe',
      'file:///etc/passwd',
      'data:,x',
    ])
      expect(
        reason(() => addressOf(at, name)),
        name,
      ).toBe('otherHost');
    expect(addressOf(at, '/other/x.exe')).toBe('https://a.example/other/x.exe');
    expect(isOnHostOf(at, 'https://a.example/x')).toBe(true);
    expect(isOnHostOf(at, 'https://a.example.evil/x')).toBe(false);
    expect(isOnHostOf(at, 'nonsense')).toBe(false);
  });
});

describe('a feed’s signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
  const bytes = Buffer.from('version: 0.2.0\n');
  const signature = sign(null, bytes, privateKey).toString('base64');

  it('is of the key that the app carries, over exactly these bytes', () => {
    expect(isPublicKey(key)).toBe(true);
    expect(isSignedWith(key, bytes, `${signature}\n`)).toBe(true);
    expect(isSignedWith(key, Buffer.from('version: 0.2.1\n'), signature)).toBe(false);
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    expect(isSignedWith(other.toString('base64'), bytes, signature)).toBe(false);
  });

  it('is none where it is cut, odd or empty', () => {
    for (const odd of ['', 'x', signature.slice(4), `${signature}${signature}`, Buffer.alloc(64).toString('base64')])
      expect(isSignedWith(key, bytes, odd)).toBe(false);
    for (const odd of ['', 'x', Buffer.alloc(31).toString('base64'), Buffer.alloc(32, 255).toString('base64')])
      expect(isSignedWith(odd, bytes, signature)).toBe(false);
  });

  it('does not survive any other byte', () => {
    const seed = freshSeed((s) => `SEED=${s} npx vitest run test/unit/updates/feed.test.ts`);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(bytes);
        changed.writeUInt8((changed.readUInt8(at) ^ change) & 255, at);
        expect(isSignedWith(key, changed, signature)).toBe(false);
      }),
      { seed: Number(process.env['SEED'] ?? seed), numRuns: 50 },
    );
  });
});

describe('what changed', () => {
  it('is one line of plain text', () => {
    const notes =
      '## 0.2.0 (2026-11-28)\n\n### Added\n\n- **Updates** by [the feed](https://x)\n- <b>Faster</b> start.\n';
    expect(whatChanged(notes)).toBe('Updates by the feed. Faster start.');
    expect(whatChanged('<h2>0.2.0</h2><ul><li>One</li><li>Two</li></ul>')).toBe('One. Two.');
    expect(whatChanged(null)).toBe('');
    expect(whatChanged('## 0.2.0\n')).toBe('');
  });

  it('is cut between words, and turns nothing around it', () => {
    const long = whatChanged('word '.repeat(200));
    expect(long.length).toBeLessThanOrEqual(160);
    expect(long).toMatch(/word…$/);
    expect(whatChanged('a\u202Eb\u0000c')).toBe('ab c.');
    expect(Array.from(whatChanged('😀'.repeat(400))).length).toBeLessThanOrEqual(160);
  });
});
