/**
 * A socket over Electron's `net.WebSocket`, available from Electron 42 on. It uses the system's proxy and certificates.
 */
import type { OpenSocket, SocketPort } from '../../ports.js';

/** The part of the WHATWG WebSocket that we use. */
interface WhatwgSocket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: { data?: unknown; code?: number; reason?: string }) => void,
  ): void;
}
interface SocketOptions {
  readonly session: unknown;
  readonly useSessionCookies: boolean;
}
type SocketConstructor = new (url: string, options: SocketOptions) => WhatwgSocket;

const isConstructor = (value: unknown): value is SocketConstructor => typeof value === 'function';

const OPEN = 1;
/** The service's events are a few kilobytes. A larger message is dropped and its socket closed. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Close code for "no close frame arrived" (RFC 6455 §7.1.5). */
const ABNORMAL = 1006;

/**
 * @param Socket the value of `net.WebSocket`. Without one this returns null
 * @param session the one for requests, so that credentials given to a proxy count here too
 */
export function netSocket(Socket: unknown, session: () => unknown): OpenSocket | null {
  if (!isConstructor(Socket)) return null;
  return (url) => {
    const port: SocketPort = {
      onOpen: () => undefined,
      onMessage: () => undefined,
      onClose: () => undefined,
      send: () => undefined,
      close: () => undefined,
    };
    try {
      const socket = new Socket(url, { session: session(), useSessionCookies: false });
      port.send = (text) => {
        if (socket.readyState === OPEN) socket.send(text);
      };
      port.close = () => socket.close();
      socket.addEventListener('open', () => port.onOpen());
      socket.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        if (Buffer.byteLength(data) > MAX_MESSAGE_BYTES) socket.close();
        else port.onMessage(data);
      });
      // The close that follows says everything. But an unheard error may be thrown at the whole process.
      socket.addEventListener('error', () => undefined);
      socket.addEventListener('close', ({ code, reason }) => port.onClose(code ?? ABNORMAL, reason ?? ''));
    } catch (error) {
      queueMicrotask(() => port.onClose(ABNORMAL, error instanceof Error ? error.message : 'could not open'));
    }
    return port;
  };
}
