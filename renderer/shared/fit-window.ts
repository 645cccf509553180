import type { AppWindow } from './app-window.svelte.js';

/** Tells main how tall an element is, now and whenever that changes, so that the window is as tall as what it shows. */
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
