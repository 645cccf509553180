/** The running app's end of the command line (docs/design.md §5). */
import { answerCommand, type HistoryPort, type SchedulePort } from '../desktop/command-line/answer.js';
import type { Command } from '../desktop/command-line/command.js';
import { endpointPlaces } from '../desktop/command-line/endpoint.js';
import { startCommandServer } from '../desktop/command-line/server.js';
import { dayBounds, dayOf } from '../history/day.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Clock, Log } from '../ports.js';
import { problem } from '../presence/problems.js';
import type { Session } from '../session/session.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Texts } from '../../assets/locales/catalogue.js';
import type { Diagnose } from './diagnose.js';
import type { Explored } from './demo-session.js';
import type { Shell } from './shell.js';
import type { Account } from './signed-in.js';

export interface CommandLineParts {
  readonly userData: string;
  readonly log: Log;
  readonly store: StateStore;
  readonly account: Account;
  readonly session: Session;
  readonly settings: SettingsStore;
  readonly shell: Pick<Shell, 'popup'>;
  readonly clock: Clock;
  texts(): Texts;
  /** For a shell with these languages. */
  textsIn(languages: readonly string[]): Texts;
  shiftEnds(): Promise<void>;
  quit(): void;
  exploreDemo(): Explored;
  readonly diagnose: Diagnose;
}

/** Listens for commands. Returns what ends it. Without a place to listen, the app still works, and the log says why. */
export async function startCommandLine(parts: CommandLineParts): Promise<() => Promise<void>> {
  const { store, account, session, shell, clock, log } = parts;
  const textsFor = (command: Command | null): Texts =>
    command?.languages === undefined ? parts.texts() : parts.textsIn(command.languages);
  try {
    const server = await startCommandServer({
      places: endpointPlaces({ userDataDir: parts.userData, env: process.env, platform: process.platform }),
      log,
      ending: (command) => ({
        exitCode: 1,
        out: '',
        err: `${textsFor(command)(command?.name === 'watch' ? 'cli.watch.ended' : 'cli.ended')}\n`,
      }),
      handle: (command, say, asker) =>
        answerCommand(
          command,
          {
            state: () => store.get(),
            onChange: (changed) => store.onChange(() => changed()),
            definitions: () => account.current()?.engine.organizationDefinitions() ?? [],
            routines: () => account.current()?.personal.get().routines ?? [],
            pick: (request) =>
              account.current()?.pick(request) ??
              Promise.resolve({ result: 'dropped', problem: problem('error.signInNeeded') }),
            cancelPick: () => account.current()?.engine.cancelPick(),
            togglePopup: () => shell.popup.toggle(),
            showPopup: () => shell.popup.open(),
            exploreDemo: () => parts.exploreDemo(),
            history: () => historyPort(account, parts.settings),
            schedule: () => schedulePort(account, parts.settings, clock),
            signOut: () => session.signOut({ alsoInBrowser: false }),
            diagnose: (form) => parts.diagnose(form),
            shiftEnds: () => parts.shiftEnds(),
            quit: () => parts.quit(),
            clock,
            texts: () => textsFor(command),
          },
          say,
          asker,
        ),
    });
    return () => server.close();
  } catch (error) {
    log.error('no command line: nowhere to listen', { cause: error instanceof Error ? error.message : 'unknown' });
    return () => Promise.resolve();
  }
}

function historyPort(account: Account, settings: SettingsStore): HistoryPort | null {
  const history = account.current()?.history;
  if (history === undefined) return null;
  const kept = history.current();
  const { dayStartsAtMinutes, export: mayExport } = settings.get();
  return {
    kept: kept !== null ? 'yes' : settings.lockedBy('history') === 'policy' ? 'offByPolicy' : 'off',
    mayExport,
    day: async (date) => (await kept?.day(date ?? kept.today(dayStartsAtMinutes), dayStartsAtMinutes)) ?? null,
  };
}

function schedulePort(account: Account, settings: SettingsStore, clock: Clock): SchedulePort | null {
  const schedule = account.current()?.schedule;
  if (schedule === undefined) return null;
  return {
    settled: () => schedule.settled(),
    lack: () => schedule.lack(),
    today() {
      const { dayStartsAtMinutes } = settings.get();
      const bounds = dayBounds(dayOf(clock.now(), dayStartsAtMinutes), dayStartsAtMinutes);
      return bounds === null ? [] : schedule.planned(bounds.from, bounds.to);
    },
  };
}
