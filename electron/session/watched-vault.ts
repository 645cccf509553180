import type { Vault } from './vault.js';

/**
 * A vault that knows whether a call is on its way. A keychain's prompt may stay open for minutes, and its call holds a thread that the end of
 * the process would wait for.
 */
export function watchVault(vault: Vault): Vault & { isBusy(): boolean } {
  let open = 0;
  const watched = async <T>(call: Promise<T>): Promise<T> => {
    open += 1;
    try {
      return await call;
    } finally {
      open -= 1;
    }
  };
  return {
    read: (key) => watched(vault.read(key)),
    write: (key, secret) => watched(vault.write(key, secret)),
    remove: (key) => watched(vault.remove(key)),
    isBusy: () => open > 0,
  };
}
