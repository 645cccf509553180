import { encryptedVault } from './encrypted-vault.js';
import { splitVault, WINDOWS_ITEM_BYTES } from './split-vault.js';
import { VaultError, type Cipher, type Vault, type VaultTrouble } from './vault.js';

/** The part of keytar that is used. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
  findCredentials(service: string): Promise<{ account: string }[]>;
}

const isKeytar = (loaded: unknown): loaded is Keytar =>
  typeof loaded === 'object' && loaded !== null && 'getPassword' in loaded && 'setPassword' in loaded;

/** @throws Error if what was loaded is not keytar */
export function keytarOf(loaded: unknown): Keytar {
  if (!isKeytar(loaded)) throw new Error('keytar could not be loaded');
  return loaded;
}

/** The name under which people find the item in their keychain. */
export const VAULT_SERVICE = 'Presence Tray';

/**
 * Error messages of libsecret, GIO, the macOS keychain and Windows' credential manager, as seen in practice. They may
 * be translated. An unrecognised one becomes `other`, which only makes the log less exact.
 */
const TROUBLES: readonly (readonly [RegExp, VaultTrouble])[] = [
  [/autolaunch D-Bus|spawn a message bus|Could not connect|NoServer|connection is closed/i, 'noBus'],
  [/not provided by any \.service|ServiceUnknown|NameHasNoOwner/i, 'noService'],
  [/Object does not exist at path|No such (secret )?(collection|object)|NoSuchObject/i, 'noCollection'],
  [/locked|IsLocked|interaction is not allowed|prompt was dismissed/i, 'locked'],
  [/cancell?ed|denied|not permitted|passphrase you entered/i, 'denied'],
];

/** Turns a keychain's error into a reason. Its message is not passed on, since it may name what was stored. */
export function vaultError(error: unknown): VaultError {
  const message = error instanceof Error ? error.message : String(error);
  return new VaultError(TROUBLES.find(([pattern]) => pattern.test(message))?.[1] ?? 'other');
}

/**
 * The operating system's keychain through keytar. The native module is loaded on first use, not at start.
 * @param load returns keytar, or throws if it cannot be loaded
 * @throws VaultError from every method
 */
export function createKeytarVault(load: () => Keytar): Vault {
  let keytar: Keytar | null = null;
  const use = async <T>(run: (loaded: Keytar) => Promise<T>): Promise<T> => {
    try {
      keytar ??= load();
    } catch {
      throw new VaultError('unavailable');
    }
    try {
      return await run(keytar);
    } catch (error) {
      throw vaultError(error);
    }
  };
  return {
    read: (key) => use((loaded) => loaded.getPassword(VAULT_SERVICE, key)),
    write: (key, secret) => use((loaded) => loaded.setPassword(VAULT_SERVICE, key, secret)),
    remove: (key) =>
      use(async (loaded) => {
        await loaded.deletePassword(VAULT_SERVICE, key);
      }),
    keys: () => use(async (loaded) => (await loaded.findCredentials(VAULT_SERVICE)).map(({ account }) => account)),
  };
}

/**
 * The keychain with what this system requires. On Windows an item holds 2,560 bytes and roams with the person's
 * profile, so items are split and encrypted. On Linux and macOS nothing roams, and encrypting would need a second
 * keychain entry.
 * @param cipher null: there is none, and on Windows nothing is kept then
 */
export const createKeychainVault = (platform: NodeJS.Platform, load: () => Keytar, cipher: Cipher | null): Vault => {
  const keychain = createKeytarVault(load);
  return platform === 'win32' ? encryptedVault(splitVault(keychain, WINDOWS_ITEM_BYTES), cipher) : keychain;
};
