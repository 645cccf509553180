/**
 * The first thing the app does: decide whether this process becomes the app or only asks the running one
 * (docs/design.md §5). It runs before Electron is ready, without the event loop, and loads almost nothing.
 */
import { homedir } from 'node:os';
import type { Texts } from '../../../assets/locales/catalogue.js';
import { isOwnOption, parseArguments, type Arguments, type Sentence } from './arguments.js';
import { switchesIn, treatmentOf } from './chromium-switches.js';
import type { Command, Piece } from './command.js';
import { isElsewhere, mayWrite } from './data-folder.js';
import { endpointPlaces, findEndpoints, type EndpointContext } from './endpoint.js';
import { helpText, PROGRAM } from './help.js';
import { performPatiently } from './patient-client.js';
import { patienceFor, startsApp, type Outcome } from './perform.js';
import { EndedError, quickTalk } from './quick-client.js';
import { sleepSync } from './sleep.js';
import { launchRecipe } from './launch-app.js';
import { seconds } from './report.js';
import { writeOut } from './output.js';
import type { Order } from './worker-order.js';

export interface CommandLine {
  /** `process.argv`. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** `app.isPackaged`. */
  readonly packaged: boolean;
  /** `app.getAppPath()`. */
  readonly appPath: string;
  readonly execPath: string;
  /** `app.getPath('userData')`. */
  readonly userDataDir: string;
  /** `--user-data-dir` as it was typed; empty: none was. */
  readonly userDataAsked: string;
  readonly version: string;
  /** The shell's languages, best first, BCP 47. */
  readonly languages: readonly string[];
  /** Called only if this process itself has something to say. */
  texts(): Texts;
  /** What `--diagnostics` tells where no app runs, or it does not answer. Reads the files in the data folder. */
  diagnose(running: false | 'silent', json: boolean): string;
  /** `app.requestSingleInstanceLock()`. May be called again after it returned false. */
  requestLock(): boolean;
  /** The worker's bundle beside main's: `dist/command-line-worker.cjs`. */
  readonly workerScript: string;
}

/** What tests replace. */
export interface RunPorts {
  write(descriptor: 1 | 2, text: string): void;
  ask(command: Command, context: EndpointContext, onPiece: (piece: Piece) => void): Outcome | null;
  askPatiently(order: Order): Outcome;
  sleep(ms: number): void;
  isElsewhere(asked: string, used: string): boolean;
  mayWrite(folder: string): boolean;
}

export type Verdict =
  /** Call `app.exit(code)` at once. All output has been written. */
  | { readonly kind: 'exit'; readonly code: 0 | 1 | 2 }
  /** This process holds the lock and becomes the app. */
  | {
      readonly kind: 'becomeApp';
      readonly hidden: boolean;
      readonly demo: boolean;
      /** The user-data folder may not be written, so that there is no lock in it either: the app runs from memory. */
      readonly readOnly: boolean;
      /** Switches to take back from Chromium's command line, each with the value it is to have instead; null: none. */
      readonly takeBack: readonly (readonly [name: string, instead: string | null])[];
    };

/** How long a start waits for the holder of the lock, which may be starting or ending. */
const MEET_WITHIN_MS = 20_000;
const MEET_EVERY_MS = 200;

export function runCommandLine(line: CommandLine, ports: RunPorts = realPorts(line)): Verdict {
  const { argv, platform, languages } = line;
  const [language = 'en'] = languages;
  const parsed = parseArguments(argv, { fromSource: !line.packaged, platform, language });
  const isAbout = parsed.kind === 'command' || parsed.kind === 'start';
  if (isAbout && ports.isElsewhere(line.userDataAsked, line.userDataDir)) {
    ports.write(2, `${line.texts()('cli.folder.unusable', { path: line.userDataAsked })}\n`);
    return { kind: 'exit', code: 1 };
  }
  switch (parsed.kind) {
    case 'usage': {
      const texts = line.texts();
      ports.write(2, `${texts(parsed.key, parsed.params)}\n${texts('cli.usage.seeHelp', { program: PROGRAM })}\n`);
      return { kind: 'exit', code: 2 };
    }
    case 'help':
      ports.write(1, helpText(line.texts()));
      return { kind: 'exit', code: 0 };
    case 'version':
      ports.write(1, `${line.version}\n`);
      return { kind: 'exit', code: 0 };
    case 'command': {
      warn(parsed.warnings, line, ports);
      const asked = { ...parsed, command: { ...parsed.command, languages } };
      return { kind: 'exit', code: tell(perform(line, asked, ports), asked.command, line, ports) };
    }
    case 'start':
      warn(parsed.warnings, line, ports);
      return start(line, parsed, ports);
  }
}

function warn(warnings: readonly Sentence[], line: CommandLine, ports: RunPorts): void {
  for (const { key, params } of warnings) ports.write(2, `${line.texts()(key, params)}\n`);
}

/** From source every switch is allowed. */
const switchesToTakeBack = ({ argv, platform, packaged }: CommandLine): (readonly [string, string | null])[] =>
  (packaged ? switchesIn(argv.slice(1), platform) : []).flatMap((each) => {
    const treatment = treatmentOf(each);
    if (isOwnOption(each.name)) return [];
    return treatment.kind === 'takenBack' ? [[each.name, treatment.instead] as const] : [];
  });

const contextOf = ({ userDataDir, platform, env }: CommandLine): Order['context'] => ({
  userDataDir,
  env: { ...env },
  platform,
});

const orderOf = (line: CommandLine, command: Command, handedOn: readonly string[]): Order => {
  const recipe = launchRecipe({ ...line, home: homedir(), handedOn });
  const starting = { out: '', err: command.name === 'set' ? `${line.texts()('cli.wait.start')}\n` : '' };
  return { command, context: contextOf(line), recipe, starting };
};

function perform(line: CommandLine, { command, handedOn }: CommandTyped, ports: RunPorts): Outcome {
  const onPiece = (piece: Piece): void => {
    if (piece.out !== '') ports.write(1, piece.out);
    if (piece.err !== '') ports.write(2, piece.err);
  };
  return ports.ask(command, contextOf(line), onPiece) ?? ports.askPatiently(orderOf(line, command, handedOn));
}
type CommandTyped = Extract<Arguments, { kind: 'command' }>;

/** Prints the outcome and returns the exit status. */
function tell(outcome: Outcome, command: Command, line: CommandLine, ports: RunPorts): 0 | 1 {
  const complain = (text: string): 1 => {
    ports.write(2, `${text}\n`);
    return 1;
  };
  switch (outcome.kind) {
    case 'reply':
      if (outcome.reply.out !== '') ports.write(1, outcome.reply.out);
      if (outcome.reply.err !== '') ports.write(2, outcome.reply.err);
      return outcome.reply.exitCode;
    case 'notRunning': {
      for (const reason of outcome.refused) ports.write(2, `${line.texts()('cli.ignoredPlace', { reason })}\n`);
      if (command.name === 'diagnostics') {
        ports.write(1, line.diagnose(false, command.json));
        ports.write(2, `${line.texts()('cli.diagnostics.notRunning')}\n`);
        return 0;
      }
      return command.name === 'quit' ? 0 : complain(line.texts()('cli.notRunning'));
    }
    case 'left':
      return 0;
    case 'ended':
      return complain(
        command.name === 'set'
          ? line.texts()('cli.endedUnknown', { presence: command.presence })
          : line.texts()(command.name === 'watch' ? 'cli.watch.ended' : 'cli.ended'),
      );
    case 'noAnswer':
      if (command.name === 'diagnostics') ports.write(1, line.diagnose('silent', command.json));
      return complain(line.texts()('cli.noAnswer', { reason: outcome.why }));
    case 'startFailed':
      return complain(
        hasDisplay(line) ? line.texts()('cli.startFailed', { reason: outcome.why }) : line.texts()('cli.noDisplay'),
      );
    case 'startTooSlow':
      return complain(
        command.name === 'set' && command.timeoutMs !== undefined
          ? line.texts()('cli.startTooSlowFor', {
              presence: command.presence,
              time: seconds(command.timeoutMs, line.texts()),
            })
          : line.texts()('cli.startTooSlow'),
      );
  }
}

/**
 * A start while the app runs shows that app and ends. It asks the socket before the lock: on a home used by two
 * machines the lock says nothing about this machine. Whoever gets the lock becomes the app. If the holder stays silent
 * (it is starting or ending), the lock is tried again for a while.
 */
function start(line: CommandLine, { hidden, demo }: Extract<Arguments, { kind: 'start' }>, ports: RunPorts): Verdict {
  const order = orderOf(line, { name: 'startedAgain', hidden, demo, languages: line.languages }, []);
  const quietly = (): void => undefined;
  const exit = (outcome: Outcome): Verdict => ({ kind: 'exit', code: tell(outcome, order.command, line, ports) });
  let silence = 'timeout';
  for (let waited = 0; waited <= MEET_WITHIN_MS; waited += MEET_EVERY_MS) {
    const quick = ports.ask(order.command, order.context, quietly);
    if (quick?.kind === 'reply') return exit(quick);
    const takeBack = switchesToTakeBack(line);
    if (line.requestLock()) return { kind: 'becomeApp', hidden, demo, readOnly: false, takeBack };
    const outcome = quick ?? ports.askPatiently(order);
    if (outcome.kind === 'reply') return exit(outcome);
    // Nobody has a lock that cannot be made; an app that runs from this folder all the same would have answered.
    if (waited === 0 && !ports.mayWrite(line.userDataDir)) {
      ports.write(2, `${line.texts()('cli.folder.readOnly', { path: line.userDataDir })}\n`);
      return { kind: 'becomeApp', hidden, demo, readOnly: true, takeBack };
    }
    if (outcome.kind === 'noAnswer') silence = outcome.why;
    ports.sleep(MEET_EVERY_MS);
  }
  return exit({ kind: 'noAnswer', why: silence });
}

/** @returns null: the quick way does not work, so the patient one must be tried */
export function askQuickly(
  command: Command,
  context: EndpointContext,
  onPiece: (piece: Piece) => void,
): Outcome | null {
  const { endpoints, refused } = findEndpoints(endpointPlaces(context));
  if (endpoints.length === 0) return startsApp(command) ? null : { kind: 'notRunning', refused };
  // An endless answer would keep this thread polling.
  if (context.platform === 'win32' || command.name === 'watch') return null;
  for (const endpoint of endpoints) {
    const talk = quickTalk(endpoint, command, patienceFor(command), onPiece);
    if (talk instanceof EndedError) return { kind: 'ended' };
    if (talk instanceof Error) return { kind: 'noAnswer', why: talk.message };
    if (talk !== null) return { kind: 'reply', reply: talk };
  }
  return null;
}

const realPorts = (line: CommandLine): RunPorts => ({
  write: writeOut,
  ask: askQuickly,
  askPatiently: (order) => performPatiently(line.workerScript, order),
  sleep: sleepSync,
  isElsewhere,
  mayWrite,
});

/** Without a display Chromium would just die with a signal and not say why. */
const hasDisplay = ({ platform, env }: CommandLine): boolean =>
  platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
