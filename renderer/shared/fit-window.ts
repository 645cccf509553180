import type { AppWindow } from './app-window.svelte.js';

/** Reports an element's height to main, now and on every change, so that the window fits its content. */
export const fitWindow =
  (win: AppWindow) =>
  (node: HTMLElement): (() => void) => {
    let told = 0;
    const observer = new ResizeObserver(() => {
      const height = Math.ceil(node.getBoundingClientRect().height);
      if (height === told || height < 40) return;
      told = height;
      win.send('popup:resize', { height });
    });
    observer.observe(node);
    return () => observer.disconnect();
  };
