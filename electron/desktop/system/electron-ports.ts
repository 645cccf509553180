/** The ports' production side: network and sockets as Electron and Node have them. */
import type { Session } from 'electron';
import { WebSocket, type RawData } from 'ws';
import { MAX_MESSAGE_BYTES } from './net-socket.js';
import { wakeNodesLoop } from './node-loop.js';
import type { FetchPort, OpenSocket, SocketPort } from '../../ports.js';

/**
 * `fetch` of a session of its own: it knows the system's proxy and certificates, and keeps no cookie and no cache
 * (docs/adr/0003-net-fetch.md).
 */
export const sessionFetch =
  (session: () => Session): FetchPort =>
  (url, init) => {
    const answer = session().fetch(url, { ...init, credentials: 'omit', cache: 'no-store' });
    // A change may begin where Node's loop stands still, such as behind the answer of a dialog; its body must not wait for other work.
    wakeNodesLoop();
    return answer;
  };

const textOf = (data: RawData): string =>
  Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(new Uint8Array(data)).toString('utf8');

/** A socket over `ws`, for runtimes whose `net` has no WebSocket (before Electron 42). */
export const openWsSocket: OpenSocket = (url) => {
  const socket = new WebSocket(url, { handshakeTimeout: 16_000, maxPayload: MAX_MESSAGE_BYTES });
  const port: SocketPort = {
    onOpen: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.close(),
  };
  let cause = '';
  socket.on('open', () => port.onOpen());
  socket.on('message', (data) => port.onMessage(textOf(data)));
  socket.on('error', (error) => {
    cause = error.message;
  });
  socket.on('close', (code, reason) => port.onClose(code, cause === '' ? reason.toString('utf8') : cause));
  return port;
};
