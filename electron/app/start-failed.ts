/** A start that fails says so, lets go of the lock, and ends: the next start must find nothing in its way. */
import type { App } from 'electron';
import type { Texts } from '../../assets/locales/catalogue.js';
import { asError } from '../desktop/system/crashes.js';
import type { LogFile } from '../desktop/system/log-file.js';

export function startFailed(
  thrown: unknown,
  deps: {
    readonly app: Pick<App, 'exit' | 'releaseSingleInstanceLock'>;
    readonly log: Pick<LogFile, 'error' | 'flushNow'>;
    readonly logFolder: string;
    texts(): Texts;
    /** To standard error. */
    write(text: string): void;
    /** On the desktop, for a person who started the app by a click; it must not wait for them. */
    show(title: string, body: string): void;
  },
): void {
  const { app, log } = deps;
  const { name, message, stack } = asError(thrown);
  try {
    log.error('the start failed', { name, reason: message, stack });
    log.flushNow();
    const texts = deps.texts();
    // An error's words may be several lines; the first one says what it is.
    const said = texts('start.failed', { reason: message.split('\n')[0] ?? name });
    const hint = texts('start.failedHint', { path: deps.logFolder });
    deps.write(`${said}\n${hint}\n`);
    deps.show(said, hint);
  } finally {
    app.releaseSingleInstanceLock();
    app.exit(1);
  }
}
