/**
 * The feed's own signature: Ed25519 over the file's bytes, as base64 in a file beside it (docs/releasing.md). On Linux
 * nothing else says whose an update is.
 */
import { createPublicKey, verify } from 'node:crypto';

/** What is added to a feed's name. */
export const SIGNATURE_ENDING = '.sig';

/** How an Ed25519 key begins in SubjectPublicKeyInfo (RFC 8410). The 32 bytes of the key follow. */
const SPKI_START = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether this can be a key: 32 bytes as base64. */
export const isPublicKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text);

/** @param publicKey as {@link isPublicKey} @param signature as base64, with white space around it or not */
export function isSignedWith(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const text = signature.trim();
  if (!/^[A-Za-z0-9+/]{86}==$/.test(text) || !isPublicKey(publicKey)) return false;
  try {
    const key = createPublicKey({
      key: Buffer.concat([SPKI_START, Buffer.from(publicKey, 'base64')]),
      format: 'der',
      type: 'spki',
    });
    return verify(null, bytes, key, Buffer.from(text, 'base64'));
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}
