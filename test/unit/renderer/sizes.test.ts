/** Sizes that a window measures on itself. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppWindow } from '../../../renderer/shared/app-window.svelte.js';
import { fitWindow } from '../../../renderer/shared/fit-window.js';
import { english } from '../english.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('the popup fits its content', () => {
  function popup() {
    let measure = (): void => undefined;
    let watched: unknown = null;
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(run: () => void) {
          measure = run;
        }
        observe = (node: unknown): void => void (watched = node);
        disconnect = (): void => void (watched = null);
      },
    );
    const told: unknown[] = [];
    let height = 0;
    const node = { getBoundingClientRect: () => ({ height }) };
    const win = { send: (channel: string, request: unknown) => told.push([channel, request]) };
    const end = fitWindow(win as unknown as AppWindow)(node as unknown as HTMLElement);
    return {
      told,
      end,
      watched: () => watched,
      becomes: (now: number): void => {
        height = now;
        measure();
      },
    };
  }
  const resize = (height: number) => ['popup:resize', { height }];

  it('at every change, in whole pixels, and once where it stays', () => {
    const { told, becomes } = popup();
    becomes(200.2);
    becomes(200.9);
    becomes(300);
    expect(told).toEqual([resize(201), resize(300)]);
  });

  it('but for a height that can only be of a page not laid out yet', () => {
    const { told, becomes } = popup();
    becomes(39);
    expect(told).toEqual([]);
    becomes(40);
    expect(told).toEqual([resize(40)]);
  });

  it('until its element is gone', () => {
    const { end, watched } = popup();
    expect(watched()).not.toBeNull();
    end();
    expect(watched()).toBeNull();
  });
});

describe('the team’s columns', () => {
  /** Every letter is as wide as the font’s weight says: a hundredth of it. */
  async function columns(canvas = true) {
    let font = '';
    const context = {
      set font(now: string) {
        font = now;
      },
      measureText: (text: string) => ({ width: (text.length * Number.parseInt(font, 10)) / 100 + 0.1 }),
    };
    vi.stubGlobal('document', {
      body: {},
      createElement: () => ({ getContext: () => (canvas ? context : null) }),
    });
    vi.stubGlobal('getComputedStyle', () => ({ fontFamily: 'Inter' }));
    return import('../../../renderer/team/widths.js');
  }

  it('are as wide as their longest word', async () => {
    const { widest } = await columns();
    expect(widest('600 12px', ['a', 'longest', 'longer'])).toBe(43);
    expect(widest('100 12px', ['a', 'longest', 'longer'])).toBe(8);
  });

  it('show heading and arrow, and every routing status, whole', async () => {
    const { gridWidths, widest } = await columns();
    const long = 'x'.repeat(40);
    const texts = (change: Readonly<Record<string, string>>) =>
      ((key: string) => change[key] ?? 'word') as unknown as typeof english;
    expect(gridWidths(texts({}))).toEqual({ time: 92, routing: 122 });
    expect(gridWidths(texts({ 'team.time': long }))).toEqual({ time: widest('600 12px', [long]) + 20, routing: 122 });
    expect(gridWidths(texts({ 'team.routing': long }))).toEqual({ time: 92, routing: widest('600 12px', [long]) + 20 });
    expect(gridWidths(texts({ 'team.routing.IDLE': long }))).toEqual({
      time: 92,
      routing: widest('650 13px', [long]) + 2,
    });
  });

  it('have their least width where nothing can be measured', async () => {
    const { gridWidths } = await columns(false);
    expect(gridWidths(english)).toEqual({ time: 92, routing: 122 });
  });
});
