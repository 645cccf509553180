import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';

const made = vi.hoisted((): Record<string, unknown>[] => []);
vi.mock('electron', () => ({
  app: { isPackaged: true },
  net: {},
  BrowserWindow: class {
    readonly webContents = Object.assign(new EventEmitter(), { setZoomFactor: () => undefined, id: 1 });
    readonly loadURL = (): Promise<void> => Promise.resolve();
    readonly removeMenu = (): void => undefined;
    readonly once = (): this => this;
    readonly isDestroyed = (): boolean => false;
    constructor(options: Record<string, unknown>) {
      made.push(options);
    }
  },
}));

it('every window is sandboxed and isolated, without Node, and with the web’s own security', async () => {
  const { createWindows } = await import('../../../../electron/desktop/windows/windows.js');
  const session = {};
  const windows = createWindows({
    folder: '/app',
    session: () => session as never,
    zoom: () => 1,
    zoomed: () => undefined,
  });
  windows.make('popup', { width: 1 });
  windows.make('settings', { width: 1 });
  expect(made).toHaveLength(2);
  for (const { webPreferences } of made)
    expect(webPreferences).toEqual({
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
