import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { networkSession } from '../../../../electron/desktop/system/network-session.js';
import { removeApplicationMenu } from '../../../../electron/desktop/windows/application-menu.js';
import {
  denyPermissions,
  guardContents,
  guardSession,
  guardSessions,
} from '../../../../electron/desktop/windows/guards.js';
import { rememberingLog } from '../../session/kit.js';

type PermissionRequest = (contents: null, permission: string, answer: (granted: boolean) => void) => void;
type BeforeRequest = (
  details: { url: string; resourceType: string },
  answer: (response: { cancel?: boolean }) => void,
) => void;

/** A session that keeps its handlers, and is asked as Chromium asks. */
function session() {
  const handlers: {
    request?: PermissionRequest;
    check?: () => boolean;
    device?: () => boolean;
    before?: BeforeRequest;
  } = {};
  return {
    setPermissionRequestHandler: (handler: PermissionRequest) => (handlers.request = handler),
    setPermissionCheckHandler: (handler: () => boolean) => (handlers.check = handler),
    setDevicePermissionHandler: (handler: () => boolean) => (handlers.device = handler),
    webRequest: { onBeforeRequest: (handler: BeforeRequest) => (handlers.before = handler) },
    /** Whether any way grants a permission. Without a handler, Chromium grants it. */
    grants(): boolean {
      const answers: boolean[] = [];
      handlers.request?.(null, 'media', (granted) => answers.push(granted));
      return (
        [...answers, handlers.check?.() ?? true, handlers.device?.() ?? true].includes(true) || answers.length === 0
      );
    },
    cancels(url: string): boolean {
      const answers: boolean[] = [];
      handlers.before?.({ url, resourceType: 'xhr' }, ({ cancel }) => answers.push(cancel === true));
      return answers.length === 1 && answers[0] === true;
    },
  };
}

describe('a session', () => {
  it('grants no permission, whichever way it is asked', () => {
    const guarded = session();
    expect(guarded.grants()).toBe(true);
    denyPermissions(guarded as never);
    expect(guarded.grants()).toBe(false);
  });

  it('that Electron makes by itself grants nothing either, and is not made for that', () => {
    const app = new EventEmitter();
    guardSessions(app as never);
    const standard = session();
    app.emit('session-created', standard);
    expect(standard.grants()).toBe(false);
  });

  it('of the windows reaches our own files alone', () => {
    const guarded = session();
    const log = rememberingLog();
    guardSession(guarded as never, log);
    expect(guarded.grants()).toBe(false);
    expect(guarded.cancels('app://presence-tray/popup/index.html')).toBe(false);
    for (const url of [
      'https://example.com/',
      'http://localhost:1/',
      'file:///etc/passwd',
      'wss://example.com/',
      'data:text/html,x',
      'app://presence-tray.evil/',
      'app://other/',
    ])
      expect(guarded.cancels(url), url).toBe(true);
    expect(log.lines.join()).not.toContain('example');
  });

  it('of the network is made once, when it is first used, and grants nothing', () => {
    const made = session();
    const fromPartition = vi.fn(() => made as never);
    const ours = networkSession(fromPartition);
    expect(fromPartition).not.toHaveBeenCalled();
    expect(ours()).toBe(ours());
    expect(fromPartition.mock.calls).toEqual([['genesys', { cache: false }]]);
    expect(made.grants()).toBe(false);
  });
});

describe('a page', () => {
  const page = () => {
    const app = new EventEmitter();
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
    guardContents(app as never, rememberingLog());
    app.emit('web-contents-created', {}, contents);
    return contents;
  };

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'cannot leave by %s',
    (event) => {
      const preventDefault = vi.fn();
      page().emit(event, { preventDefault });
      expect(preventDefault).toHaveBeenCalled();
    },
  );

  it('opens no window', () => {
    const [handler] = page().setWindowOpenHandler.mock.calls[0] ?? [];
    expect((handler as () => unknown)()).toEqual({ action: 'deny' });
  });
});

describe('Electron’s own menu', () => {
  it.each([
    ['linux', true],
    ['win32', true],
    ['darwin', false],
  ] as const)('on %s is taken away: %s', (platform, gone) => {
    const setApplicationMenu = vi.fn();
    removeApplicationMenu(platform, { setApplicationMenu });
    expect(setApplicationMenu.mock.calls).toEqual(gone ? [[null]] : []);
  });
});
