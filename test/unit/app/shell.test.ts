/** How tray, popup, card and windows are put together: what each is told, and when. */
import type { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import { exampleState } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { english } from '../english.js';
import { rememberingLog, settingsInMemory } from '../settings/doubles.js';

type Handed = Record<string, (...given: unknown[]) => unknown>;

/** What every part was handed, by its name, and what was done with the parts. */
const desk = vi.hoisted(() => ({
  handed: ((): Record<string, Handed> => ({}))(),
  did: [] as unknown[],
  wayland: false,
  mayTry: true,
  popupOpen: false,
  dark: false,
  made: [] as { name: string; options: Record<string, unknown>; window: EventEmitter & { gone: boolean } }[],
  drawn: [] as unknown[][],
  partitions: 0,
  theme: null as EventEmitter | null,
  screen: null as EventEmitter | null,
}));
/** A part that only remembers what it was handed. */
const part = vi.hoisted(() => <T extends object>(name: string, it: T) => (deps: Handed): T => {
  desk.handed[name] = deps;
  return it;
});
vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events');
  return {
    app: {},
    ipcMain: {},
    Menu: { buildFromTemplate: (template: unknown) => template },
    Tray: Object,
    clipboard: { writeText: (text: string) => desk.did.push(`copied ${text}`) },
    nativeImage: {
      createFromPath: (path: string) => ({
        path,
        setTemplateImage: (template: boolean) => desk.did.push(`template ${template}`),
      }),
    },
    nativeTheme: (desk.theme = Object.defineProperties(
      new EventEmitter(),
      Object.getOwnPropertyDescriptors({
        get shouldUseDarkColors() {
          return desk.dark;
        },
      }),
    )),
    screen: (desk.screen = Object.assign(new EventEmitter(), {
      getPrimaryDisplay: () => ({ scaleFactor: 2 }),
      getCursorScreenPoint: () => ({ x: 0, y: 0 }),
      getDisplayNearestPoint: () => ({ workAreaSize: { width: 3000, height: 2000 } }),
    })),
    session: {
      fromPartition: () => {
        desk.partitions += 1;
        return { protocol: { handle: () => undefined } };
      },
    },
  };
});
vi.mock('../../../electron/app/wayland.js', () => ({ isWayland: () => desk.wayland }));
vi.mock('../../../electron/desktop/windows/app-protocol.js', () => ({ APP_SCHEME: 'app', serveApp: () => undefined }));
vi.mock('../../../electron/desktop/windows/guards.js', () => ({
  guardContents: () => undefined,
  guardSession: () => undefined,
  guardSessions: () => undefined,
}));
vi.mock('../../../electron/desktop/windows/pointer.js', () => ({
  x11Pointer: () => 'x11',
  electronPointer: () => 'electron',
  noPointer: 'none',
}));
vi.mock('../../../electron/desktop/windows/anchor.js', () => ({ createAnchor: part('anchor', {}) }));
vi.mock('../../../electron/desktop/windows/window-crashes.js', () => ({
  createWindowCrashes: part('crashes', {
    ended: (...given: unknown[]) => desk.did.push(['ended', ...given]),
    mayTry: () => desk.mayTry,
  }),
}));
vi.mock('../../../electron/desktop/windows/windows.js', async () => {
  const { EventEmitter } = await import('node:events');
  return {
    createWindows: part('windows', {
      get: () => null,
      make: (name: string, options: Record<string, unknown>) => {
        const window = Object.assign(new EventEmitter(), {
          gone: false,
          webContents: new EventEmitter(),
          show: () => desk.did.push(`show ${name}`),
          focus: () => undefined,
          close: () => desk.did.push(`close ${name}`),
          isDestroyed: () => window.gone,
          getNormalBounds: () => ({ x: 0, y: 0, width: 640, height: 480 }),
        });
        desk.made.push({ name, options, window });
        return window;
      },
      zoom: () => desk.did.push('windows zoomed'),
      pages: () => [],
      identify: () => null,
    }),
  };
});
vi.mock('../../../electron/desktop/windows/popup-window.js', () => ({
  popupWindowOptions: (...given: unknown[]) => ({ given }),
  createPopup: part('popup', {
    trayClicked: () => desk.did.push('popup: tray clicked'),
    menuOpened: () => desk.did.push('popup: menu opened'),
    reopen: () => desk.did.push('popup: reopen'),
    close: () => desk.did.push('popup: close'),
    zoomed: () => desk.did.push('popup zoomed'),
    isOpen: () => desk.popupOpen,
  }),
}));
vi.mock('../../../electron/desktop/windows/card-window.js', () => ({
  cardWindowOptions: (...given: unknown[]) => ({ given }),
  createCardWindow: part('card', {
    show: () => desk.did.push('card: show'),
    hide: () => desk.did.push('card: hide'),
    zoomed: () => desk.did.push('card zoomed'),
    resize: (height: number) => desk.did.push(`card: ${height}`),
  }),
}));
vi.mock('../../../electron/desktop/windows/feedback-card.js', () => ({
  createFeedbackCard: part('feedback', {
    follow: () => desk.did.push('feedback: follow'),
    dismiss: () => desk.did.push('feedback: dismiss'),
    update: (_state: unknown, popupOpen: boolean) => desk.did.push(`feedback: popup open ${popupOpen}`),
  }),
}));
vi.mock('../../../electron/desktop/tray/tray.js', () => ({
  taskbarTheme: () => 'light',
  createAppTray: part('tray', { show: () => undefined, bounds: () => null }),
}));
vi.mock('../../../electron/desktop/tray/tray-view.js', () => ({
  renderTray: (...given: unknown[]) => desk.drawn.push(given),
}));
vi.mock('../../../electron/desktop/tray/tray-menu-watch.js', () => ({ watchTrayMenu: () => () => undefined }));
vi.mock('../../../electron/ipc/server.js', () => ({
  pushTo: (_pages: unknown, channel: string) => desk.did.push(`push ${channel}`),
  serveIpc: () => undefined,
}));
const { createShell } = await import('../../../electron/app/shell.js');

const realPlatform = Object.getOwnPropertyDescriptor(process, 'platform')!;
beforeEach(() => {
  Object.assign(desk, {
    handed: {},
    did: [],
    wayland: false,
    mayTry: true,
    popupOpen: false,
    dark: false,
    made: [],
    drawn: [],
    partitions: 0,
  });
  desk.theme?.removeAllListeners();
  desk.screen?.removeAllListeners();
});
afterEach(() => Object.defineProperty(process, 'platform', realPlatform));

function shell(
  platform: NodeJS.Platform = 'linux',
  { policy = {}, left = null }: { policy?: Record<string, unknown>; left?: object | null } = {},
) {
  Object.defineProperty(process, 'platform', { ...realPlatform, value: platform });
  const log = rememberingLog();
  const time = fakeClock();
  const settings = settingsInMemory(log, { policy });
  const store = createStateStore(exampleState(), log);
  const sizes: unknown[] = [];
  const crashed: unknown[] = [];
  const made = createShell({
    folder: '/app',
    store,
    settings,
    clock: time.clock,
    log,
    texts: () => english,
    run: () => undefined,
    crashes: {} as never,
    windowSizes: { get: () => left as never, left: (...size) => sizes.push(size), forget: () => undefined },
    windowsCrash: (reason) => crashed.push(reason),
  });
  return { shell: made, settings, store, time, sizes, crashed, log, ...desk.handed };
}
const handed = (name: string): Handed => desk.handed[name]!;

describe('the zoom', () => {
  it('is a person’s by Ctrl and the wheel, unless the policy decides it', () => {
    const { settings } = shell();
    handed('windows')['zoomed']!('in');
    expect(settings.get().zoom).toBe(110);
    const locked = shell('linux', { policy: { zoom: 150 } });
    handed('windows')['zoomed']!('in');
    expect(locked.settings.get().zoom).toBe(150);
    expect(handed('windows')['zoom']!()).toBe(1.5);
  });

  it('changes every window once, and other settings none', () => {
    const { settings } = shell();
    settings.set({ theme: 'dark' });
    expect(desk.did).toEqual([]);
    settings.set({ zoom: 125 });
    settings.set({ theme: 'light' });
    expect(desk.did).toEqual(['windows zoomed', 'popup zoomed', 'card zoomed']);
    for (const name of ['popup', 'card']) expect(handed(name)['zoom']!()).toBe(1.25);
  });
});

describe('a window whose renderer ended', () => {
  it.each([
    ['popup', ['popup: reopen'], 0],
    ['card', ['card: show'], 0],
    ['settings', [], 1],
  ])('is made anew in its own way: %s', (name, did, windows) => {
    shell();
    handed('crashes')['reopen']!(name);
    expect(desk.did).toEqual(did);
    expect(desk.made).toHaveLength(windows);
  });

  it('is given up with a word, and the popup closes so that the next click makes a new one', () => {
    const { crashed } = shell();
    handed('crashes')['gaveUp']!('settings', 'oom');
    expect(desk.did).toEqual([]);
    handed('crashes')['gaveUp']!('popup', 'crashed');
    expect(desk.did).toEqual(['popup: close']);
    handed('crashes')['recovered']!();
    expect(crashed).toEqual(['oom', 'crashed', null]);
  });

  it('shows no card by itself while windows keep crashing', () => {
    shell();
    handed('feedback')['show']!();
    desk.mayTry = false;
    handed('feedback')['show']!();
    expect(desk.did).toEqual(['card: show']);
  });
});

it.each([
  [false, true],
  [true, false],
])('the card shows a missed interaction, but not where Wayland (%s) would give it the keyboard', (wayland, alerts) => {
  desk.wayland = wayland;
  shell();
  expect(handed('feedback')['alerts']).toBe(alerts);
});

describe('a window with unsaved words', () => {
  it('may stay while it is allowed, and goes where it is not, or where the app ends', () => {
    const { shell: made } = shell();
    const mustGo = handed('windows')['mustGo']!;
    expect(mustGo('settings')).toBe(false);
    expect(mustGo('manage')).toBe(true);
    made.ends();
    expect(mustGo('settings')).toBe(true);
  });

  it('is closed once it is no longer allowed', () => {
    const { shell: made, store } = shell();
    made.opener.open('settings', { section: 'about' } as never);
    store.update({ presence: { ...store.get().presence, limitMinutes: 5 } });
    expect(desk.did).not.toContain('close settings');
  });
});

describe('what is drawn before a page is there has the colour of the theme', () => {
  it.each([
    ['system', true, '#1b1f27'],
    ['system', false, '#ffffff'],
    ['dark', false, '#1b1f27'],
    ['light', true, '#ffffff'],
  ] as const)('%s, on a dark desktop %s: %s', (theme, dark, colour) => {
    const { settings } = shell();
    settings.set({ theme });
    desk.dark = dark;
    handed('popup')['makeWindow']!(false);
    expect(desk.made[0]?.options).toEqual({ given: [false, english('app.name'), colour] });
  });
});

describe('the popup', () => {
  it.each([
    [false, false, false],
    [true, false, true],
    [false, true, true],
  ])('is an ordinary window on Wayland (%s) or without a tray (%s): %s', (wayland, noTray, asWindow) => {
    desk.wayland = wayland;
    const { shell: made } = shell();
    made.setNoTray(noTray);
    expect(handed('popup')['asWindow']!()).toBe(asWindow);
  });

  it('is no ordinary window on another system, whatever a variable of Wayland says', () => {
    desk.wayland = true;
    shell('darwin');
    expect(handed('popup')['asWindow']!()).toBe(false);
  });

  it.each([
    ['linux', false, 'x11', true],
    ['linux', true, 'none', true],
    ['win32', false, 'electron', false],
  ] as const)(
    'on %s (Wayland: %s) finds the pointer by %s, and watches the menu: %s',
    (platform, wayland, pointer, watches) => {
      desk.wayland = wayland;
      shell(platform);
      expect(handed('anchor')['pointer']).toBe(pointer);
      expect('watchMenu' in handed('popup')).toBe(watches);
    },
  );

  it('is freed after the time that the settings name', () => {
    const { settings } = shell();
    settings.set({ freePopupAfterMinutes: 15 });
    expect(handed('popup')['freeAfterMs']!()).toBe(15 * 60_000);
  });

  it('makes the card needless once it opens', () => {
    shell();
    handed('popup')['sendOpened']!({ focusMessage: false });
    expect(desk.did).toEqual(['push popup:opened', 'feedback: popup open true']);
  });
});

describe('the tray', () => {
  it.each([
    ['linux', 2],
    ['darwin', 1],
    ['win32', 1],
  ] as const)('is drawn on %s for a display of scale %d, which only Linux leaves to us', (platform, scale) => {
    const { shell: made } = shell(platform);
    made.drawTray();
    expect(desk.drawn.at(-1)?.at(-1)).toBe(scale);
  });

  it('is drawn again when the state, the theme, the display or the messages change, but not for equal messages', () => {
    const { shell: made, store } = shell();
    const preset = { id: 'p', text: 'lunch', lifetime: { kind: 'presence' } } as const;
    store.update({ presence: { ...store.get().presence, limitMinutes: 5 } });
    desk.theme?.emit('updated');
    desk.screen?.emit('display-metrics-changed');
    made.offerPresets([preset]);
    expect(desk.drawn).toHaveLength(4);
    made.offerPresets([{ ...preset }]);
    expect(desk.drawn).toHaveLength(4);
    expect(desk.drawn.at(-1)?.[0]).toMatchObject({ presets: [preset] });
  });

  it.each([
    ['darwin', ['template true']],
    ['linux', []],
  ] as const)('has images that the system may colour on %s: %j', (platform, did) => {
    shell(platform);
    handed('tray')['loadImage']!('icon.png');
    expect(desk.did).toEqual(did);
  });

  it('tells the popup of clicks and of its menu', () => {
    shell();
    handed('tray')['onClick']!();
    handed('tray')['onMenuOpen']!();
    expect(desk.did).toEqual(['popup: tray clicked', 'popup: menu opened']);
  });
});

describe('a window that a person opens', () => {
  const opened = (platform: NodeJS.Platform = 'linux', left: object | null = null) => {
    const made = shell(platform, { left });
    made.shell.opener.open('settings', { section: 'about' } as never);
    return { ...made, ...desk.made[0]! };
  };

  it.each([
    ['linux', 'icon.png'],
    ['win32', 'icon.ico'],
  ] as const)('on %s has the icon %s', (platform, icon) => {
    expect(opened(platform).options['icon']).toMatch(new RegExp(`${icon}$`));
  });

  it('is as large as usual, or as it was left', () => {
    expect(opened().options).toMatchObject({ width: 720, height: 560 });
    desk.made.length = 0;
    expect(opened('linux', { width: 900, height: 700 }).options).toMatchObject({ width: 900, height: 700 });
  });

  it('is remembered in a size that stays for half a second', () => {
    const { window, time, sizes } = opened();
    window.emit('resize');
    time.pass(499);
    window.emit('resize');
    time.pass(499);
    expect(sizes).toEqual([]);
    time.pass(1);
    expect(sizes).toEqual([['settings', { x: 0, y: 0, width: 640, height: 480 }, 1]]);
  });

  it('is not remembered as it closes', () => {
    const { window, time, sizes } = opened();
    window.emit('resize');
    window.emit('closed');
    time.pass(1_000);
    window.emit('resize');
    window.gone = true;
    time.pass(1_000);
    expect(sizes).toEqual([]);
  });
});

it('the windows share one session, made with the first of them', () => {
  shell();
  expect(desk.partitions).toBe(0);
  const first = handed('windows')['session']!();
  expect(handed('windows')['session']!()).toBe(first);
  expect(desk.partitions).toBe(1);
});

it('a pick’s request goes out before the card follows it', () => {
  const { shell: made, time } = shell();
  made.card.follow(Promise.resolve());
  expect(desk.did).toEqual([]);
  time.pass(1_000);
  expect(desk.did).toEqual(['feedback: follow']);
});

it('a window that hangs is in the log', () => {
  const { log } = shell();
  handed('windows')['hangs']!('popup');
  expect(log.lines).toEqual(['a window does not answer {"window":"popup"}']);
});
