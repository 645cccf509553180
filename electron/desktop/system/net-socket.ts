/** A socket over Electron's `net.WebSocket`, where this Electron has it (from 42 on): it knows the system's proxy and certificates. */
import type { OpenSocket, SocketPort } from '../../ports.js';

/** The part of the WHATWG WebSocket that is used. */
interface WhatwgSocket {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(
    type: 'open' | 'message' | 'close' | 'error',
    listener: (event: { data?: unknown; code?: number; reason?: string }) => void,
  ): void;
}
type SocketConstructor = new (url: string) => WhatwgSocket;

const isConstructor = (value: unknown): value is SocketConstructor => typeof value === 'function';

const OPEN = 1;
/** Close code for "no close frame came" (RFC 6455 §7.1.5). */
const ABNORMAL = 1006;

/** @param Socket what `net.WebSocket` is; null is given where it is nothing */
export function netSocket(Socket: unknown): OpenSocket | null {
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
      const socket = new Socket(url);
      port.send = (text) => {
        if (socket.readyState === OPEN) socket.send(text);
      };
      port.close = () => socket.close();
      socket.addEventListener('open', () => port.onOpen());
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') port.onMessage(data);
      });
      // The close that follows says it all; but an error nobody listens to may be thrown at the whole process.
      socket.addEventListener('error', () => undefined);
      socket.addEventListener('close', ({ code, reason }) => port.onClose(code ?? ABNORMAL, reason ?? ''));
    } catch (error) {
      queueMicrotask(() => port.onClose(ABNORMAL, error instanceof Error ? error.message : 'could not open'));
    }
    return port;
  };
}
