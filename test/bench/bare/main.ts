/**
 * The bare Electron app that every figure is compared with. It has the sandbox on, one tray icon, one warm hidden
 * window of the popup's shape with an empty `app://` page, and nothing else. Switches change it for single
 * measurements: `--bare-no-window` (as after the popup was freed), `--bare-lock` (a second start meets the
 * single-instance lock), `--bare-field` (an input field with letters large enough to see one painted). The benchmark
 * compiles it to one CommonJS file when it starts.
 */
import { BrowserWindow, Tray, app, protocol } from 'electron';
import { join } from 'node:path';

const wants = (name: string): boolean => process.argv.includes(`--bare-${name}`);

const FIELD = '<input autofocus style="width: 100%; border: 0; outline: 0; font: 200px sans-serif">';
const PAGE = `<!doctype html><title>Bare</title>${wants('field') ? FIELD : ''}`;

function makeWindow(): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Bare',
    x: 900,
    y: 300,
    width: 360,
    height: 450,
    frame: false,
    resizable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    type: 'toolbar',
    backgroundColor: '#ffffff',
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
  });
  void window.loadURL('app://bare/index.html');
  return window;
}

if (wants('lock') && !app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
  app.on('window-all-closed', () => undefined);
  let tray: Tray | null = null;
  let window: BrowserWindow | null = null;
  void app.whenReady().then(() => {
    protocol.handle('app', () => new Response(PAGE, { headers: { 'content-type': 'text/html' } }));
    tray = new Tray(join(__dirname, 'icon.png'));
    if (!wants('no-window')) window = makeWindow();
    tray.on('click', () => {
      if (window?.isVisible()) {
        window.hide();
        if (!wants('no-window')) return;
        window.destroy();
        window = null;
        return;
      }
      const shown = window ?? makeWindow();
      const show = (): void => {
        shown.show();
        shown.focus();
      };
      // Cold: the window is shown once it has something to show.
      if (window === null) shown.once('ready-to-show', show);
      else show();
      window = shown;
    });
  });
}
