/** The key that signs the feeds of updates, and what is done with it (docs/releasing.md). */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { isSignedWith } from '../../electron/updates/feed-signature.js';

/** As the app carries it (`PRESENCE_TRAY_UPDATE_KEY`): 32 bytes in base64. */
const publicText = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');

/** A new pair, as the two environment variables take it. */
export function newKeys(): { readonly signing: string; readonly update: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    signing: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    update: publicText(privateKey),
  };
}

/**
 * The text of a feed's `.sig` file.
 * @param signing `PRESENCE_TRAY_SIGNING_KEY` @param update the key that the packages carry, which must belong to it
 */
export function signatureOf(feed: Uint8Array, signing: string, update: string): string {
  const key = createPrivateKey({ key: Buffer.from(signing, 'base64'), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The signing key is not an Ed25519 key.');
  const signature = sign(null, feed, key).toString('base64');
  if (!isSignedWith(update, feed, signature))
    throw new Error('PRESENCE_TRAY_UPDATE_KEY does not belong to the signing key: the app would refuse these feeds.');
  return `${signature}\n`;
}

/** The feed for so many of a hundred computers. 100: for all. */
export function staged(feed: string, percent: number): string {
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) throw new Error('A percentage is 0 to 100.');
  const without = feed.replace(/^stagingPercentage:.*\n?/gm, '');
  return percent === 100 ? without : `${without.replace(/\n*$/, '\n')}stagingPercentage: ${percent}\n`;
}
