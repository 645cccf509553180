/** The worker thread's entry (`patient-client.ts` starts it). It runs one command, posts the outcome, and blocks. */
import { isMainThread, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { endpointPlaces } from './endpoint.js';
import { performCommand, type Outcome } from './perform.js';
import { launchApp } from './launch-app.js';
import { writePiece } from './output.js';
import { onReaderGone } from './reader-gone.js';
import { BEGUN, POSTED, RELEASED, workerOrderSchema, type WorkerOrder } from './worker-order.js';

const STANDARD_OUTPUT = 1;

async function run(order: WorkerOrder): Promise<void> {
  Atomics.store(order.flags, BEGUN, 1);
  Atomics.notify(order.flags, BEGUN);
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  const isWatch = order.command.name === 'watch';
  if (isWatch) {
    // The main thread reports Ctrl-C.
    order.port.once('message', leave);
    onReaderGone(STANDARD_OUTPUT, leave);
  }
  const outcome: Outcome = await performCommand(order.command, {
    places: () => endpointPlaces(order.context),
    launch: () => launchApp(order.recipe),
    onPiece: (piece) => {
      if (!writePiece(piece) && isWatch) leave();
    },
    leave: leaving.signal,
    starting: order.starting,
  }).catch((error: unknown) => ({ kind: 'noAnswer', why: error instanceof Error ? error.message : String(error) }));
  order.port.postMessage(outcome);
  Atomics.store(order.flags, POSTED, 1);
  Atomics.notify(order.flags, POSTED);
  // A thread that is ending after it started a process sometimes takes the whole process down (SIGABRT, seen on
  // Electron 25). A blocked thread does not.
  Atomics.wait(order.flags, RELEASED, 0);
}

if (!isMainThread) void run(v.parse(workerOrderSchema, workerData));
