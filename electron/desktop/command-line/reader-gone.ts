/**
 * Notices when nobody reads an output any more (`presence-tray --watch | head -1`), without writing to it: while
 * nothing changes, nothing is written. Node cannot tell for a pipe it only writes to. But the system can: waiting for
 * the pipe to become readable fails once its reader is gone. Node waits like that only on a socket's handle, so the
 * pipe is put into one. Where that does not work (another system, another Node), the next failing write tells.
 */
import { constants, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import * as v from 'valibot';

/** The part of Node's inside that is used, where this Node has it. */
const insideSchema = v.object({ TCP: v.function(), constants: v.object({ SOCKET: v.number() }) });
const handleSchema = v.object({ open: v.function() });

/** @param run called at most once, and never where it cannot be told */
export function onReaderGone(descriptor: number, run: () => void): void {
  try {
    const kind = fstatSync(descriptor);
    const socket = kind.isFIFO() ? socketOnPipe(descriptor) : kind.isSocket() ? new Socket({ fd: descriptor }) : null;
    if (socket === null) return;
    // An error means the same as an end.
    socket.on('error', () => undefined);
    socket.once('close', run);
    socket.resume();
  } catch {
    // It cannot be told here.
  }
}

/**
 * On its own open file description: the shared one must not change for others who write to the pipe.
 * @throws where this Node has no such handle
 */
function socketOnPipe(descriptor: number): Socket | null {
  if (process.platform !== 'linux') return null;
  const binding = v.parse(v.function(), Reflect.get(process, 'binding'));
  const inside = v.parse(insideSchema, Reflect.apply(binding, process, ['tcp_wrap']));
  const handle: unknown = Reflect.construct(inside.TCP, [inside.constants.SOCKET]);
  if (!v.is(handleSchema, handle)) return null;
  const own = openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
  if (handle.open(own) !== 0) return null;
  const options = { handle, allowHalfOpen: false };
  return new Socket(options);
}
