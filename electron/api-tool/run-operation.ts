/**
 * `npm run api -- getPresenceDefinitions --localeCode ALL` calls any operation by name, for administrators and support
 * who want to see the service's answer. This part takes words and returns words. Its caller signs in and prints.
 */
import { parseArgs } from 'node:util';
import en from '../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts } from '../../assets/locales/catalogue.js';
import { callUsage, findOperation, generalUsage, type NamedOperation } from './usage.js';
import type { GenesysClient } from '../genesys/client.js';
import { toProblemText } from '../genesys/error.js';
import { readModel } from '../genesys/lenient.js';
import { pathParams, type LooseArgs, type Query } from '../genesys/operation.js';
import { lookUp } from '../look-up.js';

export interface CallResult {
  /** 0 done, 1 refused or not signed in, 2 usage (docs/design.md §5). */
  readonly exitCode: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

const done = (stdout: string, stderr = ''): CallResult => ({ exitCode: 0, stdout, stderr });
const misused = (complaint: string, usage: string): CallResult => ({
  exitCode: 2,
  stdout: '',
  stderr: `${complaint}\n\n${usage}`,
});

/** The command line is invalid. The message says why. */
class UsageError extends Error {}

function queryValue(name: string, kind: Query<unknown>['kind'], values: readonly string[]): unknown {
  if (kind === 'list') return values.flatMap((value) => value.split(',')).filter((part) => part !== '');
  const value = values.at(-1) ?? '';
  if (values.length > 1) throw new UsageError(`--${name} is given more than once`);
  if (kind === 'number') {
    if (!/^-?\d+$/.test(value)) throw new UsageError(`--${name} takes a number, not "${value}"`);
    return Number(value);
  }
  if (kind === 'boolean') {
    if (value !== 'true' && value !== 'false') throw new UsageError(`--${name} takes true or false, not "${value}"`);
    return value === 'true';
  }
  return value;
}

function bodyValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('--body is not JSON');
  }
}

/** @throws UsageError */
function readArgs({ operation }: NamedOperation, words: readonly string[]): LooseArgs {
  const inPath = pathParams(operation.path);
  const queries = operation.query ?? {};
  const names = [...inPath, ...Object.keys(queries), ...(operation.body ? ['body'] : [])];
  const { values } = parse(words, names);
  const args = new Map<string, unknown>();
  for (const name of names) {
    const given = lookUp(values, name);
    const query = lookUp(queries, name);
    if (given === undefined) {
      if (query === undefined) throw new UsageError(`--${name} is missing`);
    } else if (query !== undefined) {
      args.set(name, queryValue(name, query.kind, given));
    } else {
      const value = queryValue(name, 'text', given);
      args.set(name, name === 'body' ? bodyValue(String(value)) : value);
    }
  }
  return Object.fromEntries(args);
}

function parse(words: readonly string[], names: readonly string[]) {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string', multiple: true } as const]));
  try {
    return parseArgs({ args: [...words], options, allowPositionals: false });
  } catch (error) {
    // The first sentence says which word is wrong.
    throw new UsageError(
      error instanceof Error ? (error.message.split(/[.\n]/)[0] ?? '') : 'The arguments cannot be read',
    );
  }
}

/** A failure in the app's words, plus the service's own. */
function refused(error: unknown): CallResult {
  const problem = toProblemText(error);
  const text = makeTexts('en', en);
  const lines = [text.has(problem.key) ? text(problem.key, problem.params) : problem.key];
  if (problem.serviceMessage) lines.push(`Genesys Cloud: ${problem.serviceMessage}`);
  const facts = [
    problem.status === null ? null : `status ${problem.status}`,
    problem.code === null ? null : `code ${problem.code}`,
    problem.correlationId === null ? null : `correlation id ${problem.correlationId}`,
  ].filter((fact) => fact !== null);
  if (facts.length > 0) lines.push(facts.join(', '));
  return { exitCode: 1, stdout: '', stderr: `${lines.join('\n')}\n` };
}

/**
 * @param words the arguments after `--`
 * @param signIn returns the client. Called only once the arguments are valid
 */
export async function runCall(words: readonly string[], signIn: () => Promise<GenesysClient>): Promise<CallResult> {
  const [name, ...rest] = words;
  if (name === '--help' || name === '-h') return done(generalUsage());
  if (name === undefined || name.startsWith('-')) return misused('Name an operation', generalUsage());
  const found = findOperation(name);
  if (found === null) return misused(`There is no operation ${name}`, generalUsage(name));
  if (rest.includes('--help') || rest.includes('-h')) return done(callUsage(found));
  let args: LooseArgs;
  try {
    args = readArgs(found, rest);
  } catch (error) {
    if (error instanceof UsageError) return misused(error.message, callUsage(found));
    throw error;
  }
  try {
    const client = await signIn();
    const answer = await client.request(found.operation, args);
    const reading = readModel(found.operation.answer, answer);
    const odd = reading.ok ? reading.dropped : [reading.refused];
    return done(
      answer === undefined ? '' : `${JSON.stringify(answer, null, 2)}\n`,
      odd.map(({ path }) => `Note: this app does not understand ${path || 'the whole answer'}\n`).join(''),
    );
  } catch (error) {
    if (error instanceof TypeError) return misused(error.message, callUsage(found));
    return refused(error);
  }
}
