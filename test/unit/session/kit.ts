import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { english } from '../english.js';
import { startDemoOrg, type DemoOrg, type DemoOrgOptions } from '../../../electron/demo-org/index.js';
import type { FetchPort, Log, LogFields } from '../../../electron/ports.js';
import { createMemoryVault } from '../../../electron/session/memory-vault.js';
import type { Session, SessionDeps } from '../../../electron/session/session.js';
import { createSession } from '../../../electron/session/session-machine.js';
import type { SessionState } from '../../../electron/session/session-state.js';
import { plainTarget, type SignInTarget } from '../../../electron/session/sign-in-target.js';
import { HandClock } from '../demo-org/with-demo-org.js';

export { HandClock };
export const texts = english;

/** A log that remembers every line, fields included. */
export function rememberingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, fields?: LogFields): void => {
    lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { lines, info: write, warn: write, error: write };
}

export interface Visit {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request as a browser on this machine sends it, to a chosen address with a chosen Host. */
export function visit(
  url: string,
  change: { address?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<Visit> {
  const { host, port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        host: change.address ?? '127.0.0.1',
        port,
        path: pathname + search,
        method: change.method ?? 'GET',
        headers: { host, ...change.headers },
        agent: false,
      },
      (answer) => {
        let body = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (body += part));
        answer.once('error', reject);
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      },
    );
    sent.once('error', reject);
    sent.end();
  });
}

export const targetOf = (demo: DemoOrg, change: Partial<SignInTarget> = {}): SignInTarget => ({
  ...plainTarget({ region: 'custom', apiUrl: demo.apiUrl, loginUrl: demo.loginUrl }, demo.clientId),
  ...change,
});

export interface Kit {
  readonly demo: DemoOrg;
  readonly clock: HandClock;
  readonly log: ReturnType<typeof rememberingLog>;
  readonly vault: ReturnType<typeof createMemoryVault>;
  /** Every request the app sent: where to, with which bearer. */
  readonly sent: {
    readonly url: string;
    readonly method: string;
    readonly bearer: string | null;
    readonly body: string;
  }[];
  /** The addresses opened in the browser. */
  readonly opened: string[];
  target: SignInTarget | null;
  keepSession: 'always' | 'untilQuit' | 'untilLock';
  /** A session of a fresh run of the app, on the same keychain. */
  start(change?: Partial<SessionDeps>): Session;
  /** Presses a person's button on the login page and follows the redirects. Returns what the browser then shows. */
  choose(name: string, url?: string): Promise<Visit>;
  /** Signs in as a person would. Resolves when it is decided. */
  signIn(session: Session, name: string, asSomeoneElse?: boolean): Promise<void>;
  /** The service ends the session, and a request of the app finds out. */
  expire(session: Session): Promise<void>;
}

/** A complete sign-in against the demo org, with a browser played by the test. */
export async function withKit(options: DemoOrgOptions, use: (kit: Kit) => Promise<void>): Promise<void> {
  const demo = await startDemoOrg(options);
  const sent: Kit['sent'] = [];
  const opened: string[] = [];
  const recordingFetch: FetchPort = (url, init) => {
    const bearer = new Headers(init?.headers).get('authorization')?.replace(/^Bearer /, '') ?? null;
    sent.push({ url, method: init?.method ?? 'GET', bearer, body: typeof init?.body === 'string' ? init.body : '' });
    return fetch(url, init);
  };
  const kit: Kit = {
    demo,
    clock: new HandClock(),
    log: rememberingLog(),
    vault: createMemoryVault(),
    sent,
    opened,
    target: targetOf(demo),
    keepSession: 'always',
    start: (change = {}) =>
      createSession({
        fetch: recordingFetch,
        clock: kit.clock,
        random: () => 0.5,
        log: kit.log,
        vault: kit.vault,
        openBrowser: (url) => {
          opened.push(url);
          return Promise.resolve();
        },
        machineId: () => Promise.resolve('0123456789abcdef0123456789abcdef'),
        target: () => kit.target,
        keepSession: () => kit.keepSession,
        texts: () => texts,
        userAgent: 'presence-tray-test',
        ...change,
      }),
    async choose(name, url = opened.at(-1) ?? '') {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ person: demo.org.person(name)?.id ?? '' }).toString(),
      });
      return visit(answer.headers.get('location') ?? '');
    },
    async signIn(session, name, asSomeoneElse = false) {
      const before = opened.length;
      const done = session.signIn({ asSomeoneElse });
      await until(session, () => opened.length > before || !isSigningIn(session.state));
      if (isSigningIn(session.state)) await kit.choose(name);
      await done;
    },
    async expire(session) {
      demo.faults.expireTokens();
      await session
        .client()
        ?.users.getUsersMe({})
        .catch(() => undefined);
    },
  };
  try {
    await use(kit);
  } finally {
    await demo.close();
  }
}

/** A sign-in is under way, beside a running session or without. */
export const isSigningIn = (state: SessionState): boolean =>
  state.kind === 'signingIn' || (state.kind === 'signedIn' && Boolean(state.signingIn));

/** Resolves once something holds. Checks after every change and every turn of the event loop. */
export async function until(session: Session | null, holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise<void>((resolve) => {
      const end = session?.onChange(resolve);
      setImmediate(() => {
        end?.();
        resolve();
      });
    });
  }
}

/** Resolves with the state once it has this kind. */
export async function stateOf<K extends SessionState['kind']>(session: Session, kind: K) {
  await until(session, () => session.state.kind === kind);
  const { state } = session;
  if (!isKind(state, kind)) throw new Error(`the state is ${state.kind}`);
  return state;
}

const isKind = <K extends SessionState['kind']>(
  state: SessionState,
  kind: K,
): state is Extract<SessionState, { kind: K }> => state.kind === kind;
