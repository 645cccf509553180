import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects main's garbage once. V8 does it when something new needs room, and an app that rests in the tray makes next to nothing new: what its start
 * has left behind, a third of main's heap, would stay all day, and so would the gaps between what is kept, as much again: what lives is moved together.
 * Neither Node nor Electron offers it; this is the way their users go (Electron lets V8's flags be changed: electron/electron#42414). Where a runtime
 * does not go along, nothing happens.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  setFlagsFromString('--compact-on-every-full-gc');
  runInNewContext('globalThis.gc?.()');
  setFlagsFromString('--no-compact-on-every-full-gc');
}
