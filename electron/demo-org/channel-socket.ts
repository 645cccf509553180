import * as v from 'valibot';
import type { Cancel } from '../ports.js';
import type { Channel, Channels, ChannelSocket } from './channels.js';
import type { ServiceClock } from './clock.js';
import type { PlainSocket } from './exchange.js';
import { ServiceError } from './service-error.js';

const HEARTBEAT_MS = 30_000;

const clientMessage = v.variant('message', [
  v.object({ message: v.literal('ping') }),
  v.object({
    message: v.picklist(['subscribe', 'unsubscribe']),
    topics: v.array(v.string()),
    correlationId: v.optional(v.string()),
  }),
]);

const metadata = (message: string): unknown => ({ topicName: 'channel.metadata', eventBody: { message } });

/**
 * The service's side of a channel's socket: a heartbeat every 30 s, pong for ping, subscribing over the socket
 * (docs/genesys-cloud.md §3).
 */
export function attachSocket(
  clock: ServiceClock,
  channels: Channels,
  channel: Channel,
  carrier: PlainSocket,
): ChannelSocket {
  let beat: Cancel = () => undefined;
  let open = true;
  const end = (): void => {
    open = false;
    beat();
    if (channel.socket === socket) channel.socket = null;
  };
  const socket: ChannelSocket = {
    silent: false,
    send(message) {
      socket.sendText(JSON.stringify(message));
    },
    sendText(text) {
      if (open && !socket.silent) carrier.send(text);
    },
    close(code, reason) {
      if (!open) return;
      end();
      carrier.close(code, reason);
    },
    terminate() {
      end();
      carrier.terminate();
    },
    closed: end,
    message(text) {
      channels.used(channel);
      socket.send(answer(channels, channel, text));
    },
  };
  const schedule = (): void => {
    beat = clock.after(HEARTBEAT_MS, () => {
      socket.send(metadata('WebSocket Heartbeat'));
      schedule();
    });
  };
  schedule();
  return socket;
}

function answer(channels: Channels, channel: Channel, text: string): unknown {
  const parsed = v.safeParse(clientMessage, readJson(text));
  if (!parsed.success)
    return { topics: [], result: '400', status: 'error', message: 'Required data missing from subscribe request.' };
  const asked = parsed.output;
  if (asked.message === 'ping') return metadata('pong');
  const { topics, correlationId } = asked;
  const echo = { ...(correlationId === undefined ? {} : { correlationId }), topics };
  try {
    if (asked.message === 'subscribe') {
      channels.subscribe(channel, topics, { replace: false, ignoreErrors: false });
      return { ...echo, result: '200', status: 'subscribed' };
    }
    for (const topic of topics) channel.topics.delete(topic);
    return { ...echo, result: '200', status: 'unsubscribed' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ...echo, result: '400', status: 'failure', message: error.message };
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
