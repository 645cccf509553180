import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects main's garbage once. V8 does it when something new needs room, and an app that rests in the tray makes next to nothing new: what its start
 * has left behind, a third of main's heap, would stay all day. Neither Node nor Electron offers it; this is the way their users go. Where
 * a runtime does not go along, nothing happens.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('globalThis.gc?.()');
}
