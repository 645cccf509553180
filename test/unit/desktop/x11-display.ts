/** An X11 display of our own, as far as the app uses one. Its replies are those of the X11 protocol, version 11. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An entry of a cookie file. */
export interface CookieEntry {
  family: number;
  address: string;
  number: string;
  name: string;
  data: Buffer;
}

const counted = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

/** A cookie file. */
export const authority = (...entries: readonly CookieEntry[]): Buffer =>
  Buffer.concat(
    entries.flatMap(({ family, address, number, name, data }) => [
      Buffer.from([family >> 8, family & 255]),
      ...[Buffer.from(address), Buffer.from(number), Buffer.from(name), data].map(counted),
    ]),
  );

export const cookie = Buffer.from('0123456789abcdef');

/**
 * The display's first message, with one screen per root window.
 * @param vendor its length is padded to a multiple of four
 */
export function setupOf(roots: readonly number[], vendor = 'A vendor'): Buffer {
  const fixed = Buffer.alloc(32);
  fixed.writeUInt16LE(vendor.length, 16);
  fixed.writeUInt8(roots.length, 20);
  fixed.writeUInt8(2, 21);
  const screens = roots.map((root, at) => {
    const screen = Buffer.alloc(40);
    screen.writeUInt32LE(root, 0);
    screen.writeUInt8(at + 1, 39);
    const depths = Array.from({ length: at + 1 }, (_, depth) => {
      const visuals = Buffer.alloc(8 + 24 * depth);
      visuals.writeUInt16LE(depth, 2);
      return visuals;
    });
    return Buffer.concat([screen, ...depths]);
  });
  const name = Buffer.alloc(Math.ceil(vendor.length / 4) * 4);
  name.write(vendor);
  const rest = Buffer.concat([fixed, name, Buffer.alloc(2 * 8), ...screens]);
  const head = Buffer.from([1, 0, 11, 0, 0, 0, 0, 0]);
  head.writeUInt16LE(rest.length / 4, 6);
  return Buffer.concat([head, rest]);
}

export interface X11Display {
  /** The window that owns the tray's selection. 0: none. */
  owner: number;
  atoms: Record<string, number>;
  /** The cookie it requires. Null: it admits everybody. */
  cookie: Buffer | null;
  pointer: { x: number; y: number };
  /** Whether the pointer is on the screen in question. */
  sameScreen: boolean;
  /** The keyboard: what each key types, by level. */
  keymap: readonly (readonly [plain: number, shifted: number])[];
  /** It accepts requests and does not reply. */
  silent: boolean;
  /** How often somebody connected, and how many are connected. */
  visits: number;
  readonly visitors: Set<Socket>;
  readonly env: { DISPLAY: string; XAUTHORITY: string };
  /** Announces to everybody that the keyboard has changed. */
  tellMapping(): void;
  /** Puts a cookie for it into the file. */
  handOutCookie(): Promise<void>;
  close(): Promise<void>;
}

export const ROOT = 1234;
export const ATOM = 321;

const INTERN_ATOM = 16;
const QUERY_POINTER = 38;
const GET_KEYBOARD_MAPPING = 101;

/** Ends with the test. */
export async function startX11Display(): Promise<X11Display> {
  const folder = await mkdtemp(join(tmpdir(), 'presence-tray-x11-'));
  const answer = (request: Buffer): Buffer => {
    const reply = Buffer.alloc(32);
    reply[0] = 1;
    if (request[0] === GET_KEYBOARD_MAPPING) {
      const keys = Array.from({ length: request.readUInt8(5) }, (_, at) => display.keymap[at] ?? [0, 0]).flat();
      const symbols = Buffer.alloc(keys.length * 4);
      keys.forEach((symbol, at) => symbols.writeUInt32LE(symbol, at * 4));
      reply[1] = 2;
      reply.writeUInt32LE(keys.length, 4);
      return Buffer.concat([reply, symbols]);
    }
    if (request[0] === INTERN_ATOM)
      reply.writeUInt32LE(display.atoms[request.subarray(8, 8 + request.readUInt16LE(4)).toString()] ?? 0, 8);
    else if (request[0] === QUERY_POINTER) {
      if (request.readUInt32LE(4) !== ROOT) return Buffer.alloc(32);
      reply[1] = display.sameScreen ? 1 : 0;
      reply.writeInt16LE(display.pointer.x, 16);
      reply.writeInt16LE(display.pointer.y, 18);
    } else reply.writeUInt32LE(request.readUInt32LE(4) === ATOM ? display.owner : 0, 8);
    return reply;
  };
  const server = createServer((socket) => {
    let come = Buffer.alloc(0);
    let open = false;
    display.visits += 1;
    display.visitors.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => display.visitors.delete(socket));
    socket.on('data', (bytes) => {
      come = Buffer.concat([come, bytes]);
      for (;;) {
        if (!open) {
          if (come.length < 12) return;
          const [name, data] = [come.readUInt16LE(6), come.readUInt16LE(8)];
          const dataAt = 12 + name + ((4 - (name % 4)) % 4);
          const length = dataAt + data + ((4 - (data % 4)) % 4);
          if (come.length < length) return;
          const shown = come.subarray(dataAt, dataAt + data);
          open = display.cookie === null || display.cookie.equals(shown);
          come = come.subarray(length);
          // It arrives in pieces.
          const setup = open ? setupOf([ROOT]) : Buffer.from([0, 0, 11, 0, 0, 0, 1, 0, 110, 111, 33, 0]);
          socket.write(setup.subarray(0, 11));
          socket.write(setup.subarray(11));
          continue;
        }
        if (come.length < 4) return;
        const length = come.readUInt16LE(2) * 4;
        if (come.length < length) return;
        const request = come.subarray(0, length);
        come = come.subarray(length);
        if (display.silent) continue;
        const reply = answer(request);
        socket.write(reply.subarray(0, 20));
        socket.write(reply.subarray(20));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const number = (typeof address === 'object' && address !== null ? address.port : 0) - 6000;
  const env = { DISPLAY: `127.0.0.1:${number}`, XAUTHORITY: join(folder, 'cookies') };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of display.visitors) socket.destroy();
    });
  const display: X11Display = {
    owner: 77,
    atoms: { _NET_SYSTEM_TRAY_S0: ATOM },
    cookie: null,
    pointer: { x: 0, y: 0 },
    sameScreen: true,
    keymap: [],
    silent: false,
    visits: 0,
    visitors: new Set(),
    env,
    tellMapping() {
      const event = Buffer.alloc(32);
      event[0] = 34;
      for (const socket of display.visitors) socket.write(event);
    },
    handOutCookie: () =>
      writeFile(
        env.XAUTHORITY,
        authority({
          family: 256,
          address: hostname(),
          number: String(number),
          name: 'MIT-MAGIC-COOKIE-1',
          data: cookie,
        }),
      ),
    close,
  };
  onTestFinished(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });
  return display;
}
