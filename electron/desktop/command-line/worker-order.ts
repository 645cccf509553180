/** What the worker thread receives, checked on arrival. */
import { MessagePort } from 'node:worker_threads';
import * as v from 'valibot';
import { commandSchema, pieceSchema } from './command.js';

const envSchema = v.record(v.string(), v.optional(v.string()));

export const workerOrderSchema = v.object({
  command: commandSchema,
  context: v.object({
    userDataDir: v.string(),
    env: envSchema,
    platform: v.picklist([
      'aix',
      'android',
      'darwin',
      'freebsd',
      'haiku',
      'linux',
      'openbsd',
      'sunos',
      'win32',
      'cygwin',
      'netbsd',
    ]),
    uid: v.exactOptional(v.nullable(v.number())),
    tmpDir: v.exactOptional(v.string()),
    machine: v.exactOptional(v.string()),
  }),
  /** What to print if the app has to be started first. */
  starting: pieceSchema,
  recipe: v.object({ program: v.string(), args: v.array(v.string()), env: envSchema, cwd: v.string() }),
  /** Words of shared memory: `POSTED`, `RELEASED` and `BEGUN`. */
  flags: v.custom<Int32Array>((value) => value instanceof Int32Array && value.length === 3),
  port: v.instance(MessagePort),
});
export type WorkerOrder = v.InferOutput<typeof workerOrderSchema>;

/** The worker sets it to 1 when it has posted the outcome. */
export const POSTED = 0;
/** The main thread sets it to 1 when the worker may end. The worker blocks until then. */
export const RELEASED = 1;

/** The worker sets it to 1 once it has understood its order. From then on it posts an outcome. */
export const BEGUN = 2;

/** What a command needs, without the way back. */
export type Order = Pick<WorkerOrder, 'command' | 'context' | 'recipe' | 'starting'>;
