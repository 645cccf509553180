/** The one error type of everything that talks to Genesys Cloud. */

/**
 * `http`: the service refused. `network`: no answer or only half of one. `tls`: the connection was not trusted.
 * `timeout`: no complete answer in time. `cancelled`: the app gave up. `badAnswer`: not an answer of the service (a web
 * page, broken JSON, wrong types, a redirect). `tooLarge`: more than the app reads.
 */
export type GenesysErrorKind = 'http' | 'network' | 'tls' | 'timeout' | 'cancelled' | 'badAnswer' | 'tooLarge';

/** The vendor's `Detail`. */
export interface ErrorDetail {
  readonly errorCode: string | null;
  readonly fieldName: string | null;
  readonly entityId: string | null;
  readonly entityName: string | null;
}

export interface GenesysErrorFields {
  readonly kind: GenesysErrorKind;
  /** For the log, so without secrets. */
  readonly message: string;
  readonly status?: number | null;
  /**
   * The service's code (docs/genesys-cloud.md §5). If there was no answer, the cause's (`ENOTFOUND`,
   * `ERR_CERT_DATE_INVALID`, `html`, `redirect`, …).
   */
  readonly code?: string | null;
  readonly serviceMessage?: string | null;
  readonly details?: readonly ErrorDetail[];
  /** Values for the sentence people see: the service's message parameters, `host`, `field`, `limit`. */
  readonly params?: Readonly<Record<string, string>>;
  readonly correlationId?: string | null;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | null;
  readonly mayHaveArrived?: boolean;
}

export class GenesysError extends Error {
  override readonly name = 'GenesysError';
  readonly kind: GenesysErrorKind;
  readonly status: number | null;
  readonly code: string | null;
  /** The service's own sentence. */
  readonly serviceMessage: string | null;
  readonly details: readonly ErrorDetail[];
  readonly params: Readonly<Record<string, string>>;
  readonly correlationId: string | null;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** How long the service asked us to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** The request may have taken effect without a usable answer (docs/design.md §3.6). */
  readonly mayHaveArrived: boolean;

  constructor(fields: GenesysErrorFields) {
    super(fields.message);
    this.kind = fields.kind;
    this.status = fields.status ?? null;
    this.code = fields.code ?? null;
    this.serviceMessage = fields.serviceMessage ?? null;
    this.details = fields.details ?? [];
    this.params = fields.params ?? {};
    this.correlationId = fields.correlationId ?? null;
    this.retryable = fields.retryable ?? false;
    this.retryAfterMs = fields.retryAfterMs ?? null;
    this.mayHaveArrived = fields.mayHaveArrived ?? false;
  }
}

/** The app itself gave up, through its `AbortSignal`. */
/** No request can be sent: nobody is signed in. */
export const signInNeeded = (): GenesysError =>
  new GenesysError({ kind: 'http', status: 401, code: 'authentication.required', message: 'Nobody is signed in' });

export const cancelledError = (mayHaveArrived: boolean): GenesysError =>
  new GenesysError({ kind: 'cancelled', message: 'Given up by the app', mayHaveArrived });
