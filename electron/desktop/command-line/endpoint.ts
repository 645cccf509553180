/**
 * Where the running app and the command line meet: an address named from the user-data folder and this machine, beside a
 * secret that only this OS user can read (docs/design.md §5). Every place is tried in the same order by both sides, since a shell, a
 * timer job and the desktop session need not have the same environment.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import * as v from 'valibot';
import {
  checkOwner,
  checkPrivateFolder,
  checkPrivateSocket,
  currentUid,
  errorCode,
  makePrivateFolder,
  readPrivateFile,
  writePrivateFile,
} from './private-files.js';

export interface EndpointContext {
  /** Chromium's user-data folder: one app runs for each. */
  readonly userDataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Default: who this process runs as. */
  readonly uid?: number | null;
  /** Default: the system's folder for temporary files, then `/tmp`. Handed in, it is the only one beside `XDG_RUNTIME_DIR`. */
  readonly tmpDir?: string;
  /** Default: this machine's id or host name. */
  readonly machine?: string;
}

/** A folder that can hold an endpoint, and what the endpoint's files are called there. */
export interface EndpointPlace {
  readonly folder: string;
  /** Of the socket and the key beside it, without ending. */
  readonly name: string;
  readonly platform: NodeJS.Platform;
  readonly uid: number | null;
  /** Whether the folder above must be this user's as well: so it is with runtime folders, not with `/tmp`. */
  readonly ownParent: boolean;
}

export interface Endpoint {
  /** A Unix socket's path, or a named pipe. */
  readonly address: string;
  /** What both ends prove to each other that they can read. */
  readonly secret: Buffer;
}

/** The bytes a Unix socket's path may have: `sun_path` less its closing zero. */
const longestPath = (platform: NodeJS.Platform): number => (platform === 'linux' ? 107 : 103);

const keySchema = v.object({ address: v.string(), secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** So that on a home shared over the network another machine's socket is never taken for this one's; host names change, machine ids do not. */
function machineId(platform: NodeJS.Platform): string {
  if (platform === 'linux') {
    for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
      try {
        const id = readFileSync(file, 'utf8').trim();
        if (id !== '') return id;
      } catch {
        // The next one, or the host name.
      }
    }
  }
  return platform === 'darwin' ? '' : hostname(); // macOS renames the host with the network; its folder for temporary files is local.
}

/** The folder's one true name, so that a link to it leads to the same app. */
function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}

/** All places, best first. Those where a socket's path would be too long are left out; `/tmp` is always short enough. */
export function endpointPlaces(context: EndpointContext): EndpointPlace[] {
  const { env, platform } = context;
  const uid = context.uid === undefined ? currentUid() : context.uid;
  const hash = createHash('sha256')
    .update(`${realFolder(context.userDataDir)}\n${context.machine ?? machineId(platform)}`)
    .digest('hex')
    .slice(0, 16);
  if (platform === 'win32') {
    const base = env['LOCALAPPDATA'] ?? context.userDataDir;
    const session = plain(env['SESSIONNAME'] ?? 'session');
    return [
      {
        folder: join(base, 'Presence Tray', 'command-line'),
        name: `${hash}-${session}`,
        platform,
        uid: null,
        ownParent: false,
      },
    ];
  }
  const runtime = env['XDG_RUNTIME_DIR'];
  const temporary = context.tmpDir ?? tmpdir();
  const own = `presence-tray-${uid ?? 'user'}`;
  const handedIn = context.tmpDir !== undefined;
  const runtimeFolders = [
    ...(runtime !== undefined && isAbsolute(runtime) ? [join(runtime, 'presence-tray')] : []),
    ...(platform === 'linux' && !handedIn ? [`/run/user/${uid ?? ''}/presence-tray`] : []),
  ];
  const temporaryFolders = [join(temporary, own), ...(handedIn ? [] : [join('/tmp', own)])];
  return [...new Set([...runtimeFolders, ...temporaryFolders])]
    .map((folder) => ({ folder, name: hash, platform, uid, ownParent: runtimeFolders.includes(folder) }))
    .filter((place) => Buffer.byteLength(socketPath(place)) <= longestPath(platform));
}

const plain = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '') || 'unknown';
const socketPath = (place: EndpointPlace): string => join(place.folder, `${place.name}.sock`);
/** The file that says that an app is being started for this place. */
export const startMark = (place: EndpointPlace): string => join(place.folder, `${place.name}.starting`);
const keyName = (place: EndpointPlace): string => `${place.name}.key`;

/** The address a server is to listen at in this place. On Windows it is a new one each time, and only who reads the key knows it. */
export function addressAt(place: EndpointPlace): string {
  if (place.platform !== 'win32') return socketPath(place);
  const user = plain(userInfo().username);
  return `\\\\.\\pipe\\presence-tray-${user}-${place.name}-${randomBytes(16).toString('hex')}`;
}

/** Makes the folder private. @throws where it cannot be: another user's, a read-only disk, a parent that is missing */
export const preparePlace = (place: EndpointPlace): void => {
  if (place.ownParent) checkOwner(dirname(place.folder), place.uid);
  makePrivateFolder(place.folder, place.uid);
};

/** Writes a new secret beside the address; from then on clients can find it. */
export function publish(place: EndpointPlace, address: string): Endpoint {
  const secret = randomBytes(32);
  writePrivateFile(place.folder, keyName(place), JSON.stringify({ address, secret: secret.toString('hex') }));
  return { address, secret };
}

/** Takes the key away again, unless another server has put its own there meanwhile. */
export function withdraw(place: EndpointPlace, endpoint: Endpoint): void {
  try {
    if (readKey(place).secret.equals(endpoint.secret)) rmSync(join(place.folder, keyName(place)), { force: true });
  } catch {
    // Gone already; what is left over harms nobody.
  }
}

function readKey(place: EndpointPlace): Endpoint {
  const text = readPrivateFile(join(place.folder, keyName(place)), place.uid);
  const key = v.parse(v.pipe(v.string(), v.parseJson(), keySchema), text);
  return { address: key.address, secret: Buffer.from(key.secret, 'hex') };
}

export interface Found {
  readonly endpoints: readonly Endpoint[];
  /** Places that were passed over because they are not this user's alone; English, for people who look for the cause. */
  readonly refused: readonly string[];
}

/** What this user's servers have published, best place first; folder, key and socket are this user's alone, or they are passed over. */
export function findEndpoints(places: readonly EndpointPlace[]): Found {
  const endpoints: Endpoint[] = [];
  const refused: string[] = [];
  for (const place of places) {
    try {
      checkPrivateFolder(place.folder, place.uid);
      // The socket first: a server writes its key before it listens, so that a new socket is never met with an old key.
      if (place.platform !== 'win32') checkPrivateSocket(socketPath(place), place.uid);
      const endpoint = readKey(place);
      if (place.platform !== 'win32') {
        if (endpoint.address !== socketPath(place)) throw new Error(`${place.folder}: the key names another socket`);
      } else if (!endpoint.address.startsWith('\\\\.\\pipe\\presence-tray-')) {
        throw new Error(`${place.folder}: the key names something else than our pipe`);
      }
      endpoints.push(endpoint);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') refused.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { endpoints, refused };
}
