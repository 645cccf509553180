/**
 * What no page may do, whatever it contains: leave, open windows, ask for a permission, reach a network (Electron's
 * security checklist).
 */
import type { App, Session, WebContents } from 'electron';
import type { Log } from '../../ports.js';
import { APP_ORIGIN } from './app-protocol.js';

/** The part of a session that decides on permissions. */
type PermissionSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

/** Denies every permission. */
export function denyPermissions(session: PermissionSession): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}

/**
 * Denies every permission also to a session that holds nothing of ours, such as the default one. It waits until there
 * is one, because asking Electron for the default session makes it, and the tray icon would wait for that.
 */
export function guardSessions(app: Pick<App, 'on'>): void {
  app.on('session-created', denyPermissions);
}

/** The windows' session: denies every permission, and every request except for our own files. */
export function guardSession(session: PermissionSession & Pick<Session, 'webRequest'>, log: Log): void {
  denyPermissions(session);
  session.webRequest.onBeforeRequest((details, answer) => {
    const ours = details.url.startsWith(`${APP_ORIGIN}/`) || details.url.startsWith('devtools://');
    if (!ours) log.warn('a page asked for the network and was refused', { kind: details.resourceType });
    answer({ cancel: !ours });
  });
}

/** Denies navigation, also of frames, new windows, and webviews, in everything this app will ever show. */
export function guardContents(app: Pick<App, 'on'>, log: Log): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const refuse = (event: { preventDefault(): void }): void => {
      log.warn('a page tried to leave and was kept');
      event.preventDefault();
    };
    contents.on('will-navigate', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
