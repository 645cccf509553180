import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encryptedVault } from '../../../electron/session/encrypted-vault.js';
import { createKeychainVault, type Keytar } from '../../../electron/session/keytar-vault.js';
import { splitVault, WINDOWS_ITEM_BYTES } from '../../../electron/session/split-vault.js';
import type { Cipher, Vault } from '../../../electron/session/vault.js';

/** A keychain with Windows' limit that can fail: after this many changes every further one does. */
function boundedKeychain(maxBytes = WINDOWS_ITEM_BYTES) {
  const items = new Map<string, string>();
  let changesLeft = Infinity;
  const change = (run: () => void): Promise<void> => {
    if (changesLeft-- <= 0) return Promise.reject(new Error('the power went'));
    run();
    return Promise.resolve();
  };
  const vault: Vault = {
    read: (key) => Promise.resolve(items.get(key) ?? null),
    write: (key, secret) =>
      Buffer.byteLength(secret) > maxBytes
        ? Promise.reject(new Error('The stub received bad data.'))
        : change(() => items.set(key, secret)),
    remove: (key) => change(() => items.delete(key)),
    keys: () => Promise.resolve([...items.keys()]),
  };
  return {
    vault,
    items,
    breakAfter: (changes: number) => (changesLeft = changes),
    mend: () => (changesLeft = Infinity),
  };
}

/** Inverts the bytes and counts them, so that the text is not readable. */
const cipherOf = (computer: number): Cipher => ({
  encrypt: (text) => Promise.resolve(Uint8Array.from([computer, ...Buffer.from(text).map((byte) => byte ^ 0xa5)])),
  decrypt: (bytes) =>
    bytes[0] === computer
      ? Promise.resolve(Buffer.from(bytes.subarray(1).map((byte) => byte ^ 0xa5)).toString())
      : Promise.reject(new Error('another key')),
});

const token = (length: number): string => 'x'.repeat(length);

describe('a secret that is longer than one item', () => {
  it.each([2_560, 2_561, 2_600, 5_120, 9_000, 40_000])('of %i bytes comes back as it was kept', async (length) => {
    const { vault, items } = boundedKeychain();
    const split = splitVault(vault, WINDOWS_ITEM_BYTES);
    await split.write('key', token(length));
    expect(await split.read('key')).toBe(token(length));
    for (const item of items.values()) expect(Buffer.byteLength(item)).toBeLessThanOrEqual(WINDOWS_ITEM_BYTES);
    expect(await split.keys()).toEqual(['key']);
    await split.remove('key');
    expect([...items.keys()]).toEqual([]);
  });

  it('is one item as before where it fits, and one that an earlier version kept is still read and removed', async () => {
    const { vault, items } = boundedKeychain();
    const split = splitVault(vault, WINDOWS_ITEM_BYTES);
    items.set('key', '{"accessToken":"old"}');
    expect(await split.read('key')).toBe('{"accessToken":"old"}');
    await split.write('key', token(6_000));
    await split.write('key', 'short');
    expect([...items]).toEqual([['key', 'short']]);
  });

  it('is refused where it would take more parts than are ever looked for', async () => {
    const { vault, items } = boundedKeychain();
    const refused = splitVault(vault, WINDOWS_ITEM_BYTES).write('key', token(50_000));
    await expect(refused).rejects.toMatchObject({ trouble: 'tooLarge' });
    expect(items.size).toBe(0);
  });

  it('is never read in part, whatever is kept over whatever, and wherever that breaks off', async () => {
    const secret = fc.string({ unit: fc.constantFrom('a', 'ß', '€', '😀', '"'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.nat(12), async (secrets, changes) => {
        const chain = boundedKeychain(90);
        const split = splitVault(chain.vault, 90);
        let last: string | null = null;
        for (const [at, each] of secrets.entries()) {
          if (at === secrets.length - 1) chain.breakAfter(changes);
          const done = await split.write('key', each).then(
            () => true,
            () => false,
          );
          const now = await split.read('key');
          if (done) expect(now).toBe(each);
          else expect([null, last, each]).toContain(now);
          last = now;
        }
        chain.mend();
        await split.remove('key');
        expect(await split.read('key')).toBeNull();
        expect(chain.items.size).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('is not read where a part was changed, lost or taken from another secret', async () => {
    const { vault, items } = boundedKeychain();
    const split = splitVault(vault, WINDOWS_ITEM_BYTES);
    for (const spoil of [
      () => items.delete('key #2'),
      () => items.set('key #1', token(2_560).replace('x', 'y')),
      () => items.set('key #2', items.get('other #2') ?? ''),
      () => items.set('key', '{"parts":1,"sha256":""}'),
      () => items.set('key', '{"parts":2000000,"sha256":""}'),
    ]) {
      await split.write('other', `${token(2_560)}other`);
      await split.write('key', token(6_000));
      spoil();
      const read = await split.read('key');
      expect(read === null || !read.includes('xxx')).toBe(true);
    }
  });

  it('is found and removed by its key also where its head is gone', async () => {
    const { vault, items } = boundedKeychain();
    const split = splitVault(vault, WINDOWS_ITEM_BYTES);
    await split.write('key', token(6_000));
    items.delete('key');
    expect(await split.keys()).toEqual(['key']);
    await split.remove('key');
    expect(items.size).toBe(0);
  });
});

describe('a secret that roams', () => {
  it('is of no use on another computer, and comes back on its own', async () => {
    const { vault, items } = boundedKeychain();
    await encryptedVault(vault, cipherOf(1)).write('key', 'the-secret');
    expect([...items.values()].join()).not.toContain('the-secret');
    expect(await encryptedVault(vault, cipherOf(1)).read('key')).toBe('the-secret');
    expect(await encryptedVault(vault, cipherOf(2)).read('key')).toBeNull();
    expect(await encryptedVault(vault, null).read('key')).toBeNull();
  });

  it('is not kept where it cannot be encrypted', async () => {
    const { vault, items } = boundedKeychain();
    const failing: Cipher = {
      encrypt: () => Promise.reject(new Error('no')),
      decrypt: () => Promise.reject(new Error('no')),
    };
    for (const cipher of [null, failing])
      await expect(encryptedVault(vault, cipher).write('key', 's')).rejects.toMatchObject({ trouble: 'noCipher' });
    expect(items.size).toBe(0);
  });

  it('that an earlier version kept as it was is still read, then encrypted', async () => {
    const { vault, items } = boundedKeychain();
    items.set('key', 'plain');
    const encrypted = encryptedVault(vault, cipherOf(1));
    expect(await encrypted.read('key')).toBe('plain');
    await encrypted.write('key', 'plain');
    expect(items.get('key')).toMatch(/^encrypted:/);
    await encrypted.remove('key');
    expect(await encrypted.keys()).toEqual([]);
  });
});

describe('the keychain of a system', () => {
  const keytarOver = (items: Map<string, string>): Keytar => ({
    getPassword: (_service, account) => Promise.resolve(items.get(account) ?? null),
    setPassword: (_service, account, password) => {
      if (Buffer.byteLength(password) > WINDOWS_ITEM_BYTES) return Promise.reject(new Error('too long'));
      items.set(account, password);
      return Promise.resolve();
    },
    deletePassword: (_service, account) => Promise.resolve(items.delete(account)),
    findCredentials: () => Promise.resolve([...items.keys()].map((account) => ({ account }))),
  });

  it('is encrypted and split on Windows alone', async () => {
    const items = new Map<string, string>();
    const windows = createKeychainVault('win32', () => keytarOver(items), cipherOf(1));
    await windows.write('key', token(2_600));
    expect(await windows.read('key')).toBe(token(2_600));
    expect([...items.keys()].sort()).toEqual(['key', 'key #1', 'key #2']);
    expect([...items.values()].join()).not.toContain('xxx');
    for (const platform of ['linux', 'darwin'] as const) {
      items.clear();
      const other = createKeychainVault(platform, () => keytarOver(items), cipherOf(1));
      await other.write('key', token(2_500));
      expect([...items]).toEqual([['key', token(2_500)]]);
    }
  });
});
