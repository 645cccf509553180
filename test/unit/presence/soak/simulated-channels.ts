/** The simulated service's notification channels: one socket each, heartbeats, pongs, events. */
import type { PlainSocket, SocketEnd } from '../../../../electron/demo-org/exchange.js';
import { FaultySockets } from './faulty-sockets.js';

const HEARTBEAT_MS = 30_000;
const metadata = (message: string): string => JSON.stringify({ topicName: 'channel.metadata', eventBody: { message } });

export class SimulatedChannels extends FaultySockets {
  readonly #channels = new Set<string>();
  readonly #carriers = new Map<string, PlainSocket>();
  #made = 0;

  make(): Record<string, unknown> {
    this.#made += 1;
    const id = `streaming-${this.#made}`;
    this.#channels.add(id);
    return {
      id,
      connectUri: `wss://streaming.mypurecloud.de/channels/${id}`,
      expires: new Date(this.world.serverNow() + 24 * 3_600_000).toISOString(),
    };
  }

  tell(topicName: string, eventBody: unknown): void {
    const text = JSON.stringify({ topicName, version: '2', eventBody, metadata: {} });
    for (const carrier of this.#carriers.values()) carrier.send(text);
  }

  announceClosing(): void {
    for (const carrier of [...this.#carriers.values()]) {
      carrier.send(JSON.stringify({ topicName: 'v2.system.socket_closing', eventBody: { reason: 'maintenance' } }));
      this.world.serverAfter(60_000, () => carrier.close(1001, 'maintenance'));
    }
  }

  forget(): void {
    this.#channels.clear();
    for (const carrier of [...this.#carriers.values()]) carrier.send(JSON.stringify({ result: '404' }));
  }

  protected connect(channel: string, carrier: PlainSocket): SocketEnd | null {
    if (!this.#channels.has(channel)) {
      carrier.terminate();
      return null;
    }
    // One socket per channel: a second one disconnects the first.
    this.#carriers.get(channel)?.close(1000, 'connected elsewhere');
    this.#carriers.set(channel, carrier);
    const isOpen = (): boolean => this.#carriers.get(channel) === carrier;
    const beat = (): void => {
      this.world.serverAfter(HEARTBEAT_MS, () => {
        if (!isOpen()) return;
        carrier.send(metadata('WebSocket Heartbeat'));
        beat();
      });
    };
    beat();
    return {
      message: (text) => {
        if (text.includes('ping')) carrier.send(metadata('pong'));
      },
      closed: () => {
        if (isOpen()) this.#carriers.delete(channel);
      },
    };
  }
}
