/** Where secrets are kept across restarts: the operating system's keychain, behind a port. */
export interface Vault {
  /** Null: there is nothing under this name. */
  read(key: string): Promise<string | null>;
  write(key: string, secret: string): Promise<void>;
  /** Removing what is not there succeeds. */
  remove(key: string): Promise<void>;
  /** The keys of everything the app keeps there for this person, from any run or computer. */
  keys(): Promise<string[]>;
}

/** Encryption with a key that stays on this computer. The app uses Electron's `safeStorage`. */
export interface Cipher {
  /** @throws if this computer cannot encrypt */
  encrypt(text: string): Promise<Uint8Array>;
  /** @throws if the bytes were encrypted elsewhere, or not by it */
  decrypt(bytes: Uint8Array): Promise<string>;
}

/**
 * Why a keychain cannot be used. `noBus`: no D-Bus session. `noService`: no secret service on it. `noCollection`: a
 * service without a keyring. `locked`: nobody opened the keyring. `denied`: the person or the system said no.
 * `unavailable`: the keychain's library cannot be loaded. `tooLarge`: the secret is too large for it. `noCipher`: the
 * secret could not be encrypted.
 */
export type VaultTrouble =
  'noBus' | 'noService' | 'noCollection' | 'locked' | 'denied' | 'unavailable' | 'tooLarge' | 'noCipher' | 'other';

export class VaultError extends Error {
  override readonly name = 'VaultError';
  constructor(readonly trouble: VaultTrouble) {
    super(`the keychain cannot be used: ${trouble}`);
  }
}

/** These mean that nothing can have been kept there. */
export const NO_KEYCHAIN: readonly VaultTrouble[] = ['noBus', 'noService', 'noCollection', 'unavailable'];

export const hasNoKeychain = (error: unknown): boolean =>
  error instanceof VaultError && NO_KEYCHAIN.includes(error.trouble);
