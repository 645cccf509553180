/**
 * Notices when nobody reads an output any more (`presence-tray --watch | head -1`), without writing to it: while
 * nothing changes, nothing is written. Node cannot tell for a pipe it only writes to. But the system can: waiting for
 * the pipe to become readable fails once its reader is gone. Node waits like that only on a socket's handle, so the
 * pipe is put into one. Where that does not work (another system, another Node), the next failing write tells.
 */
import { constants, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';

interface PipeHandle {
  open(descriptor: number): unknown;
}

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

/** On its own open file description: the shared one must not change for others who write to the pipe. */
function socketOnPipe(descriptor: number): Socket | null {
  if (process.platform !== 'linux') return null;
  const handle = makeHandle();
  if (handle === null) return null;
  const own = openSync(`/proc/self/fd/${descriptor}`, constants.O_WRONLY | constants.O_NONBLOCK);
  if (handle.open(own) !== 0) return null;
  const options = { handle, allowHalfOpen: false };
  return new Socket(options);
}

function makeHandle(): PipeHandle | null {
  const binding: unknown = Reflect.get(process, 'binding');
  if (typeof binding !== 'function') return null;
  const found: unknown = Reflect.apply(binding, process, ['tcp_wrap']);
  if (typeof found !== 'object' || found === null || !('TCP' in found) || !('constants' in found)) return null;
  const { TCP, constants: kinds } = found;
  if (typeof TCP !== 'function' || typeof kinds !== 'object' || kinds === null || !('SOCKET' in kinds)) return null;
  const handle: unknown = Reflect.construct(TCP, [kinds.SOCKET]);
  return isHandle(handle) ? handle : null;
}

const isHandle = (value: unknown): value is PipeHandle =>
  typeof value === 'object' && value !== null && 'open' in value && typeof value.open === 'function';
