/**
 * A minimal client of the X server for measuring. Its connection is already open when needed: starting a program for
 * one key press (xdotool) takes longer than what we measure. The protocol is X11's own
 * (https://www.x.org/releases/X11R7.7/doc/xproto/x11protocol.html).
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface XEvent {
  readonly code: number;
  readonly bytes: Buffer;
  /** When this program read it, in milliseconds on the monotonic clock (`performance.now()`). */
  readonly at: number;
}

interface Awaited {
  resolve(reply: Buffer): void;
  reject(error: Error): void;
}

/** The least size of replies, events and errors, in bytes. */
const UNIT = 32;
const REPLY = 1;
const GENERIC_EVENT = 35;

export class XConnection {
  private waiting: Buffer[] = [];
  private size = 0;
  private readonly replies = new Map<number, Awaited>();
  private sequence = 0;
  private nextId: number;
  private readonly listeners = new Set<(event: XEvent) => void>();

  private constructor(
    private readonly socket: Socket,
    readonly root: number,
    readonly keycodes: { readonly first: number; readonly last: number },
    idBase: number,
  ) {
    this.nextId = idBase;
    socket.on('data', (chunk: Buffer) => this.read(chunk, performance.now()));
    socket.on('close', () => {
      for (const awaited of this.replies.values()) awaited.reject(new Error('The X server has closed the connection.'));
      this.replies.clear();
    });
  }

  /** @param display as in the variable DISPLAY: `:7` */
  static async open(display: string): Promise<XConnection> {
    const socket = connect(`/tmp/.X11-unix/X${display.replace(/^:/, '').split('.')[0] ?? ''}`);
    await once(socket, 'connect');
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const setup = await readSetup(socket);
    if (setup[0] !== 1) throw new Error(`The X server refused: ${setup.subarray(8, 8 + (setup[1] ?? 0)).toString()}`);
    const vendor = setup.readUInt16LE(24);
    const screen = 40 + vendor + ((4 - (vendor % 4)) % 4) + 8 * setup.readUInt8(29);
    return new XConnection(
      socket,
      setup.readUInt32LE(screen),
      { first: setup.readUInt8(34), last: setup.readUInt8(35) },
      setup.readUInt32LE(12),
    );
  }

  newId(): number {
    return this.nextId++;
  }

  onEvent(listener: (event: XEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sends a request that has no reply. @param body a multiple of four bytes */
  send(opcode: number, data: number, body: Buffer): void {
    const head = Buffer.alloc(4);
    head.writeUInt8(opcode, 0);
    head.writeUInt8(data, 1);
    head.writeUInt16LE(1 + body.length / 4, 2);
    this.sequence = (this.sequence + 1) & 0xffff;
    this.socket.write(Buffer.concat([head, body]));
  }

  /** Sends a request and returns its reply. */
  ask(opcode: number, data: number, body: Buffer): Promise<Buffer> {
    this.send(opcode, data, body);
    return new Promise((resolve, reject) => this.replies.set(this.sequence, { resolve, reject }));
  }

  /** An extension's opcode and its first event's number. */
  async extension(name: string): Promise<{ opcode: number; firstEvent: number }> {
    const body = Buffer.alloc(4 + name.length + ((4 - (name.length % 4)) % 4));
    body.writeUInt16LE(name.length, 0);
    body.write(name, 4, 'latin1');
    const reply = await this.ask(98, 0, body);
    if (reply[8] !== 1) throw new Error(`The X server has no ${name}.`);
    return { opcode: reply.readUInt8(9), firstEvent: reply.readUInt8(10) };
  }

  close(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer, at: number): void {
    this.waiting.push(chunk);
    this.size += chunk.length;
    for (let packet = this.packet(); packet !== null; packet = this.packet()) this.take(packet, at);
  }

  /** The next complete packet. Null: it has not arrived. */
  private packet(): Buffer | null {
    if (this.size < UNIT) return null;
    if ((this.waiting[0]?.length ?? 0) < UNIT) this.waiting = [Buffer.concat(this.waiting)];
    const head = this.waiting[0] ?? Buffer.alloc(UNIT);
    const longer = head[0] === REPLY || (head.readUInt8(0) & 0x7f) === GENERIC_EVENT;
    const length = UNIT + (longer ? head.readUInt32LE(4) * 4 : 0);
    if (this.size < length) return null;
    const all = this.waiting.length === 1 ? head : Buffer.concat(this.waiting);
    this.waiting = all.length > length ? [all.subarray(length)] : [];
    this.size -= length;
    return all.subarray(0, length);
  }

  private take(packet: Buffer, at: number): void {
    const code = packet.readUInt8(0) & 0x7f;
    if (code > REPLY) {
      for (const listener of [...this.listeners]) listener({ code, bytes: packet, at });
      return;
    }
    const sequence = packet.readUInt16LE(2);
    const awaited = this.replies.get(sequence);
    this.replies.delete(sequence);
    if (code === REPLY) awaited?.resolve(packet);
    else {
      const error = new Error(`X error ${packet.readUInt8(1)} for request ${packet.readUInt8(10)}`);
      if (awaited) awaited.reject(error);
      else this.socket.destroy(error);
    }
  }
}

/** The server's complete first message. */
function readSetup(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let all = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      all = Buffer.concat([all, chunk]);
      if (all.length < 8 || all.length < 8 + all.readUInt16LE(6) * 4) return;
      socket.off('data', onData).off('error', reject);
      resolve(all);
    };
    socket.on('data', onData).once('error', reject);
  });
}
