/** Sockets over a faulty network: frames can be late, lost or reordered, and a socket can die silently. */
import type { PlainSocket, SocketEnd } from '../../../../electron/demo-org/exchange.js';
import type { OpenSocket, SocketPort } from '../../../../electron/ports.js';
import type { World } from './world.js';

interface Socket {
  readonly channel: string;
  readonly port: SocketPort;
  /** The service's side. */
  end: SocketEnd | null;
  open: boolean;
  /** The app released it. */
  over: boolean;
  /** No frame gets through any more, and nobody is told. */
  dumb: boolean;
}

/** How long the machine does not notice a broken connection. */
const NOTICED_AFTER_MS = 45_000;

export abstract class FaultySockets {
  blocked = false;
  /** Each event takes the next delay: milliseconds, or `null` for a lost one. */
  delays: (number | null)[] = [];
  latency = 15;
  /** Whether a later event may overtake an earlier one. */
  reorders = true;
  opened = 0;
  protected readonly world: World;
  readonly #networkUp: () => boolean;
  #sockets: Socket[] = [];
  #lastArrival = 0;

  constructor(world: World, networkUp: () => boolean) {
    this.world = world;
    this.#networkUp = networkUp;
  }

  /** A socket reaches the service. Null: it was refused. */
  protected abstract connect(channel: string, carrier: PlainSocket): SocketEnd | null;

  /** The service forgets its channels: newer ones replaced them, or their token ended. */
  abstract forget(): void;

  /** The service announces that it closes the sockets in a minute. */
  abstract announceClosing(): void;

  get openSockets(): number {
    return this.#sockets.filter((socket) => socket.open).length;
  }

  readonly open: OpenSocket = (url) => {
    const port: SocketPort = {
      onOpen: () => undefined,
      onMessage: () => undefined,
      onClose: () => undefined,
      send: (text) => {
        if (socket.open && !socket.dumb && this.#networkUp()) {
          this.world.serverAfter(0, () => socket.end?.message(text));
        }
      },
      close: () => {
        socket.over = true;
        this.#gone(socket);
      },
    };
    const channel = url.slice(url.lastIndexOf('/') + 1);
    const socket: Socket = { channel, port, end: null, open: false, over: false, dumb: false };
    this.world.serverAfter(this.latency * 2, () => this.#reach(socket));
    return port;
  };

  /** Closes every socket, like a restarting server or proxy. */
  closeAll(code: number): void {
    for (const socket of [...this.#sockets]) this.#close(socket, code);
  }

  /** Frames no longer get through, and nobody is told: sleep, a changed network, a dead proxy. */
  strikeDumb(): void {
    for (const socket of this.#sockets) socket.dumb = true;
  }

  /** Another socket takes the channel. */
  steal(): void {
    this.closeAll(1000);
  }

  #reach(socket: Socket): void {
    if (socket.over) return;
    if (this.blocked || !this.#networkUp()) {
      this.world.deliver(() => socket.port.onClose(1006, 'refused'));
      return;
    }
    socket.open = true;
    this.opened += 1;
    this.#sockets.push(socket);
    this.world.deliver(() => {
      if (!socket.over) socket.port.onOpen();
    });
    socket.end = this.connect(socket.channel, {
      send: (text) => this.#send(socket, text),
      close: (code) => this.#close(socket, code),
      terminate: () => this.#close(socket, 1006),
    });
  }

  #send(socket: Socket, text: string): void {
    if (!this.#networkUp()) socket.dumb = true;
    if (!socket.open || socket.dumb) return;
    const delay = this.#delayOf(text);
    // A connection never loses a single frame: after a lost one, all that follow are lost.
    if (delay === null) {
      socket.dumb = true;
      return;
    }
    this.world.serverAfter(delay, () => {
      if (!this.#networkUp()) socket.dumb = true;
      if (socket.dumb) return;
      this.world.deliver(() => {
        if (socket.open) socket.port.onMessage(text);
      });
    });
  }

  #delayOf(text: string): number | null {
    const isEvent = !text.includes('channel.metadata');
    const wanted = isEvent && this.delays.length > 0 ? (this.delays.shift() ?? null) : this.latency;
    if (wanted === null || this.reorders || !isEvent) return wanted;
    this.#lastArrival = Math.max(this.#lastArrival, this.world.t + wanted);
    return this.#lastArrival - this.world.t;
  }

  #gone(socket: Socket): void {
    const wasOpen = socket.open;
    socket.open = false;
    this.#sockets = this.#sockets.filter((one) => one !== socket);
    if (wasOpen) socket.end?.closed();
  }

  #close(socket: Socket, code: number): void {
    if (!socket.open) return;
    const noticed = !socket.dumb && this.#networkUp();
    // What was sent before the close arrives before it.
    const after = noticed ? this.latency : NOTICED_AFTER_MS;
    this.world.serverAfter(after, () => {
      this.world.deliver(() => {
        if (socket.over) return;
        socket.open = false;
        socket.port.onClose(noticed ? code : 1006, 'closed');
      });
    });
    if (!noticed) socket.open = false;
    this.#sockets = this.#sockets.filter((one) => one !== socket);
    socket.end?.closed();
  }
}
