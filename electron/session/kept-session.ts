/** The keychain's item: one session for one environment, one OAuth client and one machine (docs/design.md §3.13). */
import * as v from 'valibot';
import { environmentKey, type Environment } from '../genesys/environment.js';
import { personSchema } from './session-state.js';

/** A token that is safe in a header: visible ASCII only, so that nothing can be injected after it. */
export const tokenSchema = v.pipe(v.string(), v.regex(/^[\x21-\x7e]+$/));

const keptSessionSchema = v.object({
  environment: v.string(),
  clientId: v.string(),
  machine: v.string(),
  accessToken: tokenSchema,
  refreshToken: v.nullable(tokenSchema),
  /** By this machine's clock, in milliseconds since the epoch. Null: unknown. */
  expiresAt: v.nullable(v.number()),
  person: personSchema,
});
export type KeptSession = v.InferOutput<typeof keptSessionSchema>;

/** What an item must match to be used. */
export interface KeptFor {
  readonly environment: Environment;
  readonly clientId: string;
  readonly machine: string;
}

/** The end of every item name of this machine. */
const machineMark = (machine: string): string => ` ${machine.slice(0, 12)}`;

/**
 * The item's name in the keychain. It contains the machine, so that two machines with one roaming profile do not
 * overwrite each other's item.
 */
export const vaultKey = ({ environment, clientId, machine }: KeptFor): string =>
  `${environmentKey(environment)} ${clientId}${machineMark(machine)}`;

/** Whether an item holds a session of this machine, for any environment and client. */
export const isSessionKey = (key: string, machine: string): boolean => key.endsWith(machineMark(machine));

export const packSession = (kept: KeptSession): string => JSON.stringify(kept);

/** The session in an item, or why it cannot be used here. */
export function unpackSession(text: string, wanted: KeptFor): KeptSession | 'unreadable' | 'elsewhere' {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'unreadable';
  }
  const parsed = v.safeParse(keptSessionSchema, json);
  if (!parsed.success) return 'unreadable';
  const kept = parsed.output;
  const fits =
    kept.environment === environmentKey(wanted.environment) &&
    kept.clientId === wanted.clientId &&
    kept.machine === wanted.machine;
  return fits ? kept : 'elsewhere';
}
