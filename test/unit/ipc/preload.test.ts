/** The only bridge into a window: the contract’s channels, each in its direction, and nothing else. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CLOSE, HEARD, OPEN } from '../../../electron/ipc/wire.js';

interface Bridge {
  invoke(channel: string, request: unknown): Promise<unknown>;
  on(channel: string, listener: (payload: unknown) => void): () => void;
  follow(channel: string, params: unknown, listener: (heard: unknown) => void): () => void;
}
interface Main {
  bridge: unknown;
  asked: unknown[][];
  refuses: boolean;
  readonly listeners: Map<string, Set<(event: unknown, payload: unknown) => void>>;
}
const main = vi.hoisted((): Main => ({
  bridge: null,
  asked: [] as unknown[][],
  refuses: false,
  listeners: new Map<string, Set<(event: unknown, payload: unknown) => void>>(),
}));
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (_name: string, api: unknown) => (main.bridge = api) },
  ipcRenderer: {
    invoke: (...asked: unknown[]) => {
      main.asked.push(asked);
      return main.refuses ? Promise.reject(new Error('no')) : Promise.resolve('done');
    },
    on: (channel: string, run: (event: unknown, payload: unknown) => void) =>
      main.listeners.set(channel, (main.listeners.get(channel) ?? new Set()).add(run)),
    removeListener: (channel: string, run: (event: unknown, payload: unknown) => void) =>
      main.listeners.get(channel)?.delete(run),
  },
}));
vi.stubGlobal('__CHANNELS__', { ask: 'invoke', told: 'push', shown: 'subscription' });
await import('../../../electron/ipc/preload.js');
const bridge = main.bridge as Bridge;
const says = (channel: string, payload: unknown): void =>
  main.listeners.get(channel)?.forEach((run) => run({ sender: 'secret' }, payload));
const settled = () => new Promise(setImmediate);
const opened = (): number => (main.asked.at(-1)?.[1] as { id: number }).id;

beforeEach(() => {
  main.asked.length = 0;
  main.refuses = false;
});

it('a window asks main by the channels that are for asking', async () => {
  expect(await bridge.invoke('ask', 7)).toBe('done');
  expect(main.asked).toEqual([['ask', 7]]);
});

it.each(['told', 'shown', 'gone', 'constructor', OPEN])('a window cannot ask by %s', (channel) => {
  expect(() => bridge.invoke(channel, 7)).toThrow(`no channel ${channel}`);
  expect(main.asked).toEqual([]);
});

it('a window hears what it is told, without Electron’s event, until it no longer wants to', () => {
  const heard: unknown[] = [];
  const stop = bridge.on('told', (...given) => heard.push(given));
  says('told', 1);
  stop();
  says('told', 2);
  expect(heard).toEqual([[1]]);
  for (const channel of ['ask', 'shown', 'gone', HEARD])
    expect(() => bridge.on(channel, () => undefined)).toThrow('no channel');
});

describe('a window that follows something', () => {
  it('hears what belongs to it, and closes it once', () => {
    const first: unknown[] = [];
    const second: unknown[] = [];
    const stop = bridge.follow('shown', { of: 'a' }, (heard) => first.push(heard));
    const id = opened();
    expect(main.asked).toEqual([[OPEN, { channel: 'shown', id, params: { of: 'a' } }]]);
    bridge.follow('shown', { of: 'b' }, (heard) => second.push(heard));
    expect(opened()).not.toBe(id);
    says(HEARD, { id, heard: 'news' });
    says(HEARD, { id: 99, heard: 'of nobody' });
    expect([first, second]).toEqual([['news'], []]);
    main.asked.length = 0;
    stop();
    stop();
    says(HEARD, { id, heard: 'more' });
    expect(main.asked).toEqual([[CLOSE, { id }]]);
    expect(first).toEqual(['news']);
  });

  it('hears that it was refused, unless it has closed by then', async () => {
    main.refuses = true;
    const heard: unknown[] = [];
    const stop = bridge.follow('shown', {}, (one) => heard.push(one));
    const early = bridge.follow('shown', {}, (one) => heard.push(one));
    early();
    await settled();
    expect(heard).toEqual([{ kind: 'refused' }]);
    main.asked.length = 0;
    stop();
    expect(main.asked).toEqual([]);
  });

  it('cannot follow what is not for following', () => {
    for (const channel of ['ask', 'told', 'gone'])
      expect(() => bridge.follow(channel, {}, () => undefined)).toThrow('no channel');
  });
});
