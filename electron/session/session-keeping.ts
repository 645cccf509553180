/** Puts the session into the keychain and takes it out again, as the setting `keepSession` says. */
import { environmentKey } from '../genesys/environment.js';
import type { Log } from '../ports.js';
import type { Settings } from '../settings/settings.js';
import type { IssuedSession } from './issued-session.js';
import { isSessionKey, packSession, unpackSession, vaultKey, type KeptSession } from './kept-session.js';
import type { Person } from './session-state.js';
import type { SignInTarget } from './sign-in-target.js';
import { VaultError, type Vault } from './vault.js';
import { createVaultKeeper, type KeepOutcome } from './vault-keeper.js';

export type KeepSession = Settings['keepSession'];
/** As in the session's state. */
export type Kept = 'keychain' | 'memory' | 'saving' | 'untilQuit';

export interface SessionKeeping {
  /** Whether a session for this target may outlive this run of the app. */
  keeps(target: SignInTarget): boolean;
  /** The kept session for this target on this machine. Null: there is none that may be used. Never rejects. */
  read(target: SignInTarget): Promise<KeptSession | null>;
  /** Keeps the session as it is now. `told` hears the outcome. */
  keep(issued: IssuedSession, person: Person, told: (kept: Kept) => void): void;
  /** Resolves true once this target's session is no longer in the keychain. */
  forget(target: SignInTarget): Promise<boolean>;
  /** Likewise for every session of this computer, including those kept under another region or client id. */
  forgetAll(target: SignInTarget): Promise<boolean>;
  /** Of all keys in the keychain those of sessions of this computer. */
  ownKeys(all: readonly string[]): Promise<string[]>;
  /** A call to the keychain has not come back yet: perhaps its prompt waits for the person. */
  isBusy(): boolean;
}

export function createSessionKeeping(deps: {
  vault: Vault;
  machineId: () => Promise<string>;
  keepSession: () => KeepSession;
  log: Log;
}): SessionKeeping {
  const { log } = deps;
  const keeper = createVaultKeeper(deps.vault, log);
  let machine: Promise<string> | null = null;
  /** Counts calls of keep, and the count at which each item was last kept. */
  let keeps = 0;
  const keptAt = new Map<string, number>();
  const thisMachine = (): Promise<string> => (machine ??= deps.machineId());
  const itemFor = async ({ environment, clientId }: SignInTarget) => ({
    environment,
    clientId,
    machine: await thisMachine(),
  });
  const isKept = (target: SignInTarget): boolean => !target.demo && deps.keepSession() === 'always';

  const forget = async (target: SignInTarget): Promise<boolean> => {
    // The demo org's session is never in the keychain.
    if (target.demo) return true;
    return (await keeper.forget(vaultKey(await itemFor(target)))) !== 'failed';
  };

  const forgetAll = async (target: SignInTarget): Promise<boolean> => {
    if (target.demo) return true;
    const own = forget(target);
    const begun = keeps;
    try {
      const item = await itemFor(target);
      const found = (await keeper.keys()).filter((key) => key !== vaultKey(item) && isSessionKey(key, item.machine));
      // Somebody may have signed in again during the keychain's search. What was kept since then is theirs.
      const keys = found.filter((key) => (keptAt.get(key) ?? 0) <= begun);
      const outcomes = await Promise.all(keys.map((key) => keeper.forget(key)));
      return (await own) && !outcomes.includes('failed');
    } catch (error) {
      log.warn('keychain could not be searched', { trouble: error instanceof VaultError ? error.trouble : 'other' });
      return own;
    }
  };

  const write = async (issued: IssuedSession, person: Person): Promise<KeepOutcome> => {
    const { target } = issued;
    const item = await itemFor(target);
    const secrets = issued.secrets();
    if (secrets === null) return 'replaced';
    const text = packSession({
      environment: environmentKey(target.environment),
      clientId: target.clientId,
      machine: item.machine,
      ...secrets,
      expiresAt: issued.expiresAt,
      person,
    });
    keptAt.set(vaultKey(item), ++keeps);
    return keeper.keep(vaultKey(item), text);
  };

  return {
    keeps: isKept,
    forget,
    forgetAll,
    async ownKeys(all) {
      const id = await thisMachine();
      return all.filter((key) => isSessionKey(key, id));
    },
    isBusy: () => keeper.isBusy(),
    async read(target) {
      try {
        const item = await itemFor(target);
        const text = await keeper.read(vaultKey(item));
        if (text === null) return null;
        const kept = unpackSession(text, item);
        if (typeof kept !== 'string') return kept;
        log.warn('kept session not used', { why: kept });
      } catch (error) {
        log.warn('keychain could not be read', { trouble: error instanceof VaultError ? error.trouble : 'other' });
      }
      return null;
    },
    keep(issued, person, told) {
      if (!isKept(issued.target)) {
        told('untilQuit');
        // A session kept under another setting must not come back.
        void forget(issued.target);
        return;
      }
      told('saving');
      void write(issued, person).then((outcome) => {
        if (outcome !== 'replaced') told(outcome === 'done' ? 'keychain' : 'memory');
      });
    },
  };
}
