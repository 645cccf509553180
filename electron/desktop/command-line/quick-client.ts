/**
 * Asks the running app before Electron has begun to draw, in one go without the event loop. `--status` is then as fast
 * as a process that does nothing (docs/design.md §6), and works without a display.
 *
 * Node has no synchronous sockets. But connecting to a Unix socket is complete when `connect` returns, and its
 * descriptor can be read and written like a file's. Where that does not work (Windows, another Node), a worker thread
 * asks instead (`patient-client.ts`).
 */
import { readSync, writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Command, Piece, Reply } from './command.js';
import type { Endpoint } from './endpoint.js';
import { clientTalk } from './handshake.js';
import { LineReader, LONGEST_REPLY } from './lines.js';
import { sleepSync } from './sleep.js';
import { errorCode } from './private-files.js';

/** The app took the command and ended before answering. */
export class EndedError extends Error {
  override readonly name = 'EndedError';
}

/** It polls for the answer every millisecond during the first second, then every 10. */
const nap = (sinceMs: number): number => (sinceMs < 1000 ? 1 : 10);

/**
 * For _quit_ it also waits until the app closes the connection.
 * @param timeoutMs for the whole exchange. This thread blocks that long
 * @returns null: the command was not sent, so another way is safe. An error: it was sent, and no answer came
 */
export function quickTalk(
  endpoint: Endpoint,
  command: Command,
  timeoutMs: number,
  onPiece: (piece: Piece) => void,
): Reply | EndedError | Error | null {
  let socket: Socket | null = null;
  let linesSent = 0;
  try {
    socket = connect(endpoint.address);
    socket.on('error', () => undefined); // The first write has already reported it.
    const descriptor = descriptorOf(socket);
    if (descriptor === null) return null;
    const read = reader(descriptor, timeoutMs);
    const talk = clientTalk(endpoint.secret, command, onPiece);
    let step = talk.next();
    while (!step.done) {
      writeWhole(descriptor, step.value);
      linesSent += 1;
      const line = read();
      if (line === null) throw somebodyAnswers(endpoint) ? new Error('it hung up') : new EndedError();
      step = talk.next(line);
    }
    const reply = step.value;
    if (command.name === 'quit' && reply.exitCode === 0) awaitEnd(read);
    return reply;
  } catch (error) {
    // The first line is only the greeting.
    if (linesSent < 2) return null;
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    socket?.destroy();
  }
}

/** A process that is ending still accepts connections for a moment, but says nothing. */
function somebodyAnswers({ address, secret }: Endpoint): boolean {
  const socket = connect(address);
  socket.on('error', () => undefined);
  try {
    const descriptor = descriptorOf(socket);
    const hello = clientTalk(secret, { name: 'toggle' }, () => undefined).next();
    if (descriptor === null || hello.done) return false;
    writeWhole(descriptor, hello.value);
    return reader(descriptor, HELLO_WITHIN_MS)() !== null;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** A running app says hello at once. */
const HELLO_WITHIN_MS = 2_000;

/** Reads line by line. Null: the end. */
function reader(descriptor: number, timeoutMs: number): () => string | null {
  const begun = performance.now();
  const lines = new LineReader(LONGEST_REPLY);
  const buffer = Buffer.allocUnsafe(64 * 1024);
  return () => {
    for (;;) {
      const line = lines.shift();
      if (line !== undefined) return line;
      const count = readSome(descriptor, buffer);
      if (count === 0) return null;
      if (count !== null) {
        lines.push(buffer.subarray(0, count));
        continue;
      }
      const passed = performance.now() - begun;
      if (passed > timeoutMs) throw new Error('it took too long');
      sleepSync(nap(passed));
    }
  };
}

function awaitEnd(read: () => string | null): void {
  try {
    while (read() !== null);
  } catch {
    // It broke or was too slow. The answer counts anyway.
  }
}

/** The open socket's file descriptor. No public property has it. */
function descriptorOf(socket: Socket): number | null {
  if (!('_handle' in socket)) return null;
  const handle = socket._handle;
  if (typeof handle !== 'object' || handle === null || !('fd' in handle)) return null;
  return typeof handle.fd === 'number' && handle.fd >= 0 ? handle.fd : null;
}

function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length;) from += writeSync(descriptor, bytes, from);
}

/** @returns the bytes read. 0: the end. Null: nothing has come yet */
function readSome(descriptor: number, buffer: Buffer): number | null {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return null;
    throw error;
  }
}
