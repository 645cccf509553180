/** A request and its answer, independent of transport: node:http on loopback, or a call inside the process. */

export interface PlainRequest {
  readonly verb: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an answer fails on its way (faults). */
export type Sabotage = 'drop' | 'reset' | 'hang' | 'halfBody';

export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sabotage?: Sabotage;
}

/** A WebSocket as the notification service sees it. */
export interface PlainSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Ends it without a close frame. */
  terminate(): void;
}

/** What a socket's transport tells the notification service. */
export interface SocketEnd {
  message(text: string): void;
  closed(): void;
}

/**
 * Query parameters. Lists may be joined by commas (the vendor's SDKs) or repeated (its swagger says so). Both are read.
 */
export class Query {
  private readonly params: URLSearchParams;

  constructor(text: string) {
    this.params = new URLSearchParams(text);
  }

  text(name: string): string | null {
    const value = this.params.get(name);
    return value === null || value === '' ? null : value;
  }

  list(name: string): string[] {
    return this.params
      .getAll(name)
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter((value) => value !== '');
  }

  /** As sent, for the request log. */
  entries(): Readonly<Record<string, string | readonly string[]>> {
    const names = [...new Set(this.params.keys())];
    return Object.fromEntries(
      names.map((name) => {
        const values = this.params.getAll(name);
        return [name, values.length === 1 ? (values[0] ?? '') : values];
      }),
    );
  }
}

/** Splits the request line's target. Null: it is unreadable. */
export function splitTarget(target: string): { path: string; query: Query } | null {
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  if (!path.startsWith('/')) return null;
  return { path, query: new Query(at < 0 ? '' : target.slice(at + 1)) };
}

export const jsonAnswer = (status: number, json: unknown, headers: Record<string, string> = {}): PlainAnswer => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body: JSON.stringify(json),
});

export const htmlAnswer = (status: number, html: string, headers: Record<string, string> = {}): PlainAnswer => ({
  status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  },
  body: html,
});

export const redirect = (location: string, headers: Record<string, string> = {}): PlainAnswer => ({
  status: 302,
  headers: { Location: location, 'Cache-Control': 'no-store', ...headers },
  body: '',
});
