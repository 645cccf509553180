import { generateKeyPairSync, sign } from 'node:crypto';
import { UpdateRefused, type Refusal } from '../../../electron/updates/refusal.js';
import { createUpdates, type Update, type Updates, type UpdatesDeps } from '../../../electron/updates/updates.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { silentLog } from '../../../electron/silent-log.js';

const keys = generateKeyPairSync('ed25519');
const others = generateKeyPairSync('ed25519');
export const KEY = keys.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
export const FEED = 'https://updates.example/stable';
const NAME = `${FEED}/latest-linux.yml`;

export const fileName = (version: string): string => `presence-tray-${version}-linux-x86_64.AppImage`;

export interface Published {
  readonly version: string;
  readonly percent?: number;
  readonly notes?: string;
  readonly url?: string;
  readonly signedBy?: 'us' | 'others' | 'nobody';
}

/** How a fetch ends. `passes` is a network that failed. */
export type Outcome = 'good' | 'passes' | Refusal;

/** Lets everything that is ready happen. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

const later = async (times: number): Promise<void> => {
  for (let time = 0; time < times; time += 1) await settled();
};

/** A computer with the app on it, and a feed it reads. */
export function computer(deps: Partial<UpdatesDeps> = {}) {
  const time = fakeClock();
  const files = new Map<string, Buffer>();
  const fetches: { readonly update: Update; readonly signal: AbortSignal; end(outcome: Outcome): void }[] = [];
  const installed: { readonly restart: boolean }[] = [];
  let disk: unknown = null;
  let busy = false;
  let mode: 'on' | 'tell' | 'off' = 'on';
  let feed: string | null = FEED;
  let installFails = false;
  let sentElsewhere = false;
  let unreachable = false;
  /** Fetches that have not ended. */
  let running = 0;
  let mostAtOnce = 0;
  const reads: string[] = [];

  const start = (version = '0.1.0', place = 0.5): Updates =>
    createUpdates({
      clock: time.clock,
      log: silentLog,
      random: () => place,
      store: {
        read: () => disk,
        write: (values) => (disk = structuredClone(values)),
        flushed: () => Promise.resolve(),
      },
      version,
      platform: 'linux',
      arch: 'x64',
      install: 'appImage',
      key: KEY,
      systemChecks: false,
      mode: () => mode,
      feed: () => feed,
      read: (address) => {
        reads.push(address);
        if (unreachable) return Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'));
        if (sentElsewhere) return Promise.reject(new UpdateRefused('otherHost', 'evil.example'));
        return Promise.resolve(files.get(address) ?? null);
      },
      parseYaml: async (text) => JSON.parse(text),
      installer: {
        fetch: (update, signal) =>
          new Promise((resolve, reject) => {
            running += 1;
            mostAtOnce = Math.max(mostAtOnce, running);
            const over = (): void => void (running -= 1);
            // A stopped fetch ends a little later, in one way or the other.
            const ends = fetches.length % 2 === 0 ? resolve : () => reject(new Error('cancelled'));
            signal.addEventListener('abort', () => void later(3).then(over).then(ends));
            fetches.push({
              update,
              signal,
              end: (outcome) => {
                if (!signal.aborted) over();
                if (outcome === 'good') resolve();
                else reject(outcome === 'passes' ? new Error('net::ERR_CONNECTION_RESET') : new UpdateRefused(outcome));
              },
            });
          }),
        install: (restart) => {
          installed.push({ restart });
          return installFails ? Promise.reject(new Error('EACCES')) : Promise.resolve();
        },
      },
      busy: () => busy,
      onState: () => undefined,
      ...deps,
    });

  return {
    time,
    fetches,
    installed,
    reads,
    files,
    start,
    disk: () => disk,
    mostAtOnce: () => mostAtOnce,
    /** What it had begun is over. */
    processEnds: () => later(5),
    publish({ version, percent, notes, url, signedBy = 'us' }: Published): void {
      const bytes = Buffer.from(
        JSON.stringify({
          version,
          files: [{ url: url ?? fileName(version), sha512: Buffer.alloc(64, version.length).toString('base64') }],
          ...(percent === undefined ? {} : { stagingPercentage: percent }),
          ...(notes === undefined ? {} : { releaseNotes: notes }),
        }),
      );
      files.set(NAME, bytes);
      if (signedBy === 'nobody') files.delete(`${NAME}.sig`);
      else {
        const { privateKey } = signedBy === 'us' ? keys : others;
        files.set(`${NAME}.sig`, Buffer.from(sign(null, bytes, privateKey).toString('base64')));
      }
    },
    /** Changes the feed after it was signed. */
    tamper: () => files.set(NAME, Buffer.concat([files.get(NAME) ?? Buffer.alloc(0), Buffer.from(' ')])),
    setBusy: (now: boolean) => (busy = now),
    setMode: (now: typeof mode) => (mode = now),
    setFeed: (now: string | null) => (feed = now),
    breakInstall: () => (installFails = true),
    sendElsewhere: () => (sentElsewhere = true),
    unplug: (now: boolean) => (unreachable = now),
  };
}
