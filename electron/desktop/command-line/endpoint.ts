/**
 * Where the running app and the command line meet: an address derived from the user-data folder and this machine,
 * beside a secret that only this OS user can read (docs/design.md §5). Both sides try every place in the same order,
 * because a shell, a timer job and the desktop session may have different environments.
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
  /** Chromium's user-data folder. One app runs for each. */
  readonly userDataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Default: this process's user. */
  readonly uid?: number | null;
  /**
   * Default: the system's folder for temporary files, then `/tmp`. If given, it is the only one beside
   * `XDG_RUNTIME_DIR`.
   */
  readonly tmpDir?: string;
  /** Default: this machine's id or host name. */
  readonly machine?: string;
}

/** A folder that can hold an endpoint, and the names of the endpoint's files in it. */
export interface EndpointPlace {
  readonly folder: string;
  /** The name of the socket and of its key, without extension. */
  readonly name: string;
  readonly platform: NodeJS.Platform;
  readonly uid: number | null;
  /** Whether the parent folder must belong to this user too. True for runtime folders, false for `/tmp`. */
  readonly ownParent: boolean;
}

export interface Endpoint {
  /** A Unix socket's path, or a named pipe. */
  readonly address: string;
  /** Both ends prove that they can read it. */
  readonly secret: Buffer;
}

/** The longest path of a Unix socket in bytes: `sun_path` minus its final zero. */
const longestPath = (platform: NodeJS.Platform): number => (platform === 'linux' ? 107 : 103);

const keySchema = v.object({ address: v.string(), secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/**
 * On a home shared over the network, another machine's socket must not be taken for this one's. Host names change,
 * machine ids do not.
 */
function machineId(platform: NodeJS.Platform): string {
  if (platform === 'linux') {
    for (const file of ['/etc/machine-id', '/var/lib/dbus/machine-id']) {
      try {
        const id = readFileSync(file, 'utf8').trim();
        if (id !== '') return id;
      } catch {
        // Try the next one, or use the host name.
      }
    }
  }
  // macOS renames the host with the network. Its folder for temporary files is local anyway.
  return platform === 'darwin' ? '' : hostname();
}

/** The folder's real name, so that a link to it leads to the same app. */
function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}

/** All places, best first, without those where a socket's path would be too long. `/tmp` is always short enough. */
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

/**
 * The address where a server should listen in this place. On Windows it is new each time, and only readers of the key
 * know it.
 */
export function addressAt(place: EndpointPlace): string {
  if (place.platform !== 'win32') return socketPath(place);
  const user = plain(userInfo().username);
  return `\\\\.\\pipe\\presence-tray-${user}-${place.name}-${randomBytes(16).toString('hex')}`;
}

/** Makes the folder private. @throws if it cannot be: another user's, a read-only disk, a missing parent */
export const preparePlace = (place: EndpointPlace): void => {
  if (place.ownParent) checkOwner(dirname(place.folder), place.uid);
  makePrivateFolder(place.folder, place.uid);
};

/** Writes a new secret beside the address. Clients can find it from now on. */
export function publish(place: EndpointPlace, address: string): Endpoint {
  const secret = randomBytes(32);
  writePrivateFile(place.folder, keyName(place), JSON.stringify({ address, secret: secret.toString('hex') }));
  return { address, secret };
}

/** Removes the key again, unless another server has replaced it. */
export function withdraw(place: EndpointPlace, endpoint: Endpoint): void {
  try {
    if (readKey(place).secret.equals(endpoint.secret)) rmSync(join(place.folder, keyName(place)), { force: true });
  } catch {
    // It is gone already, or stays and does no harm.
  }
}

function readKey(place: EndpointPlace): Endpoint {
  const text = readPrivateFile(join(place.folder, keyName(place)), place.uid);
  const key = v.parse(v.pipe(v.string(), v.parseJson(), keySchema), text);
  return { address: key.address, secret: Buffer.from(key.secret, 'hex') };
}

export interface Found {
  readonly endpoints: readonly Endpoint[];
  /** Places skipped because others can access them. In English, for whoever looks for the cause. */
  readonly refused: readonly string[];
}

/** What this user's servers have published, best place first. Folder, key and socket must be this user's alone. */
export function findEndpoints(places: readonly EndpointPlace[]): Found {
  const endpoints: Endpoint[] = [];
  const refused: string[] = [];
  for (const place of places) {
    try {
      checkPrivateFolder(place.folder, place.uid);
      // Check the socket first. A server writes its key before it listens, so a new socket is never read with an old
      // key.
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
