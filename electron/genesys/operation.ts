/**
 * An operation of the service as data: verb, path, parameters, body, answer, permissions. The client's methods, their
 * types and the command-line tool's usage derive from it.
 */
import type { GenericSchema, InferOutput } from 'valibot';
import { lookUp } from '../look-up.js';

export type Verb = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A query parameter. `type` exists only for the compiler. */
export interface Query<T> {
  readonly kind: 'text' | 'number' | 'boolean' | 'list';
  readonly type?: T;
}
export const text = <T extends string = string>(): Query<T> => ({ kind: 'text' });
export const number = (): Query<number> => ({ kind: 'number' });
export const boolean = (): Query<boolean> => ({ kind: 'boolean' });
/** Sent as one value, joined by commas (docs/genesys-cloud.md §1.4). */
export const list = <T extends string = string>(): Query<readonly T[]> => ({ kind: 'list' });

/** A JSON body. */
export interface Body<T> {
  readonly kind: 'json';
  readonly type?: T;
}
export const json = <T>(): Body<T> => ({ kind: 'json' });

/** `all` names are needed, or `any` one of them. */
export interface Permissions {
  readonly need: 'none' | 'all' | 'any';
  readonly names: readonly string[];
}
export const all = (...names: string[]): Permissions => ({ need: 'all', names });
export const any = (...names: string[]): Permissions => ({ need: 'any', names });
export const none: Permissions = { need: 'none', names: [] };

type Queries = Readonly<Record<string, Query<unknown>>>;

export interface Operation<P extends string, Q extends Queries, T, S extends GenericSchema> {
  readonly verb: Verb;
  readonly path: P;
  readonly permissions: Permissions;
  readonly query?: Q;
  readonly body?: Body<T>;
  readonly answer: S;
  /** The list parameter (or `body`) that is sent in chunks, whose answers are joined. An empty list sends nothing. */
  readonly chunks?: { readonly of: string; readonly size: number };
  /** Changes nothing, although its verb suggests so. */
  readonly reads?: true;
  /** The vendor asks clients to migrate away from it. */
  readonly deprecated?: true;
}

/** An operation whose details do not matter to the types. */
export type AnyOperation = Operation<string, Queries, unknown, GenericSchema>;

/** Declares an operation and keeps its literal types. */
export const operation = <const P extends string, S extends GenericSchema, Q extends Queries = never, T = never>(
  parts: Operation<P, Q, T, S>,
): Operation<P, Q, T, S> => parts;

type PathParams<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParams<Rest> : never;

/** The single argument object of a method: path parameters, query parameters, body. */
export type ArgsOf<O> =
  O extends Operation<infer P, infer Q, infer T, GenericSchema>
    ? { readonly [N in PathParams<P>]: string } & ([Q] extends [never]
        ? unknown
        : { readonly [K in keyof Q]?: (Q[K] extends Query<infer V> ? V : never) | undefined }) &
        ([T] extends [never] ? unknown : { readonly body: T })
    : never;

export type AnswerOf<O> = O extends { readonly answer: infer S extends GenericSchema } ? InferOutput<S> : never;

/** The names in a path's braces, in order. */
export const pathParams = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');

export type LooseArgs = Readonly<Record<string, unknown>>;

function pathPart(name: string, value: unknown): string {
  // The URL parser would resolve a dot segment, encoded or not, and reach another operation.
  if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
    throw new TypeError(`${name} must be an id`);
  }
  return encodeURIComponent(value);
}

function queryPart(value: unknown): string | null {
  if (typeof value === 'string') return encodeURIComponent(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return null;
  const parts = value.map(queryPart).filter((part) => part !== null);
  return parts.length > 0 ? parts.join(',') : null;
}

/**
 * A call's path and query, encoded.
 * @throws TypeError if a path parameter is missing or would lead to another path
 */
export function operationUrl(operation: AnyOperation, args: LooseArgs): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => pathPart(name, lookUp(args, name)));
  const query = Object.keys(operation.query ?? {}).flatMap((name) => {
    const value = queryPart(lookUp(args, name));
    return value === null ? [] : [`${encodeURIComponent(name)}=${value}`];
  });
  return query.length > 0 ? `${path}?${query.join('&')}` : path;
}

/** Splits a call into one per chunk of its list. */
export function splitIntoChunks(operation: AnyOperation, args: LooseArgs): LooseArgs[] {
  if (!operation.chunks) return [args];
  const { of, size } = operation.chunks;
  const whole = lookUp(args, of);
  if (!Array.isArray(whole)) return [args];
  const items: unknown[] = of === 'body' ? whole : [...new Set<unknown>(whole)];
  const calls: LooseArgs[] = [];
  for (let start = 0; start < items.length; start += size) {
    calls.push({ ...args, [of]: items.slice(start, start + size) });
  }
  return calls;
}
