/** The notification channels of the simulated service: sockets, heartbeats, and events that can be late, lost or out of order. */
import type { OpenSocket, SocketPort } from '../../../../electron/ports.js';
import type { World } from './world.js';

const HEARTBEAT = 30_000;

interface Socket {
  readonly channel: string;
  readonly port: SocketPort;
  open: boolean;
  /** The app let go of it. */
  over: boolean;
  /** No frame gets through any more, and nobody is told. */
  dumb: boolean;
}

export class SimulatedChannels {
  /** Whether sockets can be opened at all. */
  blocked = false;
  /** Each event takes one of these, in turn: milliseconds, or `null` for one that is lost. */
  delays: (number | null)[] = [];
  latency = 15;
  /** Whether a later event may overtake an earlier one. */
  reorders = true;
  opened = 0;
  readonly #world: World;
  readonly #networkUp: () => boolean;
  readonly #channels = new Set<string>();
  #sockets: Socket[] = [];
  #made = 0;
  #lastArrival = 0;

  constructor(world: World, networkUp: () => boolean) {
    this.#world = world;
    this.#networkUp = networkUp;
  }

  get openSockets(): number {
    return this.#sockets.filter((socket) => socket.open).length;
  }

  make(): Record<string, unknown> {
    this.#made += 1;
    const id = `streaming-${this.#made}`;
    this.#channels.add(id);
    return {
      id,
      connectUri: `wss://streaming.mypurecloud.de/channels/${id}`,
      expires: new Date(this.#world.serverNow() + 24 * 3_600_000).toISOString(),
    };
  }

  readonly open: OpenSocket = (url) => {
    const world = this.#world;
    const channel = url.slice(url.lastIndexOf('/') + 1);
    const port: SocketPort = {
      onOpen: () => undefined,
      onMessage: () => undefined,
      onClose: () => undefined,
      send: (text) => this.#received(socket, text),
      close: () => {
        socket.over = true;
        socket.open = false;
        this.#sockets = this.#sockets.filter((one) => one !== socket);
      },
    };
    const socket: Socket = { channel, port, open: false, over: false, dumb: false };
    world.serverAfter(this.latency * 2, () => {
      if (socket.over) return;
      if (this.blocked || !this.#networkUp() || !this.#channels.has(channel)) {
        world.deliver(() => port.onClose(1006, 'refused'));
        return;
      }
      // One socket for each channel: a second one disconnects the first.
      for (const other of this.#sockets.filter((one) => one.channel === channel)) this.#close(other, 1000);
      socket.open = true;
      this.opened += 1;
      this.#sockets.push(socket);
      world.deliver(() => port.onOpen());
      this.#beat(socket);
    });
    return port;
  };

  tell(topicName: string, eventBody: unknown): void {
    const text = JSON.stringify({ topicName, version: '2', eventBody, metadata: {} });
    for (const socket of this.#sockets) {
      const wanted = this.delays.length > 0 ? this.delays.shift() : this.latency;
      // Without dates nobody could tell the order, so there it is kept, as it is within one connection.
      const delay = typeof wanted !== 'number' || this.reorders ? wanted : this.#inOrder(wanted);
      // TCP loses nothing; what a socket loses, it loses for good.
      if (delay === null) socket.dumb = true;
      if (delay !== null && delay !== undefined) this.#world.serverAfter(delay, () => this.#send(socket, text));
    }
  }

  /** Closes every socket, as a server or proxy that restarts does. */
  closeAll(code: number): void {
    for (const socket of [...this.#sockets]) this.#close(socket, code);
  }

  /** Frames no longer get through, and nobody says so: sleep, a changed network, a dead proxy. */
  strikeDumb(): void {
    for (const socket of this.#sockets) socket.dumb = true;
  }

  /** Another socket takes the channel. */
  steal(): void {
    this.closeAll(1000);
  }

  announceClosing(): void {
    const text = JSON.stringify({ topicName: 'v2.system.socket_closing', eventBody: { reason: 'maintenance' } });
    for (const socket of [...this.#sockets]) {
      this.#send(socket, text);
      this.#world.serverAfter(60_000, () => this.#close(socket, 1001));
    }
  }

  /** The service forgets its channels: replaced by newer ones, or ended with their token. */
  forget(): void {
    this.#channels.clear();
    for (const socket of [...this.#sockets]) this.#send(socket, JSON.stringify({ result: '404' }));
  }

  #inOrder(delay: number): number {
    this.#lastArrival = Math.max(this.#lastArrival, this.#world.t + delay);
    return this.#lastArrival - this.#world.t;
  }

  #received(socket: Socket, text: string): void {
    if (!socket.open || socket.dumb || !this.#networkUp() || !text.includes('ping')) return;
    const pong = JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'pong' } });
    this.#world.serverAfter(this.latency, () => this.#send(socket, pong));
  }

  #beat(socket: Socket): void {
    this.#world.serverAfter(HEARTBEAT, () => {
      if (!socket.open) return;
      this.#send(
        socket,
        JSON.stringify({ topicName: 'channel.metadata', eventBody: { message: 'WebSocket Heartbeat' } }),
      );
      this.#beat(socket);
    });
  }

  #send(socket: Socket, text: string): void {
    if (!this.#networkUp()) socket.dumb = true;
    if (!socket.open || socket.dumb) return;
    this.#world.deliver(() => {
      if (socket.open) socket.port.onMessage(text);
    });
  }

  #close(socket: Socket, code: number): void {
    if (!socket.open) return;
    socket.open = false;
    this.#sockets = this.#sockets.filter((one) => one !== socket);
    if (!socket.dumb && this.#networkUp())
      this.#world.deliver(() => socket.port.onClose(code, 'closed by the service'));
    else this.#world.serverAfter(45_000, () => this.#world.deliver(() => socket.port.onClose(1006, 'broken')));
  }
}
