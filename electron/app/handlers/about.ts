/** The app about itself: versions, licences, the log, diagnostics. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { aboutChannels } from '../../ipc/contract/about.js';
import type { Handlers } from '../../ipc/server.js';
import { lookUp } from '../../look-up.js';
import type { Log } from '../../ports.js';
import type { Diagnose } from '../diagnose.js';

export interface AboutParts {
  readonly about: {
    /** The folder of main's bundle. */
    readonly folder: string;
    readonly userData: string;
    readonly log: Log;
    readonly diagnose: Diagnose;
    copy(text: string): void;
    /** In the file manager. @returns the system's own words if it failed; else empty */
    openPath(path: string): Promise<string>;
  };
}

/** As assets/packaging/third-party-licences.ts writes it. */
const LICENCES = 'third-party-licences.txt';

export const aboutHandlers = ({ about }: AboutParts): Pick<Handlers, keyof typeof aboutChannels> => ({
  'about:runtime': () => ({
    electron: lookUp(process.versions, 'electron') ?? '',
    chromium: lookUp(process.versions, 'chrome') ?? '',
    node: process.versions.node,
  }),
  'about:licences': async () => ({ text: await readFile(join(about.folder, LICENCES), 'utf8').catch(() => null) }),
  'about:openLogFolder': async () => {
    const path = join(about.userData, 'logs');
    // A data folder that takes nothing has none.
    await mkdir(path, { recursive: true, mode: 0o700 }).catch(() => undefined);
    const failure = await about.openPath(path);
    if (failure === '') return { failed: null };
    about.log.warn('the log folder was not opened', { reason: failure });
    return { failed: path };
  },
  'about:copyDiagnostics': async () => {
    try {
      about.copy(await about.diagnose('json'));
      return true;
    } catch (error) {
      about.log.error('no diagnostics', { reason: error instanceof Error ? error.message : 'unknown' });
      return false;
    }
  },
});
