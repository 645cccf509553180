import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RendererEnd } from '../../../../electron/desktop/windows/window-crashes.js';
import { fakeClock } from '../fake-clock.js';

interface Made extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents: EventEmitter;
  visible: boolean;
  destroyed: boolean;
  ended: number;
}
const made = vi.hoisted((): Made[] => []);
beforeEach(() => void (made.length = 0));
vi.mock('electron', () => ({
  app: { isPackaged: true },
  net: {},
  BrowserWindow: class extends EventEmitter {
    visible = false;
    destroyed = false;
    ended = 0;
    readonly webContents = Object.assign(new EventEmitter(), {
      setZoomFactor: () => undefined,
      forcefullyCrashRenderer: () => (this.ended += 1),
      id: 1,
    });
    readonly loadURL = (): Promise<void> => Promise.resolve();
    readonly removeMenu = (): void => undefined;
    readonly isDestroyed = (): boolean => this.destroyed;
    readonly isVisible = (): boolean => this.visible;
    readonly isMinimized = (): boolean => false;
    constructor(readonly options: Record<string, unknown>) {
      super();
      made.push(this);
    }
    destroy(): void {
      this.destroyed = true;
      this.emit('closed');
    }
  },
}));

async function desktop(session: object = {}, { leaving = false, wayland = false } = {}) {
  const { createWindows } = await import('../../../../electron/desktop/windows/windows.js');
  const time = fakeClock();
  const ended: [string, RendererEnd][] = [];
  const hanging: string[] = [];
  const windows = createWindows({
    folder: '/app',
    wayland,
    clock: time.clock,
    session: () => session as never,
    zoom: () => 1,
    zoomed: () => undefined,
    ended: (name, end) => ended.push([name, end]),
    mustGo: () => leaving,
    hangs: (name) => hanging.push(name),
  });
  return { windows, time, ended, hanging };
}
const turn = () => new Promise(setImmediate);

it('every window is sandboxed and isolated, without Node, and with the web’s own security', async () => {
  const session = {};
  const { windows } = await desktop(session);
  windows.make('popup', { width: 1 });
  windows.make('settings', { width: 1 });
  expect(made).toHaveLength(2);
  for (const { options } of made)
    expect(options['webPreferences']).toEqual({
      preload: expect.stringMatching(/preload\.cjs$/),
      session,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      devTools: false,
    });
});

it.each([true, false])(
  'draws pages before they are shown, but on Wayland (%s), where such a window would never come',
  async (wayland) => {
    const { windows } = await desktop({}, { wayland });
    windows.make('popup', {});
    expect(made[0]?.options).toMatchObject({ show: false, paintWhenInitiallyHidden: !wayland });
  },
);

it('a window is made once, and anew only after it has gone', async () => {
  const { windows } = await desktop();
  const first = windows.make('settings', { width: 1 });
  expect(windows.make('settings', { width: 2 })).toBe(first);
  expect(windows.make('popup', {})).not.toBe(first);
  first.destroy();
  expect(windows.get('settings')).toBeNull();
  expect(windows.make('settings', { width: 2 })).not.toBe(first);
});

describe('a window whose renderer has ended', () => {
  it.each([true, false])('goes, is told of (in sight: %s), and the next one is another', async (inSight) => {
    const { windows, ended } = await desktop();
    windows.make('popup', {});
    made[0]!.visible = inSight;
    made[0]!.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 });
    expect(windows.get('popup')).toBeNull();
    await turn();
    expect(made[0]!.destroyed).toBe(true);
    expect(ended).toEqual([['popup', { reason: 'crashed', exitCode: 139, inSight }]]);
    windows.make('popup', {});
    expect(made).toHaveLength(2);
  });

  it('in peace is none', async () => {
    const { windows, ended } = await desktop();
    windows.make('popup', {});
    made[0]!.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    await turn();
    expect(ended).toEqual([]);
    expect(windows.get('popup')).not.toBeNull();
  });
});

describe('a window that does not answer', () => {
  it('is told of, and its renderer ended after half a minute', async () => {
    const { windows, time, hanging } = await desktop();
    windows.make('settings', {});
    made[0]!.emit('unresponsive');
    expect(hanging).toEqual(['settings']);
    time.pass(29_999);
    expect(made[0]!.ended).toBe(0);
    time.pass(1);
    expect(made[0]!.ended).toBe(1);
  });

  it('is left alone where it answers again, or is closed before', async () => {
    const { windows, time } = await desktop();
    windows.make('settings', {});
    windows.make('popup', {});
    for (const each of made) each.emit('unresponsive');
    made[0]!.emit('responsive');
    made[1]!.emit('closed');
    time.pass(60_000);
    expect(made.map(({ ended }) => ended)).toEqual([0, 0]);
  });
});

describe('a window whose page asks to stay, since something was not saved', () => {
  const asked = { preventDefault: vi.fn() };
  beforeEach(() => void asked.preventDefault.mockClear());

  it('stays, and the page asks the person', async () => {
    const { windows } = await desktop();
    windows.make('manage', {});
    made[0]!.webContents.emit('will-prevent-unload', asked);
    expect(asked.preventDefault).not.toHaveBeenCalled();
  });

  it('goes all the same where the app ends, or its person signed out', async () => {
    const { windows } = await desktop({}, { leaving: true });
    windows.make('manage', {});
    made[0]!.webContents.emit('will-prevent-unload', asked);
    expect(asked.preventDefault).toHaveBeenCalled();
  });
});
