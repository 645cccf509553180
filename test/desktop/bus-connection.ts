/**
 * A program's own connection to a D-Bus: one socket for many calls, for signals as they come, and for calls that others
 * make. Bus (bus.ts) starts a program for each call, which is too slow for a tree of hundreds of objects.
 */
import { connect, type Socket } from 'node:net';
import { messageReader, type Message } from './dbus-read.js';
import { BUS, callMessage, errorReply, signalMessage, type Argument, type Target } from './dbus-wire.js';

/** What others send. */
export interface Listeners {
  signal?(message: Message): void;
  /** A call can only be refused. */
  call?(message: Message, refuse: (errorName: string) => void): void;
}

/** The other program refused a call. The message is the error's name. */
export class CallRefusedError extends Error {}

export class BusConnection {
  private serial = 0;
  private readonly waiting = new Map<number, (reply: Message) => void>();

  private constructor(
    private readonly socket: Socket,
    listeners: Listeners,
  ) {
    const read = messageReader();
    socket.on('data', (bytes) => {
      for (const message of read(bytes)) this.take(message, listeners);
    });
    socket.on('error', () => socket.destroy());
  }

  /** @param address of the bus, as `unix:path=…` */
  static async open(address: string, listeners: Listeners = {}): Promise<BusConnection> {
    const path = /^unix:path=([^,]+)/.exec(address)?.[1];
    if (path === undefined) throw new Error(`Not a bus at a path: ${address}`);
    const connection = new BusConnection(await signIn(path), listeners);
    await connection.callBus('Hello');
    return connection;
  }

  /** The method's answer: one element per returned value. @throws CallRefusedError */
  async call(
    destination: string,
    path: string,
    iface: string,
    member: string,
    ...args: readonly Argument[]
  ): Promise<readonly unknown[]> {
    return this.ask({ destination, path, interface: iface, member }, args);
  }

  /** Calls the bus itself. */
  async callBus(member: string, ...args: readonly Argument[]): Promise<readonly unknown[]> {
    return this.ask({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member }, args);
  }

  signal(path: string, iface: string, member: string, ...args: readonly Argument[]): void {
    this.socket.write(signalMessage(this.next(), path, iface, member, args));
  }

  close(): void {
    this.socket.destroy();
  }

  private async ask(target: Target, args: readonly Argument[]): Promise<readonly unknown[]> {
    const serial = this.next();
    const reply = await new Promise<Message>((resolve) => {
      this.waiting.set(serial, resolve);
      this.socket.write(callMessage(serial, target, args));
    });
    if (reply.type === 'error')
      throw new CallRefusedError(`${target.interface}.${target.member}: ${reply.errorName} ${String(reply.body[0])}`);
    return reply.body;
  }

  private take(message: Message, listeners: Listeners): void {
    if (message.type === 'signal') listeners.signal?.(message);
    else if (message.type === 'call') {
      if (!message.wantsReply) return;
      listeners.call?.(message, (errorName) =>
        this.socket.write(errorReply(this.next(), message.serial, message.sender, errorName)),
      );
    } else {
      this.waiting.get(message.replySerial)?.(message);
      this.waiting.delete(message.replySerial);
    }
  }

  private next(): number {
    this.serial += 1;
    return this.serial;
  }
}

/** The EXTERNAL handshake: the bus knows us by the socket. */
async function signIn(path: string): Promise<Socket> {
  const socket = connect(path);
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', (bytes) => resolve(bytes.toString())).once('error', reject);
  });
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  const said = await answer;
  if (!said.startsWith('OK')) throw new Error(`The bus does not let us in: ${said.trim()}`);
  socket.write('BEGIN\r\n');
  return socket;
}
