/**
 * Whether an X11 panel takes tray icons the older way (XEmbed): then it owns the selection `_NET_SYSTEM_TRAY_S0` (freedesktop.org's System Tray
 * Protocol). Electron falls back to it where no StatusNotifier host is registered (electron/electron#36815). No common program can ask for a
 * selection's owner, so the two requests are spoken here.
 */
import { readFile } from 'node:fs/promises';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

export interface X11Display {
  readonly connection: NetConnectOpts;
  /** As it is named in the file of cookies. */
  readonly number: string;
  readonly screen: string;
}

/** `:1`, `:1.0`, `unix:1`, `host:1.0`; null for what names no display. */
export function parseDisplay(name: string): X11Display | null {
  const [, host, number, screen = '0'] = /^([^:]*):(\d+)(?:\.(\d+))?$/.exec(name) ?? [];
  if (host === undefined || number === undefined) return null;
  const local = host === '' || host === 'unix';
  return {
    connection: local ? { path: `/tmp/.X11-unix/X${number}` } : { host, port: 6000 + Number(number) },
    number,
    screen,
  };
}

const COOKIE = 'MIT-MAGIC-COOKIE-1';
/** Families of addresses in the file of cookies (Xauth.h). */
const LOCAL = 256;
const WILD = 65535;

/** The cookie for a local display among those of an Xauthority file: five counted fields an entry. Null where there is none. */
export function findCookie(file: Buffer, number: string, host: string): Buffer | null {
  let at = 0;
  const field = (): Buffer => {
    const length = file.readUInt16BE(at);
    at += 2 + length;
    if (at > file.length) throw new RangeError('the file is cut off');
    return file.subarray(at - length, at);
  };
  try {
    while (at < file.length) {
      const family = file.readUInt16BE(at);
      at += 2;
      const [address, display, name, data] = [field().toString(), field().toString(), field().toString(), field()];
      const here = family === WILD || (family === LOCAL && address === host);
      if (here && (display === '' || display === number) && name === COOKIE) return data;
    }
  } catch {
    // Not a file of cookies, or half written.
  }
  return null;
}

const padding = (length: number): Buffer => Buffer.alloc((4 - (length % 4)) % 4);
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, padding(bytes.length)]);

/** Connection setup, version 11.0, least significant byte first. */
function setupRequest(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie === null ? '' : COOKIE);
  const head = Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(cookie?.length ?? 0, 8);
  return Buffer.concat([head, padded(name), padded(cookie ?? Buffer.alloc(0))]);
}

/** `InternAtom`, only where it exists. */
function atomRequest(name: string): Buffer {
  const bytes = padded(Buffer.from(name));
  const head = Buffer.from([16, 1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16LE(2 + bytes.length / 4, 2);
  head.writeUInt16LE(name.length, 4);
  return Buffer.concat([head, bytes]);
}

/** `GetSelectionOwner`. */
function ownerRequest(atom: number): Buffer {
  const request = Buffer.from([23, 0, 2, 0, 0, 0, 0, 0]);
  request.writeUInt32LE(atom, 4);
  return request;
}

/** Every reply that is asked for here has 32 bytes and begins with a 1. */
const REPLY = 32;

/** Reads so many bytes at a time from what comes in. */
function reader(socket: Socket): (count: number) => Promise<Buffer> {
  let there = Buffer.alloc(0);
  const chunks: AsyncIterator<Buffer> = socket.iterator();
  return async (count) => {
    while (there.length < count) {
      const next = await chunks.next();
      if (next.done === true) throw new Error('the display hung up');
      there = Buffer.concat([there, next.value]);
    }
    const taken = there.subarray(0, count);
    there = there.subarray(count);
    return taken;
  };
}

async function ask(socket: Socket, display: X11Display, cookie: Buffer | null): Promise<boolean> {
  const read = reader(socket);
  socket.write(setupRequest(cookie));
  const setup = await read(8);
  await read(setup.readUInt16LE(6) * 4);
  if (setup[0] !== 1) throw new Error('the display let us not in');
  const value = async (request: Buffer): Promise<number> => {
    socket.write(request);
    const reply = await read(REPLY);
    if (reply[0] !== 1) throw new Error('the display refused');
    return reply.readUInt32LE(8);
  };
  const atom = await value(atomRequest(`_NET_SYSTEM_TRAY_S${display.screen}`));
  return atom !== 0 && (await value(ownerRequest(atom))) !== 0;
}

/** A display at work answers at once, in milliseconds. */
const PATIENCE = 5_000;

/** False as well where there is no X11 display, or it does not answer: there is no such tray then. */
export async function hasX11Tray(env: Env): Promise<boolean> {
  const display = parseDisplay(env['DISPLAY'] ?? '');
  if (display === null) return false;
  const file = await readFile(env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')).catch(() => Buffer.alloc(0));
  const socket = connect(display.connection);
  socket.setTimeout(PATIENCE, () => socket.destroy());
  try {
    return await ask(socket, display, findCookie(file, display.number, hostname()));
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
