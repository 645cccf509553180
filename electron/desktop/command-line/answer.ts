/** How the running app answers each command. It reads the state and its ports, and knows no socket and no Electron. */
import type { TextKey, TextParams, Texts } from '../../../assets/locales/catalogue.js';
import { fold } from '../../../assets/locales/folding.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { Day } from '../../history/day.js';
import type { Cancel, Clock } from '../../ports.js';
import type { DefinitionView, MessageLifetime, PendingPick } from '../../presence/presence-view.js';
import type { AppState } from '../../ipc/app-state.js';
import type { PlannedActivity } from '../../ipc/planned-activity.js';
import type { ScheduleLack } from '../../schedule/schedule.js';
import { PRIMARY_DEFINITION_IDS } from '../../genesys/primary-definitions.js';
import type { SystemPresence } from '../../genesys/system-presence.js';
import { labelOf, type OrganizationDefinition } from '../../presence/definitions/definition-book.js';
import { LabelChooser } from '../../presence/definitions/label-locale.js';
import type { PickOutcome } from '../../presence/picks/pick.js';
import { sameId } from '../../genesys/same-id.js';
import type { Command, Piece, Reply } from './command.js';
import { matchName, type Match } from './names.js';
import { queueOf } from '../system/end-of-shift.js';
import {
  clockTime,
  forTerminal,
  plainName,
  listJson,
  listText,
  offeredDefinitions,
  seconds,
  statusJson,
  statusText,
} from './report.js';
import { answerDiagnostics } from './diagnostics-answer.js';
import { historyJson, historyText } from './history-report.js';
import { scheduleJson, scheduleText } from './schedule-report.js';
import type { Routine } from '../../settings/routine.js';
import type { Answer, Asker } from './server.js';
import { watchStatus } from './watch.js';

/** What the commands need from the app. */
export interface CommandPort {
  state(): AppState;
  /** Calls on every change of the state. */
  onChange(run: () => void): Cancel;
  /** The person's own routines. Empty: nobody is signed in. */
  routines(): readonly Routine[];
  /** All definitions of the organisation with labels in all languages. Empty: not known yet. */
  definitions(): readonly OrganizationDefinition[];
  /** The engine's `pick`, for a command. */
  pick(wish: {
    definitionId: string;
    message?: { text: string; lifetime: MessageLifetime };
    forMs?: number;
    origin: 'commandLine';
  }): Promise<PickOutcome>;
  /** The engine's `cancelPick`. */
  cancelPick(): void;
  togglePopup(): void;
  showPopup(): void;
  /** Signs in to the demo org, unless policy does not offer it or somebody is signed in. */
  exploreDemo(): 'begun' | 'notOffered' | 'signedIn';
  signOut(): Promise<void>;
  /** Null: nobody is signed in. */
  history(): HistoryPort | null;
  /** Null: nobody is signed in. */
  schedule(): SchedulePort | null;
  /** What support asks for. It tests what it can, which may take a while. */
  diagnose(form: 'json' | Texts): Promise<string>;
  /** Gives the quit automation its turn, for two seconds at most. */
  shiftEnds(): Promise<void>;
  quit(): void;
  readonly clock: Clock;
  /** In the language on display. */
  texts(): Texts;
}

/** The signed-in person's history. */
export interface HistoryPort {
  /** Whether a history is kept. `offByPolicy`: the organisation forbids it. */
  readonly kept: 'yes' | 'off' | 'offByPolicy';
  /** Whether the organisation allows exporting what is shown. */
  readonly mayExport: boolean;
  /** @param date null: today. @returns null: there is no such day */
  day(date: string | null): Promise<Day | null>;
}

/** The signed-in person's schedule. */
export interface SchedulePort {
  /** Settles when it is known whether there is one. */
  settled(): Promise<void>;
  /** Why there is none. Null: there is one. */
  lack(): ScheduleLack | null;
  /** What is planned today, counted from when the person's day begins. */
  today(): readonly PlannedActivity[];
}

/**
 * How long `--set` waits for a starting app to know its person and their presences (docs/design.md §5: two minutes at
 * most).
 */
const READY_WITHIN_MS = 120_000;
/** If the service takes longer, the command says that it is waiting. */
const PATIENCE_MS = 3_000;

type SetCommand = Extract<Command, { name: 'set' }>;

const done = (out = ''): Answer => ({ exitCode: 0, out, err: '' });

/**
 * Answers one command. `null`: this version does not know it.
 * @param say prints at once, while the answer takes time
 */
export async function answerCommand(
  command: Command | null,
  port: CommandPort,
  say: (piece: Piece) => void,
  asker: Asker,
): Promise<Answer> {
  const line = (key: TextKey, params?: TextParams): string => `${port.texts()(key, params)}\n`;
  const failed = (err: string): Answer => ({ exitCode: 1, out: '', err });
  switch (command?.name) {
    case undefined:
      return failed(line('cli.otherVersion'));
    case 'status': {
      const state = port.state();
      const out = command.json ? statusJson(state) : statusText(state, port.clock.now(), port.texts());
      // The output is still complete. The exit status says that nobody is signed in (docs/design.md §5).
      if (state.session.kind === 'signedOut') return { exitCode: 1, out, err: line('cli.notSignedIn') };
      if (state.session.kind === 'expired') return { exitCode: 1, out, err: line('cli.expired') };
      if (state.session.kind === 'signingIn') return { exitCode: 1, out, err: line(signingInKey(state)) };
      return done(out);
    }
    case 'list': {
      const obstacle = await whatHinders(port, READY_WITHIN_MS, () => undefined);
      if (obstacle !== null) return failed(obstacle);
      return done(command.json ? listJson(port.state()) : listText(port.state()));
    }
    case 'watch':
      await watchStatus(command.json, port, say, asker);
      return done();
    case 'history':
      return await history(command, port);
    case 'schedule':
      return await schedule(command.json, port);
    case 'diagnostics':
      return done(await answerDiagnostics(command.json, port, (text) => say({ out: '', err: `${text}\n` })));
    case 'toggle':
      port.togglePopup();
      return done();
    case 'startedAgain':
      if (!command.hidden) port.showPopup();
      if (!command.demo) return done();
      switch (port.exploreDemo()) {
        case 'begun':
          return done();
        case 'notOffered':
          return failed(line('cli.noDemo'));
        case 'signedIn':
          return failed(line('cli.demoSignedIn'));
      }
      break;
    case 'signOut':
      if (port.state().session.kind === 'signedOut') return failed(line('cli.notSignedIn'));
      return { ...done(line('cli.signedOut')), err: await stillOnQueue(port, () => port.signOut()) };
    case 'quit':
      return { ...done(), err: await stillOnQueue(port, () => port.shiftEnds()), afterwards: () => port.quit() };
    case 'set':
      return await set(command, port, (text) => say({ out: '', err: `${text}\n` }));
  }
}

async function history({ date, as }: Extract<Command, { name: 'history' }>, port: CommandPort): Promise<Reply> {
  const failed = (err: string): Reply => ({ exitCode: 1, out: '', err });
  const line = (key: TextKey): string => `${port.texts()(key)}\n`;
  // An expired session still shows its history.
  if (port.history() === null) {
    const obstacle = await whatHinders(port, READY_WITHIN_MS, () => undefined);
    if (obstacle !== null) return failed(obstacle);
  }
  const found = port.history();
  if (found === null) return failed(line('cli.notSignedIn'));
  if (found.kept !== 'yes') return failed(line(found.kept === 'off' ? 'day.off' : 'day.offByPolicy'));
  if (as === 'csv' && !found.mayExport) return failed(line('cli.history.noExport'));
  const day = await found.day(date);
  if (day === null) return failed(line('day.none'));
  switch (as) {
    case 'text':
      return done(historyText(day, port.texts()));
    case 'json':
      return done(historyJson(day));
    case 'csv': {
      // The CSV library is loaded on request. A byte order mark is for spreadsheets, not for pipes.
      const { dayCsv } = await import('../../history/history-csv.js');
      return done(dayCsv(day).replace(/^\uFEFF/, ''));
    }
  }
}

async function schedule(asJson: boolean, port: CommandPort): Promise<Reply> {
  const failed = (err: string): Reply => ({ exitCode: 1, out: '', err: `${err}\n` });
  if (port.schedule() === null) {
    const obstacle = await whatHinders(port, READY_WITHIN_MS, () => undefined);
    if (obstacle !== null) return { exitCode: 1, out: '', err: obstacle };
  }
  const texts = port.texts();
  const found = port.schedule();
  if (found === null) return failed(texts('cli.notSignedIn'));
  await found.settled();
  const lack = found.lack();
  if (lack !== null) {
    if (lack.kind !== 'unread') return failed(texts(`schedule.lack.${lack.kind}`));
    return lack.problem === null
      ? failed(texts('schedule.lack.unread'))
      : failed(`${texts('schedule.lack.failed')} ${problemLines(lack.problem, texts).trimEnd()}`);
  }
  const planned = found.today();
  if (planned.length === 0) return failed(texts('schedule.nothingToday'));
  return done(asJson ? scheduleJson(planned, texts) : scheduleText(planned, port.clock.now(), texts));
}

/** A command cannot ask whether to go Offline first, as the menu does. So it says what the person leaves behind. */
async function stillOnQueue(port: CommandPort, leave: () => Promise<void>): Promise<string> {
  const before = queueOf(port.state());
  await leave();
  const { session } = port.state();
  const onQueue = session.kind === 'signedOut' ? before : queueOf(port.state());
  return onQueue === null ? '' : `${port.texts()('cli.stillOnQueue', { presence: forTerminal(onQueue.label) })}\n`;
}

/** Whether the current sign-in needs no person, or no longer. */
const finishesByItself = ({ session }: AppState): boolean =>
  session.kind === 'signingIn' && (session.step === 'exchanging' || session.demo);
const signingInKey = (state: AppState): TextKey => (finishesByItself(state) ? 'cli.finishingSignIn' : 'cli.signingIn');

/** Offline is in no list, but a command may set it at the end of a shift. */
function settableDefinitions(port: CommandPort): DefinitionView[] {
  const texts = port.texts();
  const chooser = new LabelChooser([texts.language, null]);
  const systemName = (name: SystemPresence): string => texts(`presence.${name}`);
  const offline = port.definitions().flatMap((each): DefinitionView[] => {
    const { id, systemPresence, primary, deactivated } = each;
    if (systemPresence !== 'Offline' || deactivated) return [];
    return [{ id, label: labelOf(each, chooser, systemName), systemPresence, primary }];
  });
  const builtIn = { id: PRIMARY_DEFINITION_IDS.Offline, label: systemName('Offline') };
  if (offline.length === 0) offline.push({ ...builtIn, systemPresence: 'Offline', primary: true });
  return [...offeredDefinitions(port.state()), ...offline];
}

/**
 * `Off Queue` is no presence. It means what the On Queue switch does when turned off, unless the organisation has a
 * presence of that name.
 */
function orOffQueue(
  match: Match,
  typed: string,
  offered: readonly DefinitionView[],
  port: CommandPort,
): Match | { readonly kind: 'notOnQueue' } {
  const name = fold(typed);
  const isMeant = [port.texts()('cli.set.offQueue'), 'Off Queue', 'OffQueue', 'OFF_QUEUE'].some(
    (each) => fold(each) === name,
  );
  if (match.kind !== 'unknown' || !isMeant) return match;
  const { offQueueTo, current } = port.state().presence;
  const definition = offered.find(({ id }) => id === offQueueTo?.id);
  if (definition) return { kind: 'found', definition };
  return current !== null && queueOf(port.state()) === null ? { kind: 'notOnQueue' } : match;
}

async function set(command: SetCommand, port: CommandPort, tell: (text: string) => void): Promise<Reply> {
  const failed = (err: string): Reply => ({ exitCode: 1, out: '', err });
  const limit =
    command.timeoutMs === undefined
      ? null
      : { ms: command.timeoutMs, endsAt: port.clock.monotonic() + command.timeoutMs };
  const readyWithin = Math.min(READY_WITHIN_MS, limit?.ms ?? Infinity);
  const obstacle = await whatHinders(port, readyWithin, tell);
  if (obstacle !== null) return failed(obstacle);

  const texts = port.texts();
  const typed = forTerminal(command.presence);
  const offered = settableDefinitions(port);
  const more: SetMore = {
    message: command.message === null ? null : { text: command.message, lifetime: { kind: 'presence' } },
    forMs: command.forMs,
  };
  const match = orOffQueue(matchName(command.presence, offered, port.definitions()), command.presence, offered, port);
  switch (match.kind) {
    case 'ambiguous':
      return failed(`${texts('cli.set.ambiguous', { name: typed })}\n${candidateLines(match.candidates)}`);
    case 'notOnQueue':
      return { exitCode: 0, out: `${texts('cli.set.notOnQueue')}\n`, err: '' };
    case 'notOffered':
      return failed(`${texts('cli.set.notOffered', { name: forTerminal(match.label) })}\n`);
    case 'unknown': {
      const routine = port.routines().find(({ name }) => fold(name) === fold(command.presence));
      if (routine !== undefined) {
        const definition = offered.find(({ id }) => sameId(id, routine.definitionId));
        // Its presence may be gone, and no routine sets On Queue (docs/design.md §3.12).
        return definition === undefined || definition.systemPresence === 'OnQueue'
          ? failed(`${texts('cli.set.notOffered', { name: typed })}\n`)
          : await setDefinition(withRoutine(more, routine), definition);
      }
      const names = match.nearest.map(forTerminal).join(', ');
      return failed(
        `${names === '' ? texts('cli.set.unknown', { name: typed }) : texts('cli.set.unknownNear', { name: typed, names })}\n`,
      );
    }
    case 'found':
      return await setDefinition(more, match.definition);
  }

  async function setDefinition({ message, forMs }: SetMore, definition: DefinitionView): Promise<Reply> {
    const picked = port.pick({
      definitionId: definition.id,
      ...(message === null ? {} : { message }),
      ...(forMs === null ? {} : { forMs }),
      origin: 'commandLine',
    });
    const left = limit === null ? null : limit.endsAt - port.clock.monotonic();
    const outcome = await withPatience(picked, definition, port, tell, left);
    return outcome === 'timedOut'
      ? failed(givenUp(definition, limit?.ms ?? 0, port))
      : describe(outcome, definition, port);
  }
}

/** What goes with a presence. */
interface SetMore {
  readonly message: { readonly text: string; readonly lifetime: MessageLifetime } | null;
  readonly forMs: number | null;
}

/** What was typed takes precedence over the routine. */
const withRoutine = (typed: SetMore, routine: Routine): SetMore => ({
  message: typed.message ?? routine.message,
  forMs: typed.forMs ?? (routine.forMinutes === null ? null : routine.forMinutes * 60_000),
});

/** Waits for the pick and says what it waits for. Ends with `timedOut` if the command's own limit comes first. */
function withPatience(
  picked: Promise<PickOutcome>,
  wanted: DefinitionView,
  port: CommandPort,
  tell: (text: string) => void,
  limitMs: number | null,
): Promise<PickOutcome | 'timedOut'> {
  return new Promise((resolve) => {
    const cancels: Cancel[] = [];
    const finish = (outcome: PickOutcome | 'timedOut'): void => {
      for (const cancel of cancels.splice(0)) cancel();
      resolve(outcome);
    };
    let told: string | null = null;
    const look = (patient: boolean): void => {
      const pending = pendingFor(wanted, port);
      const key =
        pending === null
          ? null
          : pending.waitingFor === null
            ? patient
              ? 'cli.wait.answer'
              : null
            : WAITING[pending.waitingFor];
      if (key !== null && key !== told) tell(port.texts()(key, { presence: forTerminal(wanted.label) }));
      told = key ?? told;
    };
    void picked.then(finish);
    cancels.push(
      port.onChange(() => look(false)),
      port.clock.after(PATIENCE_MS, () => look(true)),
    );
    if (limitMs !== null) cancels.push(port.clock.after(Math.max(0, limitMs), () => finish('timedOut')));
    look(false);
  });
}

const WAITING = {
  definitions: 'popup.waitingForDefinitions',
  network: 'popup.waitingForNetwork',
  retry: 'popup.waitingForRetry',
  signIn: 'popup.waitingForSignIn',
  confirmation: 'cli.wait.confirmation',
} as const;

/** Our pick, while it is the pending one. */
function pendingFor(wanted: DefinitionView, port: CommandPort): PendingPick | null {
  const { pending } = port.state().presence;
  return pending !== null && sameId(pending.definition?.id ?? '', wanted.id) ? pending : null;
}

/**
 * A script that was told of a failure must not see it succeed later, so a waiting pick is cancelled. One in flight
 * cannot be.
 */
function givenUp(wanted: DefinitionView, ms: number, port: CommandPort): string {
  const texts = port.texts();
  const pending = pendingFor(wanted, port);
  if (pending !== null) port.cancelPick();
  const key = pending !== null && pending.step !== 'sending' ? 'cli.set.timedOut' : 'cli.set.timedOutUnknown';
  return `${texts(key, { presence: forTerminal(wanted.label), time: seconds(ms, texts) })}\n`;
}

const candidateLines = (candidates: readonly DefinitionView[]): string =>
  candidates
    .map(
      ({ id, label, systemPresence, apart = [systemPresence] }) =>
        `  ${id}  ${forTerminal(plainName({ label, apart }))}\n`,
    )
    .join('');

/**
 * The outcome in words: what the presence is now, or why it failed, with the service's own words and correlation id.
 */
function describe(outcome: PickOutcome, wanted: DefinitionView, port: CommandPort): Reply {
  const texts = port.texts();
  const presence = forTerminal(wanted.label);
  switch (outcome.result) {
    case 'done': {
      const { future, definition, message } = outcome.current;
      if (future !== null && definition.id !== wanted.id)
        return done(`${texts('cli.set.afterInteraction', { presence })}\n`);
      // Somebody else changed it before the answer came. The command must report the actual presence (docs/design.md
      // §3.1).
      if (!sameId(definition.id, wanted.id))
        return done(`${texts('cli.set.changedSince', { presence, now: forTerminal(definition.label) })}\n`);
      const { timed } = port.state().presence;
      const lines = [
        message
          ? texts('cli.set.doneMessage', { presence, message: forTerminal(message) })
          : texts('cli.set.done', { presence }),
        ...(timed === null
          ? []
          : [
              texts('cli.set.until', {
                time: clockTime(timed.until, port.clock.now(), texts),
                presence: forTerminal(timed.returnTo.label),
              }),
            ]),
      ];
      return done(`${lines.join('\n')}\n`);
    }
    case 'replaced':
      return { exitCode: 1, out: '', err: `${texts('cli.set.replaced', { presence })}\n` };
    case 'refused':
    case 'notApplied':
    case 'dropped': {
      if (outcome.problem.key === 'pick.stoppedUnanswered')
        return { exitCode: 1, out: '', err: `${texts('cli.endedUnknown', { presence })}\n` };
      const first = texts(`cli.set.${outcome.result}`, { presence });
      return { exitCode: 1, out: '', err: `${first} ${problemLines(outcome.problem, texts)}` };
    }
  }
}

/** The app's sentence, then the service's own words and what its support asks for, as far as they exist. */
function problemLines(problem: ProblemText, texts: Texts): string {
  const lines = [
    texts.has(problem.key) ? texts(problem.key, problem.params) : texts('error.unexpected'),
    ...(problem.serviceMessage ? [texts('cli.problem.service', { words: forTerminal(problem.serviceMessage) })] : []),
    ...(problem.correlationId ? [texts('cli.problem.correlation', { id: forTerminal(problem.correlationId) })] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Waits until the app knows its person and their presences. Returns null, or why it will not. */
async function whatHinders(port: CommandPort, withinMs: number, tell: (text: string) => void): Promise<string | null> {
  const ready = await settled(port, withinMs, tell);
  const state = port.state();
  const texts = port.texts();
  const line = (key: TextKey): string => `${texts(key)}\n`;
  switch (state.session.kind) {
    case 'signedOut':
      return line('cli.notSignedIn');
    case 'expired':
      return line('cli.expired');
    case 'signingIn':
      return line(signingInKey(state));
    case 'starting':
      return line('cli.stillStarting');
    case 'signedIn': {
      const { problem, kind } = state.definitions;
      if (kind === 'failed') {
        return `${texts('cli.noDefinitions')} ${problem === null ? '\n' : problemLines(problem, texts)}`;
      }
      return ready ? null : line('cli.stillStarting');
    }
  }
}

/** True: everything a pick needs is there. False: it certainly will not be, or the time is over. */
function settled(port: CommandPort, withinMs: number, tell: (text: string) => void): Promise<boolean> {
  const verdict = (): boolean | null => {
    const state = port.state();
    const { session, definitions } = state;
    // It does not wait for a sign-in that needs a person.
    if (session.kind === 'starting' || finishesByItself(state)) return null;
    if (session.kind !== 'signedIn' || definitions.kind === 'failed') return false;
    return definitions.kind === 'ready' ? true : null;
  };
  return new Promise((resolve) => {
    const cancels: Cancel[] = [];
    const finish = (ready: boolean): void => {
      for (const cancel of cancels) cancel();
      resolve(ready);
    };
    let told: TextKey | null = null;
    const check = (): void => {
      const found = verdict();
      if (found !== null) {
        finish(found);
        return;
      }
      const { session } = port.state();
      const key: TextKey =
        session.kind === 'starting'
          ? session.waiting
            ? 'cli.wait.keyring'
            : 'cli.wait.ready'
          : session.kind === 'signingIn'
            ? 'cli.wait.signIn'
            : 'cli.wait.presences';
      if (key !== told) tell(port.texts()(key));
      told = key;
    };
    cancels.push(
      port.onChange(check),
      port.clock.after(withinMs, () => finish(false)),
    );
    check();
  });
}
