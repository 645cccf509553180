import type { Keytar } from '../session/keytar-vault.js';

const isKeytar = (loaded: unknown): loaded is Keytar =>
  typeof loaded === 'object' && loaded !== null && 'getPassword' in loaded && 'setPassword' in loaded;

/** @throws Error where what was loaded is not keytar */
export function keytarOf(loaded: unknown): Keytar {
  if (!isKeytar(loaded)) throw new Error('keytar could not be loaded');
  return loaded;
}
