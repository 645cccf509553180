/** A display of our own, as far as the question needs one: the replies are those of the X11 protocol, version 11. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findCookie, hasX11Tray, parseDisplay } from '../../../../electron/desktop/tray/x11-tray.js';

describe('the name of a display', () => {
  it.each([
    [':1', { connection: { path: '/tmp/.X11-unix/X1' }, number: '1', screen: '0' }],
    ['unix:12.3', { connection: { path: '/tmp/.X11-unix/X12' }, number: '12', screen: '3' }],
    ['far.example:2.1', { connection: { host: 'far.example', port: 6002 }, number: '2', screen: '1' }],
    ['', null],
    ['wayland-0', null],
  ])('%s', (name, display) => expect(parseDisplay(name)).toEqual(display));
});

interface Entry {
  family: number;
  address: string;
  number: string;
  name: string;
  data: Buffer;
}

const counted = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
const authority = (...entries: readonly Entry[]): Buffer =>
  Buffer.concat(
    entries.flatMap(({ family, address, number, name, data }) => [
      Buffer.from([family >> 8, family & 255]),
      ...[Buffer.from(address), Buffer.from(number), Buffer.from(name), data].map(counted),
    ]),
  );

const cookie = Buffer.from('0123456789abcdef');
const entry = (change: Partial<Entry> = {}): Entry => ({
  family: 256,
  address: 'desk',
  number: '1',
  name: 'MIT-MAGIC-COOKIE-1',
  data: cookie,
  ...change,
});

describe('the cookie that opens a display', () => {
  it('is the one of this host and this display', () => {
    const others = [entry({ address: 'elsewhere' }), entry({ number: '2' }), entry({ name: 'XDM-AUTHORIZATION-1' })];
    const wrong = others.map((each) => ({ ...each, data: Buffer.from('wrong') }));
    expect(findCookie(authority(...wrong, entry()), '1', 'desk')).toEqual(cookie);
    expect(findCookie(authority(...wrong), '1', 'desk')).toBeNull();
  });

  it('may be for every host and every display', () => {
    expect(findCookie(authority(entry({ family: 65535, address: '', number: '' })), '7', 'desk')).toEqual(cookie);
  });

  it('is looked for in whatever lies there, without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        findCookie(Buffer.from(bytes), '1', 'desk');
      }),
    );
    const whole = authority(entry());
    for (let length = 0; length < whole.length; length += 1)
      expect(findCookie(whole.subarray(0, length), '1', 'desk')).toBeNull();
  });
});

const TRAY = '_NET_SYSTEM_TRAY_S0';
const ATOM = 321;

/** What the display knows and lets in. */
interface Display {
  /** The window that owns the tray's selection; 0: none. */
  owner: number;
  atoms: Record<string, number>;
  cookie: Buffer | null;
}

describe('a tray on an X11 display', () => {
  let folder: string;
  let server: Server;
  let port: number;
  let display: Display;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'presence-tray-x11-'));
    display = { owner: 77, atoms: { [TRAY]: ATOM }, cookie: null };
    server = createServer((socket) => {
      let come = Buffer.alloc(0);
      let open = false;
      socket.on('error', () => undefined);
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
            // The rest of the setup (vendor, formats, screens) comes in pieces, and is of no interest.
            socket.write(Buffer.from([open ? 1 : 0, 0, 11, 0, 0, 0, 2, 0, 1, 2, 3]));
            socket.write(Buffer.from([4, 5, 6, 7, 8]));
            continue;
          }
          if (come.length < 4) return;
          const length = come.readUInt16LE(2) * 4;
          if (come.length < length) return;
          const request = come.subarray(0, length);
          come = come.subarray(length);
          const reply = Buffer.alloc(32);
          reply[0] = 1;
          const value =
            request[0] === 16
              ? (display.atoms[request.subarray(8, 8 + request.readUInt16LE(4)).toString()] ?? 0)
              : request.readUInt32LE(4) === ATOM
                ? display.owner
                : 0;
          reply.writeUInt32LE(value, 8);
          socket.write(reply.subarray(0, 20));
          socket.write(reply.subarray(20));
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const ask = () => hasX11Tray({ DISPLAY: `127.0.0.1:${port - 6000}`, XAUTHORITY: join(folder, 'cookies') });

  it('is there where somebody owns its selection', async () => {
    expect(await ask()).toBe(true);
  });

  it('is not where nobody does, or nobody ever asked for it', async () => {
    display.owner = 0;
    expect(await ask()).toBe(false);
    display = { owner: 77, atoms: {}, cookie: null };
    expect(await ask()).toBe(false);
  });

  it('is asked for with the cookie of the display', async () => {
    display.cookie = cookie;
    expect(await ask()).toBe(false);
    const mine = entry({ address: hostname(), number: String(port - 6000) });
    await writeFile(join(folder, 'cookies'), authority(mine));
    expect(await ask()).toBe(true);
  });

  it('is not where there is no display, or nobody listens', async () => {
    expect(await hasX11Tray({})).toBe(false);
    const before = port;
    await new Promise((resolve) => server.close(resolve));
    expect(await hasX11Tray({ DISPLAY: `127.0.0.1:${before - 6000}` })).toBe(false);
  });
});
