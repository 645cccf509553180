/** The worker thread's entry (`patient-client.ts` starts it): one command, its outcome posted, then the flag set. */
import { isMainThread, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { endpointPlaces } from './endpoint.js';
import { performCommand, type Outcome } from './perform.js';
import { launchApp } from './start-app.js';
import { workerOrderSchema, type WorkerOrder } from './worker-order.js';

async function run(order: WorkerOrder): Promise<void> {
  const outcome: Outcome = await performCommand(order.command, {
    places: () => endpointPlaces(order.context),
    launch: () => launchApp(order.recipe),
  }).catch((error: unknown) => ({ kind: 'noAnswer', why: error instanceof Error ? error.message : String(error) }));
  order.port.postMessage(outcome);
  Atomics.store(order.flag, 0, 1);
  Atomics.notify(order.flag, 0);
}

if (!isMainThread) void run(v.parse(workerOrderSchema, workerData));
