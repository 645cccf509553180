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

/** @throws Error where what was loaded is not keytar */
export function keytarOf(loaded: unknown): Keytar {
  if (!isKeytar(loaded)) throw new Error('keytar could not be loaded');
  return loaded;
}

/** The name under which people find the item in their keychain. */
export const VAULT_SERVICE = 'Presence Tray';

/**
 * What libsecret, GIO, the macOS keychain and Windows' credential manager say, as met in practice. Their messages may be translated; what is
 * not recognised is `other`, which costs nothing but the exact word in the log.
 */
const TROUBLES: readonly (readonly [RegExp, VaultTrouble])[] = [
  [/autolaunch D-Bus|spawn a message bus|Could not connect|NoServer|connection is closed/i, 'noBus'],
  [/not provided by any \.service|ServiceUnknown|NameHasNoOwner/i, 'noService'],
  [/Object does not exist at path|No such (secret )?(collection|object)|NoSuchObject/i, 'noCollection'],
  [/locked|IsLocked|interaction is not allowed|prompt was dismissed/i, 'locked'],
  [/cancell?ed|denied|not permitted|passphrase you entered/i, 'denied'],
];

/** Turns what a keychain threw into a reason; its message is never passed on, it may name what was stored. */
export function vaultError(error: unknown): VaultError {
  const message = error instanceof Error ? error.message : String(error);
  return new VaultError(TROUBLES.find(([pattern]) => pattern.test(message))?.[1] ?? 'other');
}

/**
 * The operating system's keychain through keytar. The native module is loaded at the first use, not at the start.
 * @param load gives keytar; throws where it cannot be loaded
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
 * The keychain as this system needs it. Windows' takes 2,560 bytes an item, and keytar's items roam there with the person's profile: so they are
 * encrypted and split. On Linux and macOS a second key for that would open a second keychain entry, and nothing roams.
 * @param cipher null where there is none: on Windows nothing is kept then
 */
export const createKeychainVault = (platform: NodeJS.Platform, load: () => Keytar, cipher: Cipher | null): Vault => {
  const keychain = createKeytarVault(load);
  return platform === 'win32' ? encryptedVault(splitVault(keychain, WINDOWS_ITEM_BYTES), cipher) : keychain;
};
