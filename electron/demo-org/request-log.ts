import type { PlainRequest, Query } from './exchange.js';
import { lookUp } from '../look-up.js';

/** A request as it arrived, for tests and benchmarks, without tokens, codes and secrets. */
export interface RecordedRequest {
  /** Counts from 1. */
  readonly number: number;
  /** Milliseconds since the epoch on this machine's clock, with fractions. */
  readonly time: number;
  readonly verb: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** Parsed JSON, a form as an object, or text. Undefined: none, or a stranger's. */
  readonly body: unknown;
  /** Only the relevant ones, names in lower case. `authorization` shows only its scheme. */
  readonly headers: Readonly<Record<string, string>>;
  /** The caller, as far as the token tells. */
  personId: string | null;
  /** 0 until answered, and for answers that were never sent. */
  status: number;
}

const KEPT = 5000;
const HEADERS = ['accept', 'content-type', 'user-agent', 'genesys-app', 'origin', 'accept-language'];
const SECRETS = new Set(['code', 'code_verifier', 'refresh_token', 'client_secret', 'token']);

/** The latest requests, oldest first. Announces each new one. */
export class RequestLog {
  readonly requests: RecordedRequest[] = [];
  private readonly listeners = new Set<(request: RecordedRequest) => void>();
  private count = 0;

  constructor(private readonly wallClock: () => number) {}

  /**
   * @param known whether we know the sender. Anybody on this computer can reach us, and what strangers send stays
   * private
   */
  add(request: PlainRequest, path: string, query: Query, known: boolean): RecordedRequest {
    this.count += 1;
    const recorded: RecordedRequest = {
      number: this.count,
      time: this.wallClock(),
      verb: request.verb,
      path,
      query: query.entries(),
      body: known ? readable(request) : undefined,
      headers: Object.fromEntries(
        [...HEADERS.map((name) => [name, lookUp(request.headers, name)] as const), scheme(request)].filter(
          (pair): pair is readonly [string, string] => pair[1] !== undefined,
        ),
      ),
      personId: null,
      status: 0,
    };
    this.requests.push(recorded);
    if (this.requests.length > KEPT) this.requests.shift();
    for (const listener of [...this.listeners]) listener(recorded);
    return recorded;
  }

  clear(): void {
    this.requests.length = 0;
  }

  /** Resolves with the next request that fits. */
  next(fits: (request: RecordedRequest) => boolean = () => true): Promise<RecordedRequest> {
    return new Promise((resolve) => {
      const listener = (request: RecordedRequest): void => {
        if (!fits(request)) return;
        this.listeners.delete(listener);
        resolve(request);
      };
      this.listeners.add(listener);
    });
  }
}

const scheme = ({ headers }: PlainRequest): readonly [string, string | undefined] => [
  'authorization',
  headers['authorization']?.split(' ')[0],
];

function readable({ headers, body }: PlainRequest): unknown {
  if (body === '') return undefined;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(
      [...new URLSearchParams(body)].map(([name, value]) => [name, SECRETS.has(name) ? '…' : value]),
    );
  try {
    const json: unknown = JSON.parse(body);
    return json;
  } catch {
    return body;
  }
}
