/** Which page a window holds: a new one with each load, none before the first and after a crash. What a page follows ends with it. */
import type { WindowPage } from '../../ipc/server.js';
import type { WindowName } from '../../ipc/window-table.js';

/** The part of Electron's `WebContents` that is used. */
export interface ContentsPort {
  /** `did-navigate`: a new document is there; nothing of it is heard before. */
  on(event: 'did-navigate' | 'render-process-gone' | 'destroyed', listener: () => void): unknown;
  isDestroyed(): boolean;
  send(channel: string, payload: unknown): void;
}

/** Follows the pages of one window. Gives the one that is there; null where there is none. */
export function followPages(window: WindowName, contents: ContentsPort): () => WindowPage | null {
  let current: { readonly page: WindowPage; end(): void } | null = null;
  const gone = (): void => {
    const last = current;
    current = null;
    last?.end();
  };
  contents.on('did-navigate', () => {
    gone();
    current = makePage(window, contents);
  });
  contents.on('render-process-gone', gone);
  contents.on('destroyed', gone);
  return () => current?.page ?? null;
}

function makePage(window: WindowName, contents: ContentsPort): { readonly page: WindowPage; end(): void } {
  const onGone: (() => void)[] = [];
  let ended = false;
  return {
    page: {
      window,
      send(channel, payload) {
        if (!ended && !contents.isDestroyed()) contents.send(channel, payload);
      },
      onGone(run) {
        if (ended) run();
        else onGone.push(run);
      },
    },
    end() {
      ended = true;
      for (const run of onGone) run();
    },
  };
}
