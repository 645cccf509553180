/** What no page may do, whatever it holds: leave, open, ask for a permission, reach a network (Electron's security checklist; design §7). */
import type { App, Session, WebContents } from 'electron';
import type { Log } from '../../ports.js';
import { APP_ORIGIN } from './app-protocol.js';

/** Denies every permission and every request that is not for one of our own files. */
export function guardSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const ours = details.url.startsWith(`${APP_ORIGIN}/`) || details.url.startsWith('devtools://');
    if (!ours) log.warn('a page asked for the network and was refused', { kind: details.resourceType });
    answer({ cancel: !ours });
  });
}

/** Denies navigation, new windows and webviews in everything this app will ever show. */
export function guardContents(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    const refuse = (event: { preventDefault(): void }): void => {
      log.warn('a page tried to leave and was kept');
      event.preventDefault();
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-attach-webview', refuse);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
