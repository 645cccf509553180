import { createHash, randomBytes } from 'node:crypto';
import { startDemoOrg, type DemoOrg, type DemoOrgOptions } from '../../../electron/demo-org/index.js';
import type { Cancel, Clock } from '../../../electron/ports.js';

/** A clock that only a test moves. */
export class HandClock implements Clock {
  private time = Date.parse('2026-11-20T09:00:00.000Z');
  private readonly waiting = new Set<{ due: number; run: () => void }>();

  now = (): number => this.time;
  monotonic = (): number => this.time;
  sinceBoot = (): number => this.time;
  after = (ms: number, run: () => void): Cancel => {
    const timer = { due: this.time + ms, run };
    this.waiting.add(timer);
    return () => this.waiting.delete(timer);
  };

  /** Advances by `ms`, and runs due timers in order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = [...this.waiting].filter(({ due }) => due <= end).sort((one, other) => one.due - other.due);
      if (next === undefined) break;
      this.waiting.delete(next);
      this.time = Math.max(this.time, next.due);
      next.run();
    }
    this.time = end;
  }
}

/** Runs `use` with a fresh organisation and closes it afterwards. */
export async function withDemoOrg(options: DemoOrgOptions, use: (demo: DemoOrg) => Promise<void>): Promise<void> {
  const demo = await startDemoOrg(options);
  try {
    await use(demo);
  } finally {
    await demo.close();
  }
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test reads of a captured answer
  readonly json: any;
}

/** The REST API as one person sees it. */
export function apiOf(demo: DemoOrg, token: string) {
  return async (verb: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const response = await fetch(`${demo.apiUrl}${path}`, {
      method: verb,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
  };
}

export const pkce = (): { verifier: string; challenge: string } => {
  const verifier = randomBytes(48).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
};

export const REDIRECT = 'http://localhost:49152/';

/** The authorize address that an app would open. */
export function authorizeUrl(demo: DemoOrg, challenge: string, more: Record<string, string> = {}): string {
  const params = new URLSearchParams({
    client_id: demo.clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'a-state',
    ...more,
  });
  return `${demo.loginUrl}/oauth/authorize?${params.toString()}`;
}

/** Presses a person's button on the login page. @returns where the browser is sent, and its cookie */
export async function pressButton(demo: DemoOrg, url: string, name: string) {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ person: demo.org.person(name)?.id ?? '' }).toString(),
  });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { response, location: new URL(response.headers.get('location') ?? 'about:blank'), cookie };
}

/** POST /oauth/token. */
export async function exchange(demo: DemoOrg, form: Record<string, string>): Promise<Reply> {
  const response = await fetch(`${demo.loginUrl}/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}
