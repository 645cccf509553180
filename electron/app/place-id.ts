import { createHash } from 'node:crypto';
import { resolve } from 'node:path';

/**
 * What a keychain item is tied to: the machine, and, where a user-data folder of one's own was named, that folder: a second folder is a second,
 * separate app with an account of its own (design §1).
 */
export const placeId = (machineId: string, userData: string, usualUserData: string): string =>
  resolve(userData) === resolve(usualUserData)
    ? machineId
    : createHash('sha256')
        .update(`${machineId} ${resolve(userData)}`)
        .digest('hex')
        .slice(0, 32);
