import { createHash, randomBytes, randomUUID } from 'node:crypto';

/**
 * An id that is the same in every run. People, divisions and definitions keep theirs, so that screenshots and scripts
 * stay valid.
 */
export function stableId(name: string): string {
  const hex = createHash('sha256').update(`northwind-care:${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Whether an id is one of every `every`, the same ones each time; null: none is. */
export const isEvery = (every: number | null, id: string): boolean =>
  every !== null && Number.parseInt(id.slice(0, 8), 16) % every === 0;

/** A fresh id for what comes into being while the service runs. */
export const freshId = (): string => randomUUID();

/** An unguessable secret: tokens, codes, cookies. */
export const freshSecret = (): string => randomBytes(32).toString('base64url');

/** Secrets are stored like this, so that stored ones cannot be used. */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/** Random numbers in [0, 1) that repeat for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
