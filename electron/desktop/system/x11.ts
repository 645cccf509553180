/**
 * A connection to an X11 display, for what Electron does not tell: a selection's owner, the pointer's place. The
 * requests are those of the X11 protocol, version 11.
 */
import { readFile } from 'node:fs/promises';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';

export type X11Env = Readonly<Record<string, string | undefined>>;

export interface X11Display {
  readonly connection: NetConnectOpts;
  /** As named in the cookie file. */
  readonly number: string;
  readonly screen: string;
}

/** `:1`, `:1.0`, `unix:1`, `host:1.0`. Null: it names no display. */
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
/** Address families in the cookie file (Xauth.h). */
const LOCAL = 256;
const WILD = 65535;

/**
 * A local display's cookie in an Xauthority file, which has five length-prefixed fields per entry. Null: there is none.
 */
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
    // It is not a cookie file, or half written.
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
export function atomRequest(name: string): Buffer {
  const bytes = padded(Buffer.from(name));
  const head = Buffer.from([16, 1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16LE(2 + bytes.length / 4, 2);
  head.writeUInt16LE(name.length, 4);
  return Buffer.concat([head, bytes]);
}

/** `GetSelectionOwner`. */
export function ownerRequest(atom: number): Buffer {
  const request = Buffer.from([23, 0, 2, 0, 0, 0, 0, 0]);
  request.writeUInt32LE(atom, 4);
  return request;
}

/** `QueryPointer`. */
export function pointerRequest(root: number): Buffer {
  const request = Buffer.from([38, 0, 2, 0, 0, 0, 0, 0]);
  request.writeUInt32LE(root, 4);
  return request;
}

/** `GetKeyboardMapping` of every key there can be. */
export const keymapRequest = (): Buffer => Buffer.from([101, 0, 2, 0, 8, 248, 0, 0]);

const ERROR = 0;
const REPLY = 1;
/** Packets have this size in bytes. A reply may say that more follow. */
const UNIT = 32;

/** Splits the incoming bytes into packets: the display's first message, then replies, errors and events. */
function cutter(): (chunk: Buffer) => Buffer[] {
  let there = Buffer.alloc(0);
  let met = false;
  /** Infinity: not even the length has arrived. */
  const length = (): number => {
    if (!met) return there.length < 8 ? Infinity : 8 + there.readUInt16LE(6) * 4;
    if (there.length < UNIT) return Infinity;
    return UNIT + (there[0] === REPLY ? there.readUInt32LE(4) * 4 : 0);
  };
  return (chunk) => {
    there = Buffer.concat([there, chunk]);
    const packets: Buffer[] = [];
    for (let next = length(); next <= there.length; next = length()) {
      packets.push(there.subarray(0, next));
      there = there.subarray(next);
      met = true;
    }
    return packets;
  };
}

/**
 * A screen's root window, from the display's first message.
 * @throws RangeError if there is no such screen
 */
export function rootOf(setup: Buffer, screen: number): number {
  const vendor = setup.readUInt16LE(24);
  const formats = setup.readUInt8(29);
  if (screen >= setup.readUInt8(28)) throw new RangeError(`the display has no screen ${screen}`);
  let at = 40 + vendor + padding(vendor).length + 8 * formats;
  for (let before = 0; before < screen; before += 1) {
    const depths = setup.readUInt8(at + 39);
    at += 40;
    for (let depth = 0; depth < depths; depth += 1) at += 8 + 24 * setup.readUInt16LE(at + 2);
  }
  return setup.readUInt32LE(at);
}

export interface X11Connection {
  /** The screen's number, as in `_NET_SYSTEM_TRAY_S0`. */
  readonly screen: string;
  readonly root: number;
  /**
   * Sends a request and returns its reply, 32 bytes or more.
   * @throws if the display refuses it, hangs up, or is silent for five seconds
   */
  ask(request: Buffer): Promise<Buffer>;
  close(): void;
}

/** A working display answers at once. */
const PATIENCE_MS = 5_000;

interface Waiting {
  resolve(packet: Buffer): void;
  reject(error: Error): void;
}

/**
 * @param env with `DISPLAY`, and with `XAUTHORITY` if the cookie file is not in the home folder
 * @throws if there is no X11 display, or it refuses us
 */
export async function connectX11(env: X11Env): Promise<X11Connection> {
  const display = parseDisplay(env['DISPLAY'] ?? '');
  if (display === null) throw new Error('there is no X11 display');
  const file = await readFile(env['XAUTHORITY'] ?? join(homedir(), '.Xauthority')).catch(() => Buffer.alloc(0));
  const socket = connect(display.connection);
  const ask = asker(socket);
  const setup = await ask(setupRequest(findCookie(file, display.number, hostname())));
  try {
    if (setup[0] !== 1) throw new Error('the display did not let us in');
    return {
      screen: display.screen,
      root: rootOf(setup, Number(display.screen)),
      ask,
      close: () => void socket.destroy(),
    };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Replies come in the order of the requests, mixed with events: a changed keyboard is announced to everybody. */
function asker(socket: Socket): X11Connection['ask'] {
  const waiting: Waiting[] = [];
  let failed: Error | null = null;
  let first = true;
  const fail = (error: Error): void => {
    failed ??= error;
    socket.destroy();
    for (const one of waiting.splice(0)) one.reject(failed);
  };
  const take = (packet: Buffer): void => {
    const answer = first || packet[0] === REPLY;
    first = false;
    if (!answer && packet[0] !== ERROR) return;
    const one = waiting.shift();
    if (waiting.length === 0) socket.setTimeout(0);
    if (answer) one?.resolve(packet);
    else one?.reject(new Error('the display refused'));
  };
  const cut = cutter();
  socket.on('data', (chunk) => cut(chunk).forEach(take));
  socket.on('error', fail);
  socket.on('timeout', () => fail(new Error('the display does not answer')));
  socket.on('close', () => fail(new Error('the display hung up')));
  return (request) =>
    new Promise((resolve, reject) => {
      if (failed !== null) {
        reject(failed);
        return;
      }
      waiting.push({ resolve, reject });
      socket.setTimeout(PATIENCE_MS);
      socket.write(request);
    });
}
