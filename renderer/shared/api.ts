/** The one way out of a window: what the preload made of the IPC contract (electron/ipc/preload.ts). */
import type { WindowApi } from '../../electron/ipc/contract.js';

declare global {
  interface Window {
    readonly presenceTray: WindowApi;
  }
}

export type { WindowApi };
