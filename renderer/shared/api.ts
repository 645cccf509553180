/** The only way out of a window: the IPC contract as the preload offers it (electron/ipc/preload.ts). */
import type { WindowApi } from '../../electron/ipc/contract.js';

declare global {
  interface Window {
    readonly presenceTray: WindowApi;
  }
}

export type { WindowApi };
