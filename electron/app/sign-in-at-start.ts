/**
 * Policy `signInAtStart`: the browser opens by itself, but only once per login to the computer, however often the app
 * starts (docs/design.md §5).
 */
import { uptime } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Clock, Log } from '../ports.js';
import type { Session } from '../session/session.js';
import { readJsonFile, replaceFile } from '../settings/json-file.js';

const memorySchema = v.object({ login: v.string(), bootedAt: v.number() });

/** The boot time computed from the uptime varies with clock corrections by less than this. */
const SAME_BOOT_MS = 60_000;

export interface LoginMark {
  /** Distinguishes one login from the next while the computer runs, if the system has a name for it. Otherwise `''`. */
  readonly login: string;
  /** When the computer started, on the wall clock. */
  readonly bootedAt: number;
}

export const currentLogin = (env: Readonly<Record<string, string | undefined>>, now: number): LoginMark => ({
  login: env['XDG_SESSION_ID'] ?? env['SESSIONNAME'] ?? '',
  bootedAt: now - uptime() * 1000,
});

export const sameLogin = (a: LoginMark, b: LoginMark): boolean =>
  a.login === b.login && Math.abs(a.bootedAt - b.bootedAt) < SAME_BOOT_MS;

/**
 * Signs in if nobody is signed in, unless the browser was already opened during this login. Call after asking the
 * keychain.
 */
export async function signInAtStart(parts: {
  readonly folder: string;
  readonly session: Session;
  readonly clock: Clock;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Promise<void> {
  const { session, log } = parts;
  const isFree = (): boolean => session.state.kind === 'signedOut';
  if (!isFree()) return;
  const path = join(parts.folder, 'sign-in-at-start.json');
  const mark = currentLogin(parts.env, parts.clock.now());
  const found = readJsonFile(path);
  const before = v.safeParse(memorySchema, found.kind === 'values' ? found.values : null);
  if (before.success && sameLogin(before.output, mark)) return;
  try {
    await replaceFile(path, JSON.stringify(mark));
  } catch {
    // If this cannot be saved, every start would open the browser, which is worse than never.
    log.warn('not signed in at start: it could not be remembered');
    return;
  }
  if (isFree()) await session.signIn({ asSomeoneElse: false });
}
