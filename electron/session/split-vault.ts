/**
 * Keeps secrets longer than a keychain item can hold as several items: a head under the secret's own key, and numbered
 * parts.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { VaultError, type Vault } from './vault.js';

/** The most that Windows' credential manager takes for one item, in bytes: CRED_MAX_CREDENTIAL_BLOB_SIZE. */
export const WINDOWS_ITEM_BYTES = 2_560;

/** More parts than any session needs. A head that names more is not ours. */
const MAX_PARTS = 16;

/** The head's content. No session and no encrypted secret looks like it. */
const headSchema = v.strictObject({
  parts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PARTS)),
  /** Of all parts together, in base64, so that parts of another secret never pass. */
  sha256: v.string(),
});
type Head = v.InferOutput<typeof headSchema>;

const partKey = (key: string, number: number): string => `${key} #${number}`;
const isPart = (key: string): boolean => / #\d+$/.test(key);

function readHead(text: string): Head | null {
  try {
    const parsed = v.safeParse(headSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

const digest = (secret: Uint8Array): string => createHash('sha256').update(secret).digest('base64');

/** Splits it into pieces of at most `maxBytes` bytes, never inside a character. */
function pieces(text: string, maxBytes: number): string[] {
  const found: string[] = [];
  let piece = '';
  let size = 0;
  for (const character of text) {
    const bytes = Buffer.byteLength(character);
    if (size + bytes > maxBytes) {
      found.push(piece);
      piece = '';
      size = 0;
    }
    piece += character;
    size += bytes;
  }
  return [...found, piece];
}

/**
 * A vault over one with limited items. A secret that fits stays one item. For a longer one the parts are written first
 * and the head last, so that an interrupted write is never read as a secret: its parts do not match the head's
 * checksum.
 * @param maxBytes the most one item may hold, in UTF-8
 * @throws VaultError `tooLarge` if a secret needs too many parts
 */
export function splitVault(vault: Vault, maxBytes: number): Vault {
  /** Removes the parts from this number on. */
  const removePartsFrom = async (key: string, first: number): Promise<void> => {
    for (let number = first; number <= MAX_PARTS; number++) {
      if ((await vault.read(partKey(key, number))) !== null) await vault.remove(partKey(key, number));
    }
  };
  return {
    async read(key) {
      const text = await vault.read(key);
      const head = text === null ? null : readHead(text);
      if (head === null) return text;
      let secret = '';
      for (let number = 1; number <= head.parts; number++) secret += (await vault.read(partKey(key, number))) ?? '';
      return digest(Buffer.from(secret)) === head.sha256 ? secret : null;
    },
    async write(key, secret) {
      if (Buffer.byteLength(secret) <= maxBytes) {
        await vault.write(key, secret);
        await removePartsFrom(key, 1);
        return;
      }
      const parts = pieces(secret, maxBytes);
      if (parts.length > MAX_PARTS) throw new VaultError('tooLarge');
      for (const [at, part] of parts.entries()) await vault.write(partKey(key, at + 1), part);
      const head: Head = { parts: parts.length, sha256: digest(Buffer.from(secret)) };
      await vault.write(key, JSON.stringify(head));
      await removePartsFrom(key, parts.length + 1);
    },
    async remove(key) {
      await vault.remove(key);
      await removePartsFrom(key, 1);
    },
    async keys() {
      const all = await vault.keys();
      // Parts without a head still hold somebody's secret.
      return [...new Set(all.map((key) => (isPart(key) ? key.replace(/ #\d+$/, '') : key)))];
    },
  };
}
