/** The only bridge into a window: named channels of the contract, and nothing of Electron. It runs sandboxed. */
import { contextBridge, ipcRenderer } from 'electron';
import { CLOSE, HEARD, OPEN } from './wire.js';

/**
 * The contract's channels and their directions, inserted by the build (vite.config.ts). Importing the contract would
 * load its schemas, which only main uses, into every window.
 */
declare const __CHANNELS__: Readonly<Record<string, 'invoke' | 'push' | 'subscription'>>;
const channels = new Map(Object.entries(__CHANNELS__));

const refuse = (channel: string): never => {
  throw new Error(`There is no channel ${channel}.`);
};

/** The listener of each subscription, by this page's own number for it. */
const followed = new Map<number, (heard: unknown) => void>();
let lastId = 0;

ipcRenderer.on(HEARD, (_event, { id, heard }: { readonly id: number; readonly heard: unknown }) =>
  followed.get(id)?.(heard),
);

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
  follow: (channel: string, params: unknown, listener: (heard: unknown) => void): (() => void) => {
    if (channels.get(channel) !== 'subscription') return refuse(channel);
    const id = ++lastId;
    followed.set(id, listener);
    ipcRenderer.invoke(OPEN, { channel, id, params }).catch(() => {
      if (followed.delete(id)) listener({ kind: 'refused' });
    });
    return () => {
      // Main has already forgotten a refused one. Its answer to a second close does not matter.
      if (followed.delete(id)) ipcRenderer.invoke(CLOSE, { id }).catch(() => undefined);
    };
  },
};

contextBridge.exposeInMainWorld('presenceTray', api);
