/** oauth4webapi uses the Web Crypto API by its global name, which Electron's main process lacks up to Node 18. Imported for its effect, before it. */
import { webcrypto } from 'node:crypto';

if (!('crypto' in globalThis)) {
  Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true, writable: true });
}
