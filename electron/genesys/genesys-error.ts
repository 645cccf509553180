/** The one error of everything that speaks to Genesys Cloud. */
import * as v from 'valibot';

/**
 * `http`: the service refused. `network`: no answer came, or half of one. `tls`: the connection was not trusted. `timeout`: no whole answer in
 * time. `cancelled`: the app itself gave up. `badAnswer`: an answer, but not the service's (a web page, broken JSON, wrong types, a redirect).
 * `tooLarge`: more than the app is willing to read.
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
  /** For the log; free of secrets. */
  readonly message: string;
  readonly status?: number | null;
  /** The service's code (genesys.md §5), or the cause's where no answer came (`ENOTFOUND`, `ERR_CERT_DATE_INVALID`, `html`, `redirect`, …). */
  readonly code?: string | null;
  readonly serviceMessage?: string | null;
  readonly details?: readonly ErrorDetail[];
  /** What goes into the sentence for people: the service's message parameters, `host`, `field`, `limit`. */
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
  /** Whether the same request can succeed later. */
  readonly retryable: boolean;
  /** How long the service asked to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
  /** The request may have taken effect although no usable answer came (design §3.6). */
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

const optionalText = v.fallback(v.nullish(v.string()), null);

/** The vendor's `ErrorBody`, each field for itself: one that is nonsense must not hide the others. */
const errorBodySchema = v.object({
  message: optionalText,
  code: optionalText,
  contextId: optionalText,
  messageParams: v.fallback(v.nullish(v.record(v.string(), v.unknown())), null),
  details: v.fallback(
    v.nullish(
      v.array(
        v.object({
          errorCode: optionalText,
          fieldName: optionalText,
          entityId: optionalText,
          entityName: optionalText,
        }),
      ),
    ),
    null,
  ),
  limit: v.fallback(v.nullish(v.object({ key: optionalText })), null),
});

/** What the service says about a refusal, as far as its body can be understood. */
export interface ErrorBody {
  readonly message: string | null;
  readonly code: string | null;
  readonly correlationId: string | null;
  readonly params: Readonly<Record<string, string>>;
  readonly details: readonly ErrorDetail[];
}

/** Reads the body of a refusal; never throws, whatever it is. */
export function parseErrorBody(text: string): ErrorBody {
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // A refusal without JSON is told by its status alone.
  }
  const parsed = v.safeParse(errorBodySchema, json);
  if (!parsed.success) return { message: null, code: null, correlationId: null, params: {}, details: [] };
  const body = parsed.output;
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(body.messageParams ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = String(value);
  }
  if (body.limit?.key) params['limit'] = body.limit.key;
  return {
    message: body.message ?? null,
    code: body.code ?? null,
    correlationId: body.contextId ?? null,
    params,
    details: (body.details ?? []).map((detail) => ({
      errorCode: detail.errorCode ?? null,
      fieldName: detail.fieldName ?? null,
      entityId: detail.entityId ?? null,
      entityName: detail.entityName ?? null,
    })),
  };
}

/** The app gave up by itself, through its `AbortSignal`. */
export const cancelledError = (mayHaveArrived: boolean): GenesysError =>
  new GenesysError({ kind: 'cancelled', message: 'Given up by the app', mayHaveArrived });
