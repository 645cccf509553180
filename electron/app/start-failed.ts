/** A failed start says so, releases the lock and ends, so that nothing is in the next start's way. */
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
    /** Writes to standard error. */
    write(text: string): void;
    /** Shows it on the desktop, for a person who started the app by a click. It must not wait for them. */
    show(title: string, body: string): void;
  },
): void {
  const { app, log } = deps;
  const { name, message, stack } = asError(thrown);
  try {
    log.error('the start failed', { name, reason: message, stack });
    log.flushNow();
    const texts = deps.texts();
    // An error's message may have several lines. The first says what it is.
    const said = texts('start.failed', { reason: message.split('\n')[0] ?? name });
    const hint = texts('start.failedHint', { path: deps.logFolder });
    deps.write(`${said}\n${hint}\n`);
    deps.show(said, hint);
  } finally {
    app.releaseSingleInstanceLock();
    app.exit(1);
  }
}
