/** The server end of the command channel, in the running app. */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Log } from '../../ports.js';
import type { Command, Piece, Reply } from './command.js';
import { addressAt, preparePlace, publish, withdraw, type Endpoint, type EndpointPlace } from './endpoint.js';
import { HandshakeError, serverTalk, type Request } from './handshake.js';
import { LineReader, LONGEST_REQUEST } from './lines.js';
import { errorCode } from './private-files.js';
import { releaseStart } from './launch-app.js';

/** A reply, and what to do once it is on its way (quit). */
export interface Answer extends Reply {
  readonly afterwards?: () => void;
}

/** The client, for an answer that continues as long as it wants. */
export interface Asker {
  /** Settles when everything said so far has been sent, or the client is gone. */
  readonly taken: () => Promise<void>;
  /** The client has hung up. */
  readonly gone: AbortSignal;
}

export interface CommandServerOptions {
  /** Where to listen, best first (`endpointPlaces`). */
  readonly places: readonly EndpointPlace[];
  readonly log: Log;
  /** `null`: another version's command, not understood. Must not reject. If it does, the client's connection closes. */
  handle(command: Command | null, say: (piece: Piece) => void, asker: Asker): Promise<Answer>;
  /** The reply for commands that the app could not answer before it ends. */
  ending(command: Command | null): Reply;
  /** How long a client may take to send its question. Default: 5 s. */
  readonly patienceMs?: number;
}

export interface CommandServer {
  readonly address: string;
  /**
   * Stops listening. Whoever still waits is told that the app ends, unless their answer comes in this turn. Only the
   * connection of the process that asked the app to quit stays open until the process ends. Resolves once everything is
   * written.
   */
  close(): Promise<void>;
}

/** There is no place to listen: `message` says why, for the log. The app works without its command line. */
export class NoEndpointError extends Error {
  override readonly name = 'NoEndpointError';
}

/** A client that does not read must not delay the end. */
const GOODBYE_MS = 300;

/** More than any person or script opens at once. */
const MOST_CLIENTS = 64;

/**
 * Listens at the first usable place. A dead app's socket is removed. A live one is left alone, and the next place is
 * tried.
 * @throws {NoEndpointError}
 */
export async function startCommandServer(options: CommandServerOptions): Promise<CommandServer> {
  const reasons: string[] = [];
  for (const place of options.places) {
    try {
      preparePlace(place);
      const address = addressAt(place);
      if (place.platform !== 'win32') await clearStaleSocket(address);
      const endpoint = publish(place, address);
      const server = createServer();
      server.maxConnections = MOST_CLIENTS;
      const clients = serve(server, endpoint, options);
      try {
        await listen(server, address);
        if (place.platform !== 'win32') chmodSync(address, 0o600);
      } catch (error) {
        withdraw(place, endpoint);
        server.close();
        throw error;
      }
      releaseStart(options.places);
      server.on('error', (error) => options.log.warn('command channel', { error: error.message }));
      return {
        address,
        close: async () => {
          withdraw(place, endpoint);
          server.close();
          await clients.hangUp();
        },
      };
    } catch (error) {
      reasons.push(`${place.folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new NoEndpointError(reasons.length > 0 ? reasons.join('; ') : 'every path would be too long for a socket');
}

function askerOf(socket: Socket): Asker {
  const gone = new AbortController();
  if (socket.destroyed) gone.abort();
  socket.once('close', () => gone.abort());
  return {
    gone: gone.signal,
    taken: () =>
      new Promise((resolve) => {
        if (gone.signal.aborted || !socket.writableNeedDrain) {
          resolve();
          return;
        }
        const finish = (): void => {
          socket.off('drain', finish);
          socket.off('close', finish);
          resolve();
        };
        socket.on('drain', finish);
        socket.on('close', finish);
      }),
  };
}

async function clearStaleSocket(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const alive = await new Promise<boolean>((resolve) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', (error) => resolve(!['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(errorCode(error) ?? '')));
  });
  if (alive) throw new Error('another app answers there');
  rmSync(path, { force: true });
}

const listen = (server: Server, address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });

function serve(server: Server, endpoint: Endpoint, options: CommandServerOptions): { hangUp(): Promise<void> } {
  /** Each connection, with the function that tells it that the app ends. Null: it has not asked yet. */
  const open = new Map<Socket, (() => void) | null>();
  server.on('connection', (socket) => {
    open.set(socket, null);
    const talk = serverTalk(endpoint.secret);
    const lines = new LineReader(LONGEST_REQUEST);
    let asked = false;
    talk.next();

    const drop = (why: string): void => {
      options.log.warn('command channel: hung up on a client', { why });
      socket.destroy();
    };
    const answer = async (request: Request): Promise<void> => {
      open.set(socket, () => socket.end(request.answer(options.ending(request.command))));
      const say = (piece: Piece): void => {
        const text = request.piece(piece);
        if (text !== '' && open.has(socket)) socket.write(text);
      };
      const { afterwards, ...reply } = await options.handle(request.command, say, askerOf(socket));
      // Otherwise its connection broke, or it was told that the app ends.
      const waits = open.delete(socket);
      const text = request.answer(reply);
      if (afterwards === undefined) {
        if (waits) socket.end(text);
        return;
      }
      // The connection stays open until this process is gone, because whoever asked it to quit waits for that.
      let pending = true;
      const done = (): void => {
        if (pending) afterwards();
        pending = false;
      };
      if (socket.destroyed) {
        done();
      } else {
        socket.once('close', done);
        socket.write(text, done);
      }
    };
    socket.setTimeout(options.patienceMs ?? 5000, () => drop('it asked nothing in time'));
    socket.on('error', () => socket.destroy()); // The client vanished. What it asked for is still done.
    socket.on('close', () => open.delete(socket));
    socket.on('data', (bytes) => {
      if (asked) return;
      try {
        lines.push(bytes);
        for (let line = lines.shift(); line !== undefined && !asked; line = lines.shift()) {
          const step = talk.next(line);
          if (!step.done) {
            socket.write(step.value);
            continue;
          }
          asked = true;
          socket.setTimeout(0);
          answer(step.value).catch((error: unknown) => drop(error instanceof Error ? error.message : 'no answer'));
        }
      } catch (error) {
        drop(error instanceof HandshakeError || error instanceof RangeError ? error.message : 'unreadable');
      }
    });
  });
  return {
    hangUp: async () => {
      // Whoever gets an answer in this turn should not be told that the app ends.
      await new Promise((resolve) => setImmediate(resolve));
      const written = [...open].map(([socket, tell]) => {
        open.delete(socket);
        if (tell === null) {
          socket.destroy();
          return Promise.resolve();
        }
        const finished = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        tell();
        return Promise.race([finished, new Promise<void>((resolve) => setTimeout(resolve, GOODBYE_MS).unref())]);
      });
      await Promise.all(written);
    },
  };
}
