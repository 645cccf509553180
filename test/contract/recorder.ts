/** A server on loopback that records its requests, and answers as little as possible. */
import { createServer, type IncomingHttpHeaders } from 'node:http';

export interface Recorded {
  readonly verb: string;
  /** As on the wire, still encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Recorder {
  readonly url: string;
  /** Takes what was recorded since the last call. */
  take(): Recorded[];
  close(): Promise<void>;
}

const emptyAnswer = (path: string) => (/\/bulk$|\/systempresences$/.test(path) ? '[]' : '{}');

export async function startRecorder(): Promise<Recorder> {
  let recorded: Recorded[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [path = '', query = ''] = (request.url ?? '').split('?');
      const verb = request.method ?? '';
      recorded.push({ verb, path, query, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      if (verb === 'DELETE' || verb === 'HEAD') {
        response.writeHead(204).end();
      } else {
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(emptyAnswer(path));
      }
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The recorder has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
