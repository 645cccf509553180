/** The options of `npm run bench`. */
import { parseArgs } from 'node:util';

/** The rows by name, in the order of measurement. */
export const ROW_NAMES = [
  'start',
  'popup',
  'hotkey',
  'event',
  'memory',
  'freed',
  'idle',
  'status',
  'definitions',
  'team',
  'day',
  'bundles',
  'sdk',
] as const;
export type RowName = (typeof ROW_NAMES)[number];

export interface BenchOptions {
  /** Fewer runs and a shorter idle time: to see that it works, not to quote. */
  readonly quick: boolean;
  readonly rows: readonly RowName[];
}

export const USAGE = `npm run bench -- [--quick] [ROW…]
Rows: ${ROW_NAMES.join(' ')} (all of them where none is named)`;

const isRowName = (name: string): name is RowName => ROW_NAMES.some((each) => each === name);

/** @throws Error that says what is wrong */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.help) return 'help';
  const unknown = positionals.filter((name) => !isRowName(name));
  if (unknown.length > 0) throw new Error(`There is no row ${unknown.join(', ')}.\n${USAGE}`);
  return {
    quick: values.quick,
    rows: positionals.length === 0 ? ROW_NAMES : ROW_NAMES.filter((name) => positionals.includes(name)),
  };
}
