/** The client end of the command channel. */
import { connect } from 'node:net';
import type { Command, Piece, Reply } from './command.js';
import type { Endpoint } from './endpoint.js';
import { clientTalk, HandshakeError } from './handshake.js';
import { LineReader, LONGEST_REPLY } from './lines.js';
import { errorCode } from './private-files.js';

export type SendOutcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  /** Nobody is listening. */
  | { readonly kind: 'notRunning' }
  /** The app took the command and ended before answering. */
  | { readonly kind: 'ended' }
  /** Somebody is listening but did not answer like our app. In English, for the log and for support. */
  | {
      readonly kind: 'noAnswer';
      readonly why: string;
      /** Whether the command was sent. If not, asking again is safe. */
      readonly sent: boolean;
    }
  /** The client left (`SendOptions.leave`). */
  | { readonly kind: 'left' };

export interface SendOptions {
  /** For the whole exchange. */
  readonly timeoutMs: number;
  /** Print this at once. */
  readonly onPiece: (piece: Piece) => void;
  /** Ends the exchange, whatever is still to come. */
  readonly leave?: AbortSignal | undefined;
}

/** Nobody is listening: no such socket, a leftover one, a pipe that is gone. */
const NOBODY: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED', 'ENOTSOCK']);

/** A running app says hello at once. */
const HELLO_WITHIN_MS = 2_000;
const HUNG_UP: SendOutcome = { kind: 'noAnswer', why: 'it hung up', sent: true };

/** A process that is ending still accepts connections for a moment, but says nothing. */
const somebodyAnswers = ({ address, secret }: Endpoint): Promise<boolean> =>
  new Promise((resolve) => {
    const hello = clientTalk(secret, { name: 'toggle' }, () => undefined).next();
    const probe = connect(address, () => probe.write(hello.done ? '' : hello.value));
    probe.setTimeout(HELLO_WITHIN_MS, () => probe.destroy());
    probe.on('data', () => {
      resolve(true);
      probe.destroy();
    });
    probe.on('error', () => undefined);
    probe.on('close', () => resolve(false));
  });

/**
 * Asks the app at one endpoint. For _quit_ it also waits until the app closes the connection. _watch_, once it has
 * begun, continues for as long as both ends want. Never rejects.
 */
export function sendCommand(endpoint: Endpoint, command: Command, options: SendOptions): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const talk = clientTalk(endpoint.secret, command, (piece) => {
      if (command.name === 'watch') clearTimeout(timer);
      options.onPiece(piece);
    });
    const lines = new LineReader(LONGEST_REPLY);
    const socket = connect(endpoint.address);
    let reply: Reply | null = null;
    let sent = false;

    const leave = (): void => finish({ kind: 'left' });
    const finish = (outcome: SendOutcome): void => {
      clearTimeout(timer);
      options.leave?.removeEventListener('abort', leave);
      socket.destroy();
      resolve(outcome);
    };
    const noAnswer = (why: string): void => finish(reply ? { kind: 'reply', reply } : { kind: 'noAnswer', why, sent });
    const timer = setTimeout(() => noAnswer('it took too long'), options.timeoutMs);
    options.leave?.addEventListener('abort', leave);
    if (options.leave?.aborted === true) leave();

    socket.on('connect', () => {
      const opening = talk.next();
      if (!opening.done) socket.write(opening.value);
    });
    socket.on('data', (bytes) => {
      try {
        lines.push(bytes);
        for (let line = lines.shift(); line !== undefined && reply === null; line = lines.shift()) {
          const step = talk.next(line);
          if (!step.done) {
            sent = true;
            socket.write(step.value);
            continue;
          }
          reply = step.value;
          if (command.name !== 'quit' || reply.exitCode !== 0) finish({ kind: 'reply', reply });
        }
      } catch (error) {
        noAnswer(error instanceof HandshakeError || error instanceof RangeError ? error.message : 'unreadable answer');
      }
    });
    socket.on('error', (error) => {
      if (NOBODY.has(errorCode(error) ?? '')) finish({ kind: 'notRunning' });
      else noAnswer(error.message);
    });
    socket.on('close', () => {
      if (reply !== null || !sent) noAnswer('it ended before it answered');
      // A running app can also cut a connection.
      else void somebodyAnswers(endpoint).then((alive) => finish(alive ? HUNG_UP : { kind: 'ended' }));
    });
  });
}

export async function sendToAny(
  endpoints: readonly Endpoint[],
  command: Command,
  options: SendOptions,
): Promise<SendOutcome> {
  let last: SendOutcome = { kind: 'notRunning' };
  for (const endpoint of endpoints) {
    last = await sendCommand(endpoint, command, options);
    if (last.kind === 'reply' || last.kind === 'ended' || last.kind === 'left') return last;
  }
  return last;
}
