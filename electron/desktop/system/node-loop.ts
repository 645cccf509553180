import { MessageChannel } from 'node:worker_threads';

/**
 * Runs something in Node's own loop, at once. Electron calls plain callbacks (a global shortcut's) from Chromium's
 * loop. Promises continue there, but what Node deferred to its next tick, such as a request's body, waits until
 * something else wakes Node. Seen on 25.1.1: a PATCH left up to 1.6 s after its hotkey. A message to ourselves wakes
 * Node within a fraction of a millisecond.
 */
export function inNodesLoop(run: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port2.once('message', () => {
    port1.close();
    run();
  });
  port1.postMessage(null);
}

/** Lets Node continue its deferred work if Chromium's loop may have called us. */
export const wakeNodesLoop = (): void => inNodesLoop(() => undefined);
