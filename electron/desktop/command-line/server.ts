/** The running app's end of the command channel. */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Log } from '../../ports.js';
import type { Command, Reply } from './command.js';
import { addressAt, preparePlace, publish, withdraw, type Endpoint, type EndpointPlace } from './endpoint.js';
import { HandshakeError, serverTalk, type Request } from './handshake.js';
import { LineReader, LONGEST_REQUEST } from './lines.js';
import { errorCode } from './private-files.js';
import { releaseStart } from './launch-app.js';

/** A reply, and what is to happen once it is on its way (quit). */
export interface Answer extends Reply {
  readonly afterwards?: () => void;
}

export interface CommandServerOptions {
  /** Where to listen, best first (`endpointPlaces`). */
  readonly places: readonly EndpointPlace[];
  readonly log: Log;
  /** `null`: the command of another version of the app, not understood. Must not reject; if it does, the client sees a closed line. */
  handle(command: Command | null): Promise<Answer>;
  /** How long a client may take to ask its question. Default 5 s. */
  readonly patienceMs?: number;
}

export interface CommandServer {
  readonly address: string;
  /** Stops listening and hangs up on everybody but the one who asked the app to quit: that line ends with the process. */
  close(): void;
}

/** No place was left to listen at: `message` says why, for the log. The app works without its command line. */
export class NoEndpointError extends Error {
  override readonly name = 'NoEndpointError';
}

/** More at once than any person or script asks. */
const MOST_CLIENTS = 64;

/**
 * Listens at the first place that serves. A socket left behind by an app that died is taken away; one that is alive is left alone, and the next
 * place is tried.
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
        close: () => {
          withdraw(place, endpoint);
          server.close();
          clients.hangUp();
        },
      };
    } catch (error) {
      reasons.push(`${place.folder}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new NoEndpointError(reasons.length > 0 ? reasons.join('; ') : 'every path would be too long for a socket');
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

function serve(server: Server, endpoint: Endpoint, options: CommandServerOptions): { hangUp(): void } {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    const talk = serverTalk(endpoint.secret);
    const lines = new LineReader(LONGEST_REQUEST);
    let asked = false;
    talk.next();

    const drop = (why: string): void => {
      options.log.warn('command channel: hung up on a client', { why });
      socket.destroy();
    };
    const answer = async (request: Request): Promise<void> => {
      const { afterwards, ...reply } = await options.handle(request.command);
      const text = request.answer(reply);
      if (afterwards === undefined) {
        socket.end(text);
        return;
      }
      // The line stays open until this process has gone: who asked it to quit waits for that.
      open.delete(socket);
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
    socket.on('error', () => socket.destroy()); // A client that vanished; what it asked for is done all the same.
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
    hangUp: () => {
      for (const socket of open) socket.destroy();
    },
  };
}
