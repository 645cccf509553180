/**
 * Runs a command in a worker thread while this thread blocks, for what takes long (starting the app) and where the
 * quick way does not work. Blocking keeps Electron from opening a display, a dock icon or a GPU process for a command
 * that only asks something.
 */
import { readFileSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { replySchema } from './command.js';
import { patienceFor, type Outcome } from './perform.js';
import { untilInterrupted } from './until-interrupted.js';
import { BEGUN, POSTED, RELEASED, type Order, type WorkerOrder } from './worker-order.js';

const outcomeSchema = v.variant('kind', [
  v.object({ kind: v.literal('reply'), reply: replySchema }),
  v.object({ kind: v.literal('notRunning'), refused: v.array(v.string()) }),
  v.object({ kind: v.literal('noAnswer'), why: v.string() }),
  v.object({ kind: v.literal('ended') }),
  v.object({ kind: v.literal('left') }),
  v.object({ kind: v.literal('startFailed'), why: v.string() }),
  v.object({ kind: v.literal('startTooSlow') }),
]);

/** Beyond every limit inside, so that it only ends a broken worker. */
const MARGIN_MS = 150_000;
/** A worker that has not started by then never will. */
const BEGINS_WITHIN_MS = 20_000;
/** How long a worker may take to hang up after Ctrl-C. */
const LEAVES_WITHIN_MS = 1_000;

/**
 * @param script the worker's bundle (`dist/command-line-worker.cjs`), read here because this thread can read archives
 */
export function performPatiently(script: string, order: Order): Outcome {
  try {
    return performInWorker(script, order);
  } catch (error) {
    return { kind: 'noAnswer', why: error instanceof Error ? error.message : String(error) };
  }
}

function performInWorker(script: string, order: Order): Outcome {
  const flags = new Int32Array(new SharedArrayBuffer(12));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(readFileSync(script, 'utf8'), {
    eval: true,
    workerData: { ...cloneable(order), flags, port: port2 } satisfies WorkerOrder,
    transferList: [port2],
  });
  worker.on('error', () => undefined); // It has already told its outcome, or the wait below ends.
  worker.unref();
  const interrupted = order.command.name === 'watch' && !watched(flags);
  if (interrupted) {
    port1.postMessage('leave');
    Atomics.wait(flags, POSTED, 0, LEAVES_WITHIN_MS);
  } else Atomics.wait(flags, POSTED, 0, patienceFor(order.command) + MARGIN_MS);
  const received: unknown = receiveMessageOnPort(port1)?.message;
  port1.close();
  if (interrupted) return { kind: 'left' };
  const parsed = v.safeParse(outcomeSchema, received);
  const outcome: Outcome = parsed.success ? parsed.output : { kind: 'noAnswer', why: 'no outcome' };
  // In all other cases this process ends now. Ending the thread at the same time is not safe (worker.ts).
  if (order.command.name === 'startedAgain' && outcome.kind !== 'reply') {
    Atomics.store(flags, RELEASED, 1);
    Atomics.notify(flags, RELEASED);
  }
  return outcome;
}

/** Blocks while there is something to watch. @returns false: Ctrl-C ended it */
const watched = (flags: Int32Array): boolean =>
  untilInterrupted(() => {
    if (Atomics.wait(flags, BEGUN, 0, BEGINS_WITHIN_MS) !== 'timed-out') Atomics.wait(flags, POSTED, 0);
  });

/** `process.env` is not a plain object, so it cannot be passed to a thread directly. */
const cloneable = (order: Order): Order => ({
  command: order.command,
  starting: order.starting,
  context: { ...order.context, env: { ...order.context.env } },
  recipe: { ...order.recipe, env: { ...order.recipe.env } },
});
