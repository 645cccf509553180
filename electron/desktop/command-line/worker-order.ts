/** What the worker thread is handed, checked where it arrives. */
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
  /** What is said where the app has to be started first. */
  starting: pieceSchema,
  recipe: v.object({ program: v.string(), args: v.array(v.string()), env: envSchema, cwd: v.string() }),
  /** Words of shared memory: `POSTED`, `RELEASED` and `BEGUN`. */
  flags: v.custom<Int32Array>((value) => value instanceof Int32Array && value.length === 3),
  port: v.instance(MessagePort),
});
export type WorkerOrder = v.InferOutput<typeof workerOrderSchema>;

/** Set to 1 by the worker when the outcome has been posted. */
export const POSTED = 0;
/** Set to 1 by the main thread when the worker may end; it stands still until then. */
export const RELEASED = 1;

/** Set to 1 by the worker when it has understood its order: from then on it posts an outcome. */
export const BEGUN = 2;

/** What a command needs, without the way back. */
export type Order = Pick<WorkerOrder, 'command' | 'context' | 'recipe' | 'starting'>;
