import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Collects main's garbage once. V8 collects when it needs room, but an app at rest in the tray allocates almost
 * nothing. What its start left behind, a third of main's heap, would stay all day, and so would the gaps between live
 * objects, as much again. Neither Node nor Electron has a call for it, so we expose V8's gc by a flag at run time
 * (electron/electron#42414). If a runtime does not allow that, nothing happens.
 */
export function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  setFlagsFromString('--compact-on-every-full-gc');
  runInNewContext('globalThis.gc?.()');
  setFlagsFromString('--no-compact-on-every-full-gc');
}
