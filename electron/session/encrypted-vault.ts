/** Encrypts what is kept by a key that stays on this computer, for a keychain whose items roam to others (docs/adr/0012). */
import { VaultError, type Cipher, type Vault } from './vault.js';

/** Stands before what is encrypted. What begins otherwise was kept by an earlier version, as it is. */
const MARK = 'encrypted:';

/** @param cipher null: none is to be had here. Then nothing is kept, and what was encrypted is not read. */
export function encryptedVault(vault: Vault, cipher: Cipher | null): Vault {
  return {
    async read(key) {
      const text = await vault.read(key);
      if (!text?.startsWith(MARK)) return text;
      try {
        return (await cipher?.decrypt(Buffer.from(text.slice(MARK.length), 'base64'))) ?? null;
      } catch {
        // Another computer's, or a local profile that was made anew: of no use here, like an item of another computer.
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
