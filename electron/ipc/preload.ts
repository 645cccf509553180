/** The one bridge into a window: named channels of the contract, and nothing of Electron. Runs sandboxed. */
import { contextBridge, ipcRenderer } from 'electron';
import { contract, isChannel } from './contract.js';

const refuse = (channel: string): never => {
  throw new Error(`There is no channel ${channel}.`);
};

const api = {
  invoke: (channel: string, request: unknown): Promise<unknown> =>
    isChannel(channel) && contract[channel].direction === 'invoke'
      ? ipcRenderer.invoke(channel, request)
      : refuse(channel),
  on: (channel: string, listener: (payload: unknown) => void): (() => void) => {
    if (!isChannel(channel) || contract[channel].direction !== 'push') return refuse(channel);
    const hear = (_event: unknown, payload: unknown): void => listener(payload);
    ipcRenderer.on(channel, hear);
    return () => {
      ipcRenderer.removeListener(channel, hear);
    };
  },
};

contextBridge.exposeInMainWorld('presenceTray', api);
