/** A socket over Electron's `net.WebSocket`, where this Electron has it: it knows the system's proxy and certificates. */
import { net } from 'electron';
import type { OpenSocket, SocketPort } from '../ports.js';

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

/** Null where Electron is too old for it (before 42). */
export function netSocket(): OpenSocket | null {
  const Socket: unknown = Reflect.get(net, 'WebSocket');
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
      socket.addEventListener('close', ({ code, reason }) => port.onClose(code ?? ABNORMAL, reason ?? ''));
    } catch (error) {
      queueMicrotask(() => port.onClose(ABNORMAL, error instanceof Error ? error.message : 'could not open'));
    }
    return port;
  };
}
