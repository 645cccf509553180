import { parseArgs } from 'node:util';
import type { DemoOrgOptions } from './index.js';

export const USAGE = `Usage: npm run demo-org -- [--port N] [--users N] [--definitions N]

  --port N            listen on this port of 127.0.0.1; a free one without it
  --users N           so many people in all, agents are made up as needed
  --definitions N     so many presence definitions in all
  --odd-labels        some more whose labels are alike, run from right to left, or cannot be seen
  --seed N            another choice of made-up people
  --colleagues        colleagues change their presences now and then
  --store FILE        keep the organisation in this file
  --refresh-tokens    hand out refresh tokens
  --token-seconds N   lifetime of a token
  --idle-seconds N    inactivity timeout
  --no-faults         without /__demo__/ (faults on demand)
  --help
`;

/** The command line is invalid. The message says which part. */
export class UsageError extends Error {}

/** The options of a command line. @throws UsageError */
export function demoOrgOptions(argv: readonly string[]): DemoOrgOptions | 'help' {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        users: { type: 'string' },
        definitions: { type: 'string' },
        'odd-labels': { type: 'boolean' },
        seed: { type: 'string' },
        store: { type: 'string' },
        'token-seconds': { type: 'string' },
        'idle-seconds': { type: 'string' },
        'refresh-tokens': { type: 'boolean' },
        colleagues: { type: 'boolean' },
        'no-faults': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'unknown option');
  }
  if (values.help === true) return 'help';
  const number = (name: keyof typeof values, least: number, most: number): number | undefined => {
    const text = values[name];
    if (typeof text !== 'string') return undefined;
    if (!/^\d{1,9}$/.test(text) || Number(text) < least || Number(text) > most)
      throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}".`);
    return Number(text);
  };
  const port = number('port', 0, 65_535);
  const users = number('users', 0, 100_000);
  const definitions = number('definitions', 1, 100_000);
  const seed = number('seed', 0, 999_999_999);
  const tokenSeconds = number('token-seconds', 1, 172_800);
  const idleTimeoutSeconds = number('idle-seconds', 1, 28_800);
  return {
    ...(port === undefined ? {} : { port }),
    ...(users === undefined ? {} : { users }),
    ...(definitions === undefined ? {} : { definitions }),
    ...(seed === undefined ? {} : { seed }),
    ...(values.store === undefined ? {} : { storeFile: values.store }),
    faults: values['no-faults'] !== true,
    colleagues: values.colleagues === true,
    oddLabels: values['odd-labels'] === true,
    switches: {
      refreshTokens: values['refresh-tokens'] === true,
      ...(tokenSeconds === undefined ? {} : { tokenSeconds }),
      ...(idleTimeoutSeconds === undefined ? {} : { idleTimeoutSeconds }),
    },
  };
}
