/**
 * Hears when nobody reads an output any more (`presence-tray --watch | head -1`), without writing to it. What is
 * written would tell, but where nothing changes nothing is written.
 *
 * Node shows no such thing of a pipe it only writes to. The system does: the end to be read can be waited for, and its
 * going is an error of the wait. Only a socket's handle of Node waits on whatever it is given, so a pipe is put into
 * one. Where that does not work (another system, another Node), the next line that cannot be written tells.
 */
import { constants, fstatSync, openSync } from 'node:fs';
import { Socket } from 'node:net';

interface PipeHandle {
  open(descriptor: number): unknown;
}

/** @param run called once at most, and never where it cannot be told */
export function onReaderGone(descriptor: number, run: () => void): void {
  try {
    const kind = fstatSync(descriptor);
    const socket = kind.isFIFO() ? socketOnPipe(descriptor) : kind.isSocket() ? new Socket({ fd: descriptor }) : null;
    if (socket === null) return;
    // An error is as good as an end.
    socket.on('error', () => undefined);
    socket.once('close', run);
    socket.resume();
  } catch {
    // It cannot be told here.
  }
}

/** On a description of its own: the shared one stays as it is for whoever else writes to the pipe. */
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
