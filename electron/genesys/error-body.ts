/**
 * Reads what a refusal says. The service uses one shape. Gateways, proxies and logins in front of it have their own:
 * `{"fault": {…}}`, `{"error": {…}}`, a numeric code, XML, a line of text (docs/genesys-cloud.md §5). The person
 * should see their words, whatever the shape.
 */
import * as v from 'valibot';
import type { ErrorDetail } from './genesys-error.js';
import { entities, model, optional, readModel, table, text } from './lenient.js';

/** What could be understood of a refusal's body. */
export interface ErrorBody {
  /** The service's sentence, on one line. */
  readonly message: string | null;
  /** `missing.permissions`, `900802`, `invalid_grant`. It has no spaces. */
  readonly code: string | null;
  readonly correlationId: string | null;
  /** The service's message parameters, and `limit`. */
  readonly params: Readonly<Record<string, string>>;
  readonly details: readonly ErrorDetail[];
}

/** The fields that only the vendor's `ErrorBody` has. */
const vendorSchema = model({
  contextId: text,
  messageParams: optional(table(v.union([v.string(), v.number()]))),
  details: optional(entities(model({ errorCode: text, fieldName: text, entityId: text, entityName: text }))),
  limit: optional(model({ key: text })),
});

/** Field names that hold a sentence or explain one, in lower case, the most reliable first. */
const SENTENCES = ['message', 'errormessage', 'error_message', 'faultstring', 'title', 'msg', 'reason'];
const EXPLANATIONS = ['description', 'error_description', 'detail', 'userhelp'];
const CODES = ['code', 'errorcode', 'error_code', 'faultcode'];
/** How deep a sentence may be nested: `{"errors": [{"fault": {…}}]}`. */
const DEEPEST = 4;
const MOST_LOOKED_AT = 50;
const LONGEST_SENTENCE = 1000;
/** A code goes into the log, so nothing but a code may match. */
const CODE = /^[\w.:/-]{1,100}$/;

interface Words {
  readonly message: string | null;
  readonly code: string | null;
}

const sentence = (value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  const line = value
    .slice(0, 4 * LONGEST_SENTENCE)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_SENTENCE);
  return line === '' ? null : line;
};

const code = (value: unknown): string | null => {
  const written = typeof value === 'number' ? String(value) : value;
  return typeof written === 'string' && CODE.test(written) ? written : null;
};

function wordsOfObject(body: object): Words {
  const fields = new Map(Object.entries(body).map(([key, value]): [string, unknown] => [key.toLowerCase(), value]));
  const first = <T>(keys: readonly string[], read: (value: unknown) => T | null): T | null => {
    for (const key of keys) {
      const found = read(fields.get(key));
      if (found !== null) return found;
    }
    return null;
  };
  // OAuth puts a code there, others a sentence.
  const error = fields.get('error');
  const said = first(SENTENCES, sentence) ?? (code(error) === null ? sentence(error) : null);
  const explained = first(EXPLANATIONS, sentence);
  return { message: joined(said, explained), code: first(CODES, code) ?? code(error) };
}

function joined(said: string | null, explained: string | null): string | null {
  if (said === null || explained === null) return said ?? explained;
  if (said.includes(explained)) return said;
  return explained.includes(said) ? explained : `${said.replace(/[.:]$/, '')}: ${explained}`;
}

/** Searches from the outside in and takes the first sentence and the first code, which may be at different depths. */
function wordsOfJson(body: unknown): Words {
  let found: Words = { message: sentence(body), code: null };
  let level: unknown[] = [body];
  for (let depth = 0, looked = 0; depth < DEEPEST && level.length > 0; depth++) {
    const inner: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null || looked >= MOST_LOOKED_AT) continue;
      looked += 1;
      const words = Array.isArray(one)
        ? { message: one.map(sentence).find((line) => line !== null) ?? null, code: null }
        : wordsOfObject(one);
      found = { message: found.message ?? words.message, code: found.code ?? words.code };
      const values: unknown[] = Object.values(one);
      inner.push(...values.slice(0, MOST_LOOKED_AT));
    }
    if (found.message !== null) return found;
    level = inner;
  }
  return found;
}

/** Reads `<am:fault><am:code>900802</am:code><am:message>…`. The element names are those of the JSON shapes. */
function wordsOfXml(body: string): Words {
  const fields = [...body.slice(0, 16_384).matchAll(/<(?:[\w-]+:)?([\w-]{1,40})(?:\s[^<>]{0,500})?>([^<]{1,4000})</g)];
  return wordsOfObject(Object.fromEntries(fields.map(([, name = '', content = '']) => [name, unescapeXml(content)])));
}

const XML_ESCAPES = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
]);
const unescapeXml = (content: string): string =>
  content.replace(/&(?:lt|gt|quot|apos|amp);/g, (escape) => XML_ESCAPES.get(escape) ?? escape);

function wordsOf(body: string, json: unknown): Words {
  if (json !== undefined) return wordsOfJson(json);
  if (/^\s*</.test(body)) return wordsOfXml(body);
  // Truncated JSON is not a sentence. A proxy's plain line is one.
  return { message: /^\s*[[{"]/.test(body) ? null : sentence(body), code: null };
}

/** Reads any refusal's body. Never throws. */
export function parseErrorBody(body: string): ErrorBody {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    json = undefined;
  }
  const words = wordsOf(body, json);
  const reading = readModel(vendorSchema, json);
  const vendor = reading.ok ? reading.value : {};
  const params = Object.entries(vendor.messageParams ?? {}).map(([name, value]) => [name, String(value)] as const);
  const limit = vendor.limit?.key;
  return {
    ...words,
    correlationId: code(vendor.contextId),
    params: Object.fromEntries([...params, ...(limit ? [['limit', limit] as const] : [])]),
    details: (vendor.details ?? []).map((detail) => ({
      errorCode: detail.errorCode ?? null,
      fieldName: detail.fieldName ?? null,
      entityId: detail.entityId ?? null,
      entityName: detail.entityName ?? null,
    })),
  };
}
