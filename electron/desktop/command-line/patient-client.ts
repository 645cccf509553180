/**
 * Carries a command in a worker thread while this thread stands still: for what takes its time (starting the app) and where the quick way does not
 * work. Standing still keeps Electron from opening a display, a dock icon or a GPU process for a command that only wants to ask.
 */
import { readFileSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { replySchema } from './command.js';
import { patienceFor, type Outcome } from './perform.js';
import { POSTED, RELEASED, type Order, type WorkerOrder } from './worker-order.js';

const outcomeSchema = v.variant('kind', [
  v.object({ kind: v.literal('reply'), reply: replySchema }),
  v.object({ kind: v.literal('notRunning'), refused: v.array(v.string()) }),
  v.object({ kind: v.literal('noAnswer'), why: v.string() }),
  v.object({ kind: v.literal('ended') }),
  v.object({ kind: v.literal('startFailed'), why: v.string() }),
  v.object({ kind: v.literal('startTooSlow') }),
]);

/** Beyond every limit inside, so that it only ends a worker that broke. */
const MARGIN = 150_000;

/** @param script the worker's bundle (`dist/command-line-worker.cjs`); read here, where archives can be read */
export function performPatiently(script: string, order: Order): Outcome {
  try {
    return performInWorker(script, order);
  } catch (error) {
    return { kind: 'noAnswer', why: error instanceof Error ? error.message : String(error) };
  }
}

function performInWorker(script: string, order: Order): Outcome {
  const flags = new Int32Array(new SharedArrayBuffer(8));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(readFileSync(script, 'utf8'), {
    eval: true,
    workerData: { ...cloneable(order), flags, port: port2 } satisfies WorkerOrder,
    transferList: [port2],
  });
  worker.on('error', () => undefined); // It has told its outcome before, or the wait below ends.
  worker.unref();
  Atomics.wait(flags, POSTED, 0, patienceFor(order.command) + MARGIN);
  const received: unknown = receiveMessageOnPort(port1)?.message;
  port1.close();
  const parsed = v.safeParse(outcomeSchema, received);
  const outcome: Outcome = parsed.success ? parsed.output : { kind: 'noAnswer', why: 'no outcome' };
  // Everywhere else this process ends now; ending the thread at the same time is not safe (worker.ts).
  if (order.command.name === 'startedAgain' && outcome.kind !== 'reply') {
    Atomics.store(flags, RELEASED, 1);
    Atomics.notify(flags, RELEASED);
  }
  return outcome;
}

/** `process.env` is no plain object and cannot be handed to a thread as it is. */
const cloneable = (order: Order): Order => ({
  command: order.command,
  starting: order.starting,
  context: { ...order.context, env: { ...order.context.env } },
  recipe: { ...order.recipe, env: { ...order.recipe.env } },
});
