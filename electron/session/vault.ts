/** Where secrets are kept over restarts: the operating system's keychain, behind a port. */
export interface Vault {
  /** Null where there is nothing under this name. */
  read(key: string): Promise<string | null>;
  write(key: string, secret: string): Promise<void>;
  /** Removing what is not there is no failure. */
  remove(key: string): Promise<void>;
  /** The keys of everything the app keeps there, for this person, from whatever run or computer. */
  keys(): Promise<string[]>;
}

/** Encryption by a key that stays on this computer; Electron's `safeStorage` in the app. */
export interface Cipher {
  /** @throws where this computer can not encrypt */
  encrypt(text: string): Promise<Uint8Array>;
  /** @throws where the bytes were encrypted elsewhere, or are none of its own */
  decrypt(bytes: Uint8Array): Promise<string>;
}

/**
 * Why a keychain cannot be used. `noBus`: no D-Bus session. `noService`: nothing on it that keeps secrets. `noCollection`: a service without a
 * keyring to put them in. `locked`: there is a keyring, and nobody opened it. `denied`: the person or the system said no.
 * `unavailable`: the keychain's library cannot be loaded. `tooLarge`: it takes no secret of this size. `noCipher`: the secret could not be encrypted.
 */
export type VaultTrouble =
  'noBus' | 'noService' | 'noCollection' | 'locked' | 'denied' | 'unavailable' | 'tooLarge' | 'noCipher' | 'other';

export class VaultError extends Error {
  override readonly name = 'VaultError';
  constructor(readonly trouble: VaultTrouble) {
    super(`the keychain cannot be used: ${trouble}`);
  }
}

/** Whether a failure means that nothing can have been kept there in the first place. */
export const hasNoKeychain = (error: unknown): boolean =>
  error instanceof VaultError && ['noBus', 'noService', 'noCollection', 'unavailable'].includes(error.trouble);
