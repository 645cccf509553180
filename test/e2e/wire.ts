/** The network between the app and the demo org, which tests can cut, freeze and restore. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class Wire {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;

  private constructor(private readonly target: number) {}

  /** @param url of the service behind it */
  static async to(url: string): Promise<Wire> {
    const wire = new Wire(Number(new URL(url).port));
    await wire.mend();
    return wire;
  }

  /** Where the app reaches the service. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Lets connections through (again). */
  async mend(): Promise<void> {
    if (this.server) return;
    const server = createServer((near) => {
      const far = connect(this.target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket
          .on('error', () => undefined)
          .on('close', () => {
            this.sockets.delete(socket);
            near.destroy();
            far.destroy();
          });
      }
      near.pipe(far);
      far.pipe(near);
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Like {@link cut}, and counts the refused attempts. */
  async cutAndCount(): Promise<{ readonly attempts: number; mend(): Promise<void> }> {
    await this.cut();
    const counted = { attempts: 0 };
    const refusing = createServer((socket) => {
      counted.attempts += 1;
      socket.on('error', () => undefined).resetAndDestroy();
    });
    await new Promise<void>((resolve, reject) =>
      refusing.once('error', reject).listen(this.port, '127.0.0.1', resolve),
    );
    return {
      get attempts() {
        return counted.attempts;
      },
      mend: async () => {
        await new Promise((resolve) => refusing.close(resolve));
        await this.mend();
      },
    };
  }

  /** Resets every connection and refuses new ones, like a dead server. */
  async cut(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.resetAndDestroy();
    await closed;
  }
}
