/** The real adapters of the ports: network and sockets of Electron and Node. */
import type { Session } from 'electron';
import type { Socket } from 'node:net';
import { WebSocket, type RawData } from 'ws';
import { MAX_MESSAGE_BYTES } from './net-socket.js';
import { wakeNodesLoop } from './node-loop.js';
import type { FetchPort, OpenSocket, SocketPort } from '../../ports.js';

/**
 * The `fetch` of a separate session. It uses the system's proxy and certificates, and keeps no cookies and no cache
 * (docs/adr/0003-net-fetch.md).
 */
export const sessionFetch =
  (session: () => Session): FetchPort =>
  (url, init) => {
    const answer = session().fetch(url, { ...init, credentials: 'omit', cache: 'no-store' });
    // A change may start while Node's loop is blocked, for example by a dialog's answer. Its body must not wait for
    // other work.
    wakeNodesLoop();
    return answer;
  };

const textOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(new Uint8Array(data)).toString('utf8');

/** The code of a socket that never opened (RFC 6455 §7.1.5). */
const ABNORMAL = 1006;

/**
 * Sockets over `ws`, for runtimes whose `net` has no WebSocket (before Electron 42).
 * @param wayTo opens the connection where the way is not direct: `ws` itself knows no proxy
 */
export const wsSockets =
  (wayTo: ((url: string) => Promise<Socket | null>) | null): OpenSocket =>
  (url) => {
    let socket: WebSocket | null = null;
    let over = false;
    const port: SocketPort = {
      onOpen: () => undefined,
      onMessage: () => undefined,
      onClose: () => undefined,
      send: (text) => {
        if (socket?.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => {
        if (socket === null) end(ABNORMAL, 'closed before it opened');
        else socket.close();
      },
    };
    const end = (code: number, reason: string): void => {
      if (over) return;
      over = true;
      queueMicrotask(() => port.onClose(code, reason));
    };
    const open = (way: Socket | null): void => {
      if (over) {
        way?.destroy();
        return;
      }
      const connection = way === null ? {} : { createConnection: () => way };
      const opened = new WebSocket(url, {
        handshakeTimeout: 16_000,
        maxPayload: MAX_MESSAGE_BYTES,
        ...connection,
      });
      socket = opened;
      let cause = '';
      opened.on('open', () => port.onOpen());
      opened.on('message', (data) => port.onMessage(textOf(data)));
      opened.on('error', (error) => {
        cause = error.message;
      });
      opened.on('close', (code, reason) => port.onClose(code, cause === '' ? reason.toString('utf8') : cause));
    };
    if (wayTo === null) open(null);
    else wayTo(url).then(open, (error: unknown) => end(ABNORMAL, error instanceof Error ? error.message : 'no way'));
    return port;
  };

export const openWsSocket: OpenSocket = wsSockets(null);
