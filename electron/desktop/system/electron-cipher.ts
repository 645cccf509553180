/**
 * Encryption with Electron's `safeStorage`. On Windows its key belongs to the person and is in the local profile, which
 * does not roam.
 */
import type { Cipher } from '../../session/vault.js';

/** The part of `safeStorage` that we use: the asynchronous one from Electron 42 on, the other before. */
export interface SafeStorage {
  encryptString(text: string): Buffer;
  decryptString(bytes: Buffer): string;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(bytes: Buffer): Promise<{ readonly result: string }>;
}

export const electronCipher = (storage: SafeStorage): Cipher => ({
  encrypt: async (text) => (await storage.encryptStringAsync?.(text)) ?? storage.encryptString(text),
  async decrypt(bytes) {
    const buffer = Buffer.from(bytes);
    return (await storage.decryptStringAsync?.(buffer))?.result ?? storage.decryptString(buffer);
  },
});
