/** The log on disk: one line of JSON an entry, two files of at most 1 MB, nothing in it that looks like a secret. */
import { appendFile, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log, LogFields } from '../../ports.js';

const LARGEST = 1024 * 1024;

/**
 * Takes out what looks like a token: bearer headers, long unbroken runs of the base64url alphabet (ids with their short groups stay),
 * and what follows `code=`, `token=` and the like in an address.
 */
export const redact = (text: string): string =>
  text
    .replace(/\bBearer\s+\S+/gi, 'Bearer ***')
    .replace(/\b(code|state|token|access_token|refresh_token|code_verifier|code_challenge|secret)=[^&\s"]+/gi, '$1=***')
    .replace(/[A-Za-z0-9_]{32,}|[A-Za-z0-9_-]{44,}/g, '***');

/** @param folder the user-data folder; the log lies in `logs/` below it */
export function createLogFile(folder: string, now: () => number): Log {
  const directory = join(folder, 'logs');
  const file = join(directory, 'presence-tray.log');
  let waiting: string[] = [];
  let writing = false;

  const write = async (): Promise<void> => {
    writing = true;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      while (waiting.length > 0) {
        const lines = waiting.join('');
        waiting = [];
        const size = await stat(file).then(
          (there) => there.size,
          () => 0,
        );
        if (size > LARGEST) await rename(file, `${file}.1`);
        await appendFile(file, lines, { mode: 0o600 });
      }
    } catch {
      waiting = []; // A full disk must not take the app with it; there is no better place to say so.
    }
    writing = false;
  };

  const entry = (level: string, message: string, fields: LogFields | undefined): void => {
    waiting.push(`${redact(JSON.stringify({ at: new Date(now()).toISOString(), level, message, ...fields }))}\n`);
    if (!writing) void write();
  };
  return {
    info: (message, fields) => entry('info', message, fields),
    warn: (message, fields) => entry('warn', message, fields),
    error: (message, fields) => entry('error', message, fields),
  };
}
