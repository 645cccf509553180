/** The worker thread's entry (`patient-client.ts` starts it): one command, its outcome posted, then it stands still. */
import { isMainThread, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { endpointPlaces } from './endpoint.js';
import { performCommand, type Outcome } from './perform.js';
import { launchApp } from './launch-app.js';
import { writePiece } from './output.js';
import { POSTED, RELEASED, workerOrderSchema, type WorkerOrder } from './worker-order.js';

async function run(order: WorkerOrder): Promise<void> {
  const outcome: Outcome = await performCommand(order.command, {
    places: () => endpointPlaces(order.context),
    launch: () => launchApp(order.recipe),
    onPiece: writePiece,
    starting: order.starting,
  }).catch((error: unknown) => ({ kind: 'noAnswer', why: error instanceof Error ? error.message : String(error) }));
  order.port.postMessage(outcome);
  Atomics.store(order.flags, POSTED, 1);
  Atomics.notify(order.flags, POSTED);
  // A thread that is just ending, with a process it started, now and then takes the whole process down with it (SIGABRT, seen on
  // Electron 25). One that stands still does not.
  Atomics.wait(order.flags, RELEASED, 0);
}

if (!isMainThread) void run(v.parse(workerOrderSchema, workerData));
