/** The running app's end of the command line (docs/design.md §5). */
import { answerCommand } from '../desktop/command-line/answer.js';
import { endpointPlaces } from '../desktop/command-line/endpoint.js';
import { startCommandServer } from '../desktop/command-line/server.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Clock, Log } from '../ports.js';
import { problem } from '../presence/problems.js';
import type { Session } from '../session/session.js';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { Explored } from './demo-session.js';
import type { Shell } from './shell.js';
import type { Account } from './signed-in.js';

export interface CommandLineParts {
  readonly userData: string;
  readonly log: Log;
  readonly store: StateStore;
  readonly account: Account;
  readonly session: Session;
  readonly shell: Pick<Shell, 'popup'>;
  readonly clock: Clock;
  texts(): Texts;
  shiftEnds(): Promise<void>;
  quit(): void;
  exploreDemo(): Explored;
}

/** Listens for commands; gives what ends that. Without a place to listen at, the app works on, and the log says why. */
export async function startCommandLine(parts: CommandLineParts): Promise<() => Promise<void>> {
  const { store, account, session, shell, clock, log } = parts;
  try {
    const server = await startCommandServer({
      places: endpointPlaces({ userDataDir: parts.userData, env: process.env, platform: process.platform }),
      log,
      ending: () => ({ exitCode: 1, out: '', err: `${parts.texts()('cli.ended')}\n` }),
      handle: (command, say) =>
        answerCommand(
          command,
          {
            state: () => store.get(),
            onChange: (changed) => store.onChange(() => changed()),
            definitions: () => account.current()?.engine.organizationDefinitions() ?? [],
            pick: (request) =>
              account.current()?.pick(request) ??
              Promise.resolve({ result: 'dropped', problem: problem('error.signInNeeded') }),
            cancelPick: () => account.current()?.engine.cancelPick(),
            togglePopup: () => shell.popup.toggle(),
            showPopup: () => shell.popup.open(),
            exploreDemo: () => parts.exploreDemo(),
            signOut: () => session.signOut({ alsoInBrowser: false }),
            shiftEnds: () => parts.shiftEnds(),
            quit: () => parts.quit(),
            clock,
            texts: () => parts.texts(),
          },
          say,
        ),
    });
    return () => server.close();
  } catch (error) {
    log.error('no command line: nowhere to listen', { cause: error instanceof Error ? error.message : 'unknown' });
    return () => Promise.resolve();
  }
}
