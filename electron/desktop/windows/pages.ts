/**
 * Which page a window holds. Each load makes a new one. There is none before the first load and after a crash. A page's
 * subscriptions end with it.
 */
import type { WindowPage } from '../../ipc/server.js';
import type { WindowName } from '../../ipc/window-table.js';

/** The part of Electron's `WebContents` that we use. */
export interface ContentsPort {
  /** `did-navigate`: a new document is there. Nothing is heard of it before. */
  on(event: 'did-navigate' | 'render-process-gone' | 'destroyed', listener: () => void): unknown;
  isDestroyed(): boolean;
  send(channel: string, payload: unknown): void;
}

/** Follows one window's pages. Returns a function that gives the current page, or null. */
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
