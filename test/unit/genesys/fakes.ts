/** A clock that tests move, a scripted service, and a client between them. */
import { createGenesysClient, type GenesysClient } from '../../../electron/genesys/client.js';
import type { Environment } from '../../../electron/genesys/environment.js';
import type { HttpDeps, TokenSource } from '../../../electron/genesys/http.js';
import type { Clock, FetchPort, Log, LogFields, SocketPort } from '../../../electron/ports.js';

/** Lets everything happen that waits only for promises and streams. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((done) => setImmediate(done));
}

export interface FakeClock extends Clock {
  /** Passes time, timer by timer, and lets what they start continue. */
  advance(ms: number): Promise<void>;
  /** The number of waiting timers. */
  pending(): number;
}

/**
 * @param real as on a real machine: timers may fire `earlyMs` too early, and each look at the clock takes `lookMs`
 */
export function fakeClock(startAt = Date.parse('2026-11-21T10:00:00Z'), real = { earlyMs: 0, lookMs: 0 }): FakeClock {
  let passed = 0;
  let timers: { at: number; run: () => void }[] = [];
  const look = (): number => (passed += real.lookMs);
  return {
    now: () => startAt + look(),
    monotonic: look,
    sinceBoot: look,
    after(ms, run) {
      const timer = { at: passed + Math.max(real.lookMs, ms - real.earlyMs), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    async advance(ms) {
      const end = passed + ms;
      await settle();
      for (;;) {
        const next = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        passed = Math.max(passed, next.at);
        next.run();
        await settle();
      }
      passed = Math.max(passed, end);
    },
    pending: () => timers.length,
  };
}

/** A socket that stays as it is: nothing comes, and what is sent goes nowhere. */
export const silentSocket = (): SocketPort => ({
  onOpen: () => undefined,
  onMessage: () => undefined,
  onClose: () => undefined,
  send: () => undefined,
  close: () => undefined,
});

/** A request as the service sees it. */
export interface SeenRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly init: RequestInit;
}

export type Answer = (request: SeenRequest, turn: number) => Response | Promise<Response>;

export interface FakeService {
  readonly fetch: FetchPort;
  readonly seen: SeenRequest[];
}

export function fakeService(answer: Answer): FakeService {
  const seen: SeenRequest[] = [];
  return {
    seen,
    fetch: async (url, init = {}) => {
      const request: SeenRequest = {
        url: new URL(url),
        method: init.method ?? 'GET',
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? init.body : null,
        init,
      };
      seen.push(request);
      return answer(request, seen.length);
    },
  };
}

export const jsonAnswer = (body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response =>
  new Response(JSON.stringify(body), { ...init, headers: { 'content-type': 'application/json', ...init.headers } });

/** A refusal in the service's wording (docs/genesys-cloud.md §5). */
export const refusal = (
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response =>
  jsonAnswer({ message, code, status, contextId: 'context-1', details: [], errors: [] }, { status, headers });

export const ENVIRONMENT: Environment = {
  region: 'eu_central_1',
  apiUrl: 'https://api.mypurecloud.de',
  loginUrl: 'https://login.mypurecloud.de',
};

export interface LogLine {
  readonly message: string;
  readonly fields: LogFields;
}

export function memoryLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const add = (message: string, fields: LogFields = {}) => {
    lines.push({ message, fields });
  };
  return { lines, info: add, warn: add, error: add };
}

export const fixedToken = (token: string | null): TokenSource => ({
  accessToken: () => token,
  renew: () => Promise.resolve(false),
});

export interface Setup {
  readonly client: GenesysClient;
  readonly clock: FakeClock;
  readonly service: FakeService;
  readonly log: ReturnType<typeof memoryLog>;
}

export function setUp(answer: Answer, change: Partial<HttpDeps> = {}): Setup {
  const clock = fakeClock();
  const service = fakeService(answer);
  const log = memoryLog();
  const client = createGenesysClient({
    environment: ENVIRONMENT,
    fetch: service.fetch,
    clock,
    random: () => 0.5,
    log,
    tokens: fixedToken('secret-token'),
    userAgent: 'PresenceTray/1.0',
    ...change,
  });
  return { client, clock, service, log };
}

/** The error a promise rejects with. Fails if it does not reject. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It was expected to fail');
}
