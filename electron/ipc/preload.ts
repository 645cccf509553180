/** The one bridge into a window: named channels of the contract, and nothing of Electron. Runs sandboxed. */
import { contextBridge, ipcRenderer } from 'electron';

/**
 * The contract's channels and their directions, put in by the build (vite.config.ts): its schemas, which main checks by, would be read and kept
 * by every window for nothing.
 */
declare const __CHANNELS__: Readonly<Record<string, 'invoke' | 'push'>>;
const channels = new Map(Object.entries(__CHANNELS__));

const refuse = (channel: string): never => {
  throw new Error(`There is no channel ${channel}.`);
};

const api = {
  invoke: (channel: string, request: unknown): Promise<unknown> =>
    channels.get(channel) === 'invoke' ? ipcRenderer.invoke(channel, request) : refuse(channel),
  on: (channel: string, listener: (payload: unknown) => void): (() => void) => {
    if (channels.get(channel) !== 'push') return refuse(channel);
    const hear = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, hear);
    return () => {
      ipcRenderer.removeListener(channel, hear);
    };
  },
};

contextBridge.exposeInMainWorld('presenceTray', api);
