/**
 * The session's states and their transitions. Whatever takes time belongs to a sign-in attempt or to a restoration, of
 * which there is at most one. A newer action ends it, and its late answers change nothing.
 */
import type { TextKey } from '../../assets/locales/catalogue.js';
import type { ProblemText } from '../genesys/problem.js';
import { createRateCeiling } from '../genesys/rate-ceiling.js';
import type { TokenSource } from '../genesys/client.js';
import { createEmitter, type Emitter } from '../emitter.js';
import type { Cancel } from '../ports.js';
import { logoutUrl } from './authorization.js';
import { createIssuedSession, revoke, type IssuedEvents, type IssuedSession } from './issued-session.js';
import { isSamePerson, whoAmI, type Me } from './me.js';
import { restoreSession } from './restore-session.js';
import type { Session, SessionDeps } from './session.js';
import { createSessionKeeping, type Kept, type SessionKeeping } from './session-keeping.js';
import type { BrowserStep, Person, SessionState, SignInHint } from './session-state.js';
import { pastProxy, SIGN_IN_TIME_MS, signInWithBrowser, type WaitingSignIn } from './sign-in-attempt.js';
import { problemText, signInProblem } from './sign-in-problem.js';
import type { SignInTarget } from './sign-in-target.js';

/** Nobody should look at an empty popup for longer. After this it says that it waits for the keychain. */
export const KEYCHAIN_LIMIT_MS = 5_000;

interface Attempt {
  readonly controller: AbortController;
  readonly target: SignInTarget;
  /** While waiting for the browser. */
  waiting: WaitingSignIn | null;
  hint: SignInHint | null;
  step: BrowserStep['step'];
  /** When it gives up, on the wall clock. */
  readonly until: number;
  /** Why it may be failing. Shown if it gives up. */
  suspicion: ProblemText | null;
  /** It interrupted a restoration, which _Cancel_ resumes. */
  readonly interrupted: boolean;
}

interface Restoring {
  readonly controller: AbortController;
  /** Whose session it is. Null: the keychain has not said yet. */
  person: Person | null;
  wake: AbortController | null;
}

class SessionMachine implements Session {
  #state: SessionState = { kind: 'starting', waiting: false };
  #issued: IssuedSession | null = null;
  #me: Me | null = null;
  #kept: Kept = 'memory';
  #expired: { readonly person: Person; readonly target: SignInTarget } | null = null;
  /** Where the current or the last failed sign-in or restoration leads. */
  #tried: SignInTarget | null = null;
  #lastPerson: Person | null = null;
  #personChange: Session['personChange'] = null;
  #attempt: Attempt | null = null;
  #restoring: Restoring | null = null;
  #signOuts = 0;
  #keeps = 0;
  #settled: Promise<void> = Promise.resolve();
  readonly #keeping: SessionKeeping;
  readonly #changed: Emitter<[]>;

  constructor(private readonly deps: SessionDeps) {
    this.#changed = createEmitter(deps.log, 'session');
    this.#keeping = createSessionKeeping({
      vault: deps.vault,
      machineId: () => deps.machineId(),
      keepSession: () => deps.keepSession(),
      log: deps.log,
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  get target(): SignInTarget | null {
    return this.#issued?.target ?? this.#expired?.target ?? this.#tried;
  }

  get me(): Me | null {
    return this.#me;
  }

  get personChange(): Session['personChange'] {
    return this.#personChange;
  }

  readonly tokens: TokenSource = {
    accessToken: () => this.#issued?.tokens.accessToken() ?? null,
    renew: (refusedToken) => this.#issued?.tokens.renew(refusedToken) ?? Promise.resolve(false),
  };

  client() {
    return this.#issued?.client ?? null;
  }

  onChange(run: () => void): Cancel {
    return this.#changed.on(run);
  }

  async restore(): Promise<void> {
    if (this.#issued || this.#expired || this.#attempt || this.#restoring) return;
    const target = this.deps.target();
    if (!target) {
      this.#show(null);
      return;
    }
    if (!this.#keeping.keeps(target)) {
      void this.#keeping.forget(target);
      this.#show(null);
      return;
    }
    const mine: Restoring = { controller: new AbortController(), person: null, wake: null };
    this.#restoring = mine;
    this.#tried = target;
    this.#publish({ kind: 'starting', waiting: false });
    const cancelTimer = this.deps.clock.after(KEYCHAIN_LIMIT_MS, () => {
      if (this.#restoring === mine) this.#publish({ kind: 'starting', waiting: true });
    });
    const found = await this.#keeping.read(target);
    cancelTimer();
    if (this.#restoring !== mine) return;
    if (!found) {
      this.#restoring = null;
      this.#show(null);
      return;
    }
    mine.person = found.person;
    this.#publish({ kind: 'starting', waiting: false });
    const result = await restoreSession(this.deps, target, found, {
      signal: mine.controller.signal,
      events: this.#events,
      asleep: (problem, wake) => {
        mine.wake = wake;
        if (this.#restoring === mine) this.#publish({ kind: 'starting', waiting: false, problem });
      },
    }).catch(() => null);
    if (this.#restoring !== mine || result === null) return;
    this.#restoring = null;
    if (result.kind === 'restored') {
      this.#adopt(result.issued, result.me, 'keychain');
      if (result.issued.secrets()?.accessToken !== found.accessToken) this.#keep(result.issued, result.me.person);
      this.#show(null);
    } else {
      this.#lastPerson = found.person;
      this.#expired = { person: found.person, target };
      if (result.problem.status === 401) void this.#keeping.forget(target);
      this.#show(result.problem);
    }
  }

  /** The demo org's session is renewed there. Every other sign-in leads where the settings say. */
  signIn({ asSomeoneElse }: { asSomeoneElse: boolean }): Promise<void> {
    const last = this.#issued?.target ?? this.#expired?.target;
    return this.#begin(last?.demo ? last : this.deps.target(), asSomeoneElse);
  }

  signInTo(target: SignInTarget): Promise<void> {
    return this.#begin(target, false);
  }

  signInUrl(): string | null {
    return this.#attempt?.waiting?.url ?? null;
  }

  async openAgain(): Promise<void> {
    const url = this.signInUrl();
    if (url !== null) await this.deps.openBrowser(url).catch(() => undefined);
  }

  pasteAnswer(text: string): TextKey | null {
    return this.#attempt?.waiting?.paste(text) ?? (this.#attempt?.waiting ? null : 'signIn.paste.over');
  }

  cancelSignIn(): void {
    if (!this.#attempt) return;
    const { controller, suspicion, interrupted } = this.#attempt;
    this.#attempt = null;
    controller.abort();
    if (interrupted && !suspicion && !this.#issued && !this.#expired) void this.restore();
    else this.#show(suspicion);
  }

  async signOut({ alsoInBrowser }: { alsoInBrowser: boolean }): Promise<void> {
    const mine = ++this.#signOuts;
    const target = this.#issued?.target ?? this.#expired?.target ?? this.deps.target();
    const token = this.#issued?.end() ?? null;
    this.#attempt?.controller.abort();
    this.#attempt = null;
    this.#endRestoring();
    this.#issued = null;
    this.#expired = null;
    this.#me = null;
    this.#show(null);
    if (!target) return;
    // The demo org ends with its session, so there is nobody to tell.
    if (target.demo) return;
    if (alsoInBrowser) await this.deps.openBrowser(logoutUrl(target)).catch(() => undefined);
    const tell = (key: 'session.problem.notRevoked' | 'session.problem.notForgotten'): void => {
      if (this.#signOuts !== mine || this.#state.kind !== 'signedOut') return;
      this.#tried = target;
      this.#show(problemText(key, { retryable: false }));
    };
    const revoked = token === null ? Promise.resolve(true) : revoke(this.deps, target, token);
    const forgotten = this.#keeping.forgetAll(target);
    if (!(await revoked)) tell('session.problem.notRevoked');
    const told = forgotten.then((done) => {
      if (!done) tell('session.problem.notForgotten');
    });
    await this.#atMost(KEYCHAIN_LIMIT_MS, told);
  }

  resumed(): void {
    this.#restoring?.wake?.abort();
    this.#issued?.wake();
  }

  screenLocked(): void {
    if (this.deps.keepSession() !== 'untilLock') return;
    if (this.#issued || this.#expired || this.#attempt) void this.signOut({ alsoInBrowser: false });
  }

  keepSessionChanged(): void {
    if (this.#issued && this.#me) this.#keep(this.#issued, this.#me.person);
  }

  keptKeys(all: readonly string[]): Promise<string[]> {
    return this.#keeping.ownKeys(all);
  }

  keychainBusy(): boolean {
    return this.#keeping.isBusy();
  }

  #begin(target: SignInTarget | null, someoneElse: boolean): Promise<void> {
    const interrupted = this.#endRestoring() || (this.#attempt?.interrupted ?? false);
    this.#attempt?.controller.abort();
    this.#attempt = null;
    this.#tried = target;
    if (!target) {
      this.#show(problemText('signIn.problem.notSetUp'));
      return Promise.resolve();
    }
    const mine: Attempt = {
      controller: new AbortController(),
      target,
      waiting: null,
      hint: null,
      step: 'browser',
      until: this.deps.clock.now() + SIGN_IN_TIME_MS,
      suspicion: null,
      interrupted,
    };
    this.#attempt = mine;
    this.#show(null);
    // The previous one must release its port first, since it may be the same.
    this.#settled = this.#settled.then(() => this.#run(mine, target, someoneElse));
    return this.#settled;
  }

  async #run(mine: Attempt, target: SignInTarget, someoneElse: boolean): Promise<void> {
    const { signal } = mine.controller;
    const { clock } = this.deps;
    if (signal.aborted) return;
    let fresh: IssuedSession | null = null;
    try {
      const tokens = await signInWithBrowser(this.deps, target, someoneElse, signal, {
        waiting: (signIn) => (mine.waiting = signIn),
        hint: (hint) => {
          mine.hint = hint;
          if (this.#attempt === mine) this.#show(null);
        },
        exchanging: () => {
          mine.waiting = null;
          mine.hint = null;
          mine.step = 'exchanging';
          if (this.#attempt === mine) this.#show(null);
        },
        suspects: (problem) => (mine.suspicion = problem),
      });
      const expiresAt = tokens.lifetimeMs === null ? null : clock.now() + tokens.lifetimeMs;
      fresh = createIssuedSession(this.deps, target, { ...tokens, expiresAt }, this.#events);
      const { environment } = target;
      const { client } = fresh;
      const me = await pastProxy(this.deps, signal, () =>
        whoAmI({ client, clock, environment }, { retry: true, signal }),
      );
      signal.throwIfAborted();
      this.#attempt = null;
      this.#adopt(fresh, me, 'saving');
      this.#keep(fresh, me.person);
      this.#show(null);
    } catch (error) {
      const token = fresh?.end() ?? null;
      if (token !== null) void revoke(this.deps, target, token);
      if (this.#attempt !== mine) return;
      this.#attempt = null;
      const problem = signInProblem(error, fresh ? 'usersMe' : 'login', target);
      this.deps.log.warn('sign-in came to nothing', { why: problem.key, code: problem.code, status: problem.status });
      this.#show(problem);
    }
  }

  #adopt(next: IssuedSession, me: Me, kept: Kept): void {
    const before = this.#issued;
    const personBefore = this.#lastPerson;
    this.#issued = next;
    this.#me = me;
    this.#kept = kept;
    this.#expired = null;
    this.#lastPerson = me.person;
    this.#personChange = personBefore === null ? 'first' : isSamePerson(personBefore, me.person) ? 'same' : 'other';
    if (before) this.#replace(before, next);
    next.watch();
    this.deps.log.info('signed in', { region: next.target.environment.region, person: this.#personChange });
  }

  /**
   * Another person's session is revoked. The same person's just expires, because revoking it might set their presence
   * to Offline (docs/genesys-cloud.md §4).
   */
  #replace(before: IssuedSession, next: IssuedSession): void {
    const sameItem =
      next.target.environment.apiUrl === before.target.environment.apiUrl &&
      next.target.clientId === before.target.clientId;
    if (!sameItem) void this.#keeping.forget(before.target);
    if (sameItem && this.#personChange === 'same') {
      before.handOver(next.tokens);
      return;
    }
    const token = before.end();
    if (token !== null && this.#personChange === 'other' && !before.target.demo)
      void revoke(this.deps, before.target, token);
  }

  #keep(session: IssuedSession, person: Person): void {
    const mine = ++this.#keeps;
    this.#keeping.keep(session, person, (kept) => {
      // The keychain may answer an earlier call after a newer one was made.
      if (mine !== this.#keeps || session !== this.#issued || this.#kept === kept) return;
      this.#kept = kept;
      if (this.#state.kind === 'signedIn') this.#show(this.#state.problem ?? null);
    });
  }

  /** A session's events count only while it is the current one, or about to be. */
  readonly #events: IssuedEvents = {
    renewed: (session) => {
      const person = session === this.#issued ? this.#me?.person : this.#restoring?.person;
      if (person) this.#keep(session, person);
      if (this.#state.kind === 'signedIn') this.#show(null);
    },
    endMoved: (session) => {
      if (session === this.#issued && this.#state.kind === 'signedIn') this.#show(this.#state.problem ?? null);
    },
    over: (session, problem) => {
      if (session !== this.#issued || !this.#me) return;
      this.#issued = null;
      this.#expired = { person: this.#me.person, target: session.target };
      this.deps.log.info('session over', { code: problem.code, status: problem.status });
      void this.#keeping.forget(session.target);
      this.#show(problem);
    },
  };

  #endRestoring(): boolean {
    const was = this.#restoring !== null;
    this.#restoring?.controller.abort();
    this.#restoring = null;
    return was;
  }

  /** The current state. A running session stays visible while a sign-in happens beside it. */
  #show(problem: ProblemText | null): void {
    const attempt = this.#attempt;
    const signingIn = attempt && { step: attempt.step, until: attempt.until, hint: attempt.hint };
    if (this.#issued && this.#me) {
      const { target, expiresAt, endsSoon } = this.#issued;
      const { person } = this.#me;
      const { demo } = target;
      this.#publish({ kind: 'signedIn', person, demo, kept: this.#kept, expiresAt, endsSoon, signingIn, problem });
    } else if (signingIn) {
      this.#publish({ kind: 'signingIn', demo: this.#attempt?.target.demo ?? false, ...signingIn });
    } else if (this.#expired) {
      const { person, target } = this.#expired;
      this.#publish({ kind: 'expired', person, demo: target.demo, problem });
    } else {
      if (problem === null) this.#tried = null;
      this.#publish({ kind: 'signedOut', problem });
    }
  }

  #publish(next: SessionState): void {
    this.#state = next;
    this.#changed.emit();
  }

  async #atMost(ms: number, work: Promise<void>): Promise<void> {
    let cancel: Cancel = () => undefined;
    const limit = new Promise<void>((resolve) => {
      cancel = this.deps.clock.after(ms, resolve);
    });
    await Promise.race([work, limit]);
    cancel();
  }
}

export const createSession = (deps: SessionDeps): Session =>
  new SessionMachine({ ...deps, ceiling: deps.ceiling ?? createRateCeiling(deps.clock) });
