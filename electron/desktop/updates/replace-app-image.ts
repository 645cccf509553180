/**
 * Puts a fetched AppImage in the place of the running one. Name, folder and mode stay, so that start at login, menus
 * and people find it. electron-updater would delete the old file first, and give the new one the version's name.
 */
import { createHash, randomBytes } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { UpdateRefused } from '../../updates/refusal.js';

/**
 * The old file is whole until the new one is, and has been checked once more. Rejects with {@link UpdateRefused} or the
 * file system's error, and has then changed nothing.
 */
export async function replaceAppImage(fetched: string, sha512: string, appImage: string): Promise<void> {
  const place = await realpath(appImage);
  const { mode } = await stat(place);
  // In the same folder, because a rename works within one file system only.
  const draft = `${place}.${randomBytes(6).toString('hex')}.new`;
  try {
    const hash = createHash('sha512');
    const from = await open(fetched, 'r');
    try {
      const to = await open(draft, 'wx', 0o700);
      try {
        for await (const part of from.createReadStream({ autoClose: false })) {
          if (!(part instanceof Uint8Array)) throw new Error('a text instead of bytes');
          hash.update(part);
          await to.writeFile(part);
        }
        await to.sync();
      } finally {
        await to.close();
      }
    } finally {
      await from.close();
    }
    if (hash.digest('base64') !== sha512) throw new UpdateRefused('checksum');
    await chmod(draft, mode & 0o777);
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
}
