import type { FetchPort, OpenSocket, SocketPort } from '../ports.js';
import type { DemoCore } from './core.js';
import type { PlainAnswer } from './exchange.js';

/**
 * The service without a network: the app's ports, answered in this process. With a controlled clock every run is the
 * same, and ten thousand take seconds.
 */
export function inProcess(core: DemoCore): { readonly fetch: FetchPort; readonly openSocket: OpenSocket } {
  return { fetch: (url, init) => call(core, url, init), openSocket: (url) => open(core, url) };
}

async function call(core: DemoCore, url: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(url, init);
  const { signal } = request;
  signal.throwIfAborted();
  const { pathname, search } = new URL(url);
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true });
  });
  const served = request.text().then((body) =>
    core.handle({
      verb: request.method,
      target: pathname + search,
      headers: Object.fromEntries(request.headers),
      body,
    }),
  );
  return toResponse(await Promise.race([served, aborted]), request.method, aborted);
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new DOMException('This operation was aborted', 'AbortError');

async function toResponse(answer: PlainAnswer, verb: string, aborted: Promise<never>): Promise<Response> {
  const { status, headers, body, sabotage } = answer;
  switch (sabotage) {
    case 'drop':
    case 'reset':
      throw new TypeError('fetch failed');
    case 'hang':
      return aborted;
    case 'halfBody': {
      const bytes = new TextEncoder().encode(body);
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes.subarray(0, Math.floor(bytes.length / 2)));
        },
        pull(controller) {
          controller.error(new TypeError('terminated'));
        },
      });
      return new Response(stream, { status, headers });
    }
    default:
      return new Response(status === 204 || verb === 'HEAD' ? null : body, { status, headers });
  }
}

function open(core: DemoCore, url: string): SocketPort {
  let closed = false;
  let end: ReturnType<DemoCore['connect']> = null;
  const socket: SocketPort = {
    onOpen: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
    send: (text) => {
      if (!closed) queueMicrotask(() => end?.message(text));
    },
    close: () => finish(1000, ''),
  };
  const finish = (code: number, reason: string): void => {
    if (closed) return;
    closed = true;
    end?.closed();
    queueMicrotask(() => socket.onClose(code, reason));
  };
  queueMicrotask(() => {
    if (closed) return;
    socket.onOpen();
    end = core.connect(new URL(url).pathname, {
      send: (text) =>
        queueMicrotask(() => {
          if (!closed) socket.onMessage(text);
        }),
      close: finish,
      terminate: () => finish(1006, ''),
    });
  });
  return socket;
}
