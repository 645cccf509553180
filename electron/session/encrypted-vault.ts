/** Encrypts items with a key that stays on this computer, for a keychain whose items roam to others (docs/adr/0012). */
import { VaultError, type Cipher, type Vault } from './vault.js';

/** Precedes encrypted text. An item without it was written by an earlier version, unencrypted. */
const MARK = 'encrypted:';

/** @param cipher null: none is available. Then nothing is kept, and encrypted items are not read */
export function encryptedVault(vault: Vault, cipher: Cipher | null): Vault {
  return {
    async read(key) {
      const text = await vault.read(key);
      if (!text?.startsWith(MARK)) return text;
      try {
        return (await cipher?.decrypt(Buffer.from(text.slice(MARK.length), 'base64'))) ?? null;
      } catch {
        // It comes from another computer or from a recreated profile, so it is useless here.
        return null;
      }
    },
    async write(key, secret) {
      const bytes = await cipher?.encrypt(secret).catch(() => null);
      if (!bytes) throw new VaultError('noCipher');
      await vault.write(key, MARK + Buffer.from(bytes).toString('base64'));
    },
    remove: (key) => vault.remove(key),
    keys: () => vault.keys(),
  };
}
