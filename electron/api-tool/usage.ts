/** Lists the operations and how to call each, for the command line. */
import { API_OPERATIONS } from '../genesys/client.js';
import { pathParams, type AnyOperation, type Query } from '../genesys/operation.js';

export interface NamedOperation {
  readonly name: string;
  readonly operation: AnyOperation;
}

const entries = (api: Readonly<Record<string, AnyOperation>>): NamedOperation[] =>
  Object.entries(api).map(([name, operation]) => ({ name, operation }));

const BY_NAME = new Map<string, NamedOperation>(
  Object.values(API_OPERATIONS).flatMap((api) => entries(api).map((one) => [one.name, one] as const)),
);

/**
 * Finds an operation by its name, or by the vendor's name with the 0 of the new generation. Case matters:
 * `getPresencedefinitions` is a different one.
 */
export const findOperation = (name: string): NamedOperation | null =>
  BY_NAME.get(name) ?? BY_NAME.get(name.replace(/0$/, '')) ?? null;

const WIDTH = 49;
const line = ({ name, operation }: NamedOperation): string =>
  `  ${name.padEnd(WIDTH)}${operation.verb.padEnd(7)}${operation.path}`;

/** Names that resemble what was typed. */
function alike(typed: string): NamedOperation[] {
  const wanted = typed.toLowerCase().replace(/0$/, '');
  return [...BY_NAME.values()].filter(({ name }) => {
    const known = name.toLowerCase();
    return known.includes(wanted) || (known.length > 3 && wanted.includes(known));
  });
}

const HOW = 'npm run api -- OPERATION [--name VALUE …] [--body JSON]';

/** @param typed an unknown name. If any operations resemble it, only those are listed */
export function generalUsage(typed = ''): string {
  const close = typed === '' ? [] : alike(typed);
  const lists =
    close.length > 0
      ? ['Did you mean', ...close.map(line)]
      : Object.entries(API_OPERATIONS).flatMap(([api, operations]) => [api, ...entries(operations).map(line), '']);
  return `${[`Usage: ${HOW}`, '       npm run api -- OPERATION --help', '', ...lists].join('\n').trimEnd()}\n`;
}

const PLACEHOLDERS: Readonly<Record<Query<unknown>['kind'], string>> = {
  text: 'TEXT',
  number: 'NUMBER',
  boolean: 'true|false',
  list: 'A,B,…',
};

const NEEDS = { none: 'No permission is needed', all: 'Needs all of', any: 'Needs any of' } as const;

/** How to call one operation. */
export function callUsage({ name, operation }: NamedOperation): string {
  const { verb, path, permissions, query = {}, body, deprecated } = operation;
  const flags = [
    ...pathParams(path).map((param) => `  --${param} ID (required)`),
    ...Object.entries(query).map(([param, { kind }]) => `  --${param} ${PLACEHOLDERS[kind]}`),
    ...(body ? ['  --body JSON (required)'] : []),
  ];
  return `${[
    `Usage: npm run api -- ${name}${flags.length > 0 ? ' …' : ''}`,
    ...flags,
    '',
    `${verb} ${path}`,
    permissions.need === 'none' ? NEEDS.none : `${NEEDS[permissions.need]}: ${permissions.names.join(', ')}`,
    ...(deprecated ? ['The vendor asks to migrate away from it'] : []),
  ].join('\n')}\n`;
}
