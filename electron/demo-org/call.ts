import * as v from 'valibot';
import { lookUp } from '../look-up.js';
import type { PlainRequest, Query } from './exchange.js';
import type { Person } from './people.js';
import { malformed, unsupportedMediaType } from './service-error.js';
import type { Grant } from './tokens.js';

/** An API call whose token was accepted. */
export interface Call {
  readonly request: PlainRequest;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Who calls. */
  readonly person: Person;
  readonly grant: Grant;
  readonly correlationId: string;
}

/** What a route answers: a status and, unless it is 204, JSON. */
export interface Answer {
  readonly status: number;
  readonly json?: unknown;
}

export const ok = (json: unknown): Answer => ({ status: 200, json });
/** "void (no response body)" */
export const done: Answer = { status: 204 };

export interface Route {
  readonly verb: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/v2/users/{userId}/presences/purecloud` */
  readonly path: string;
  /** All are needed. */
  readonly all?: readonly string[];
  /** One is enough. */
  readonly any?: readonly string[];
  /** The call does not restart the inactivity timeout. */
  readonly preservesIdle?: (call: Call) => boolean;
  readonly handle: (call: Call) => Answer;
}

/** A path parameter of the route. */
export const param = (call: Call, name: string): string => lookUp(call.params, name) ?? '';

const MEDIA_TYPE = /^application\/(?:[\w.-]+\+)?json\b/i;

/**
 * The body, parsed by its schema.
 * @throws ServiceError 415 for another media type, 400 for broken JSON and for missing or wrongly typed fields
 */
export function readBody<S extends v.GenericSchema>(call: Call, schema: S): v.InferOutput<S> {
  if (!MEDIA_TYPE.test(call.request.headers['content-type'] ?? '')) throw unsupportedMediaType();
  let json: unknown;
  try {
    json = JSON.parse(call.request.body);
  } catch {
    throw malformed([]);
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return parsed.output;
  throw malformed(
    parsed.issues.map((issue) => ({ errorCode: 'invalid.field', fieldName: v.getDotPath(issue) ?? 'body' })),
    `The request body is not valid: ${parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`).join('; ')}`,
  );
}
