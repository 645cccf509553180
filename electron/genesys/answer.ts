/** Turns an answer into JSON, or into the error that it reports. */
import { parseErrorBody } from './error-body.js';
import { GenesysError } from './genesys-error.js';
import { isPassingStatus, parseRetryAfter } from './retry.js';

/** An answer that was read completely. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export const correlationIdOf = (answer: RawAnswer): string | null => answer.headers.get('inin-correlation-id');

/** XML is not a page: gateways send refusals in it. */
function isWebPage(answer: RawAnswer): boolean {
  const type = answer.headers.get('content-type') ?? '';
  if (/^(text\/html|application\/xhtml\+xml)/i.test(type)) return true;
  return (
    /^\s*</.test(answer.text) && !/^(text|application)\/(\S+\+)?xml\b/i.test(type) && !/^\s*<\?xml/.test(answer.text)
  );
}

/** When the service says it answered. `Retry-After` dates are on this clock, not on the computer's. */
export function dateOf({ headers }: Pick<RawAnswer, 'headers'>): number | null {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? null : date;
}

const isRedirect = (status: number): boolean => status === 0 || (status >= 300 && status < 400);

/** @param now the service's time, for a `Retry-After` that is a date */
function refusal(answer: RawAnswer, host: string, now: number): GenesysError {
  const { status } = answer;
  const body = parseErrorBody(answer.text);
  const retryAfterMs = isPassingStatus(status)
    ? parseRetryAfter(answer.headers.get('retry-after'), dateOf(answer) ?? now)
    : null;
  const params: Record<string, string> = { ...body.params, host };
  if (body.code?.startsWith('missing.') && !params['permissions']) {
    const named = /:\s*\[?([^\]]+?)\]?\s*\.?$/.exec(body.message ?? '')?.[1];
    if (named) params['permissions'] = named;
  }
  const field = body.details.find((detail) => detail.fieldName)?.fieldName;
  if (field) params['field'] = field;
  return new GenesysError({
    kind: 'http',
    status,
    code: body.code,
    message: `${host} answered ${status}${body.code ? ` ${body.code}` : ''}`,
    serviceMessage: body.message,
    details: body.details,
    params,
    correlationId: correlationIdOf(answer) ?? body.correlationId,
    retryable: isPassingStatus(status),
    retryAfterMs,
  });
}

/**
 * The answer's JSON. Undefined: it has no body.
 * @param now the service's time, as far as earlier answers told it
 * @param reads whether the request changes nothing. A change may have taken effect even if its answer is useless
 * @throws GenesysError
 */
export function readAnswer(answer: RawAnswer, context: { host: string; now: number; reads: boolean }): unknown {
  const { host, now, reads } = context;
  const { status } = answer;
  const bad = (code: string, message: string, retryable: boolean, mayHaveArrived: boolean) =>
    new GenesysError({
      kind: 'badAnswer',
      status,
      code,
      message,
      params: { host },
      correlationId: correlationIdOf(answer),
      retryable,
      mayHaveArrived,
    });
  if (isRedirect(status)) throw bad('redirect', `${host} redirects elsewhere (${status})`, false, false);
  const good = Math.floor(status / 100) === 2;
  // A web page means that a proxy or a captive portal answered. A 401, or a status that passes by itself, is reported
  // as it is.
  if (isWebPage(answer) && status !== 401 && status !== 407 && !isPassingStatus(status)) {
    throw bad('html', `${host} answered ${status} with a web page`, false, false);
  }
  if (!good) throw refusal(answer, host, now);
  if (answer.text.trim() === '') return undefined;
  try {
    return JSON.parse(answer.text);
  } catch {
    throw bad('json', `${host} answered ${status} with broken JSON`, reads, !reads);
  }
}
