import type { Vault } from './vault.js';

/**
 * A vault that ends with the process, for tests. Without a keychain, the app keeps its session in the session object
 * itself.
 */
export function createMemoryVault(): Vault & { readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    read: (key) => Promise.resolve(items.get(key) ?? null),
    write(key, secret) {
      items.set(key, secret);
      return Promise.resolve();
    },
    remove(key) {
      items.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...items.keys()]),
  };
}
