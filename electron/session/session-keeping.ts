/** Puts the session into the keychain and takes it out again, according to the setting `keepSession`. */
import { environmentKey } from '../genesys/environment.js';
import type { Log } from '../ports.js';
import type { Settings } from '../settings/settings.js';
import type { IssuedSession } from './issued-session.js';
import { packSession, unpackSession, vaultKey, type KeptSession } from './kept-session.js';
import type { Person } from './session-state.js';
import type { SignInTarget } from './sign-in-target.js';
import { VaultError, type Vault } from './vault.js';
import { createVaultKeeper, type KeepOutcome } from './vault-keeper.js';

export type KeepSession = Settings['keepSession'];
/** As in the session's state. */
export type Kept = 'keychain' | 'memory' | 'saving' | 'untilQuit';

export interface SessionKeeping {
  /** Whether a session to this target may outlive the app's run. */
  keeps(target: SignInTarget): boolean;
  /** The kept session for this target on this machine; null where there is none, or none that may be used. Never rejects. */
  read(target: SignInTarget): Promise<KeptSession | null>;
  /** Keeps the session as it is now; `told` gets how that goes. */
  keep(issued: IssuedSession, person: Person, told: (kept: Kept) => void): void;
  /** Resolves true once nothing is in the keychain any more. */
  forget(target: SignInTarget): Promise<boolean>;
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
  const itemFor = async ({ environment, clientId }: SignInTarget) => {
    machine ??= deps.machineId();
    return { environment, clientId, machine: await machine };
  };
  const keeps = (target: SignInTarget): boolean => !target.demo && deps.keepSession() === 'always';

  const forget = async (target: SignInTarget): Promise<boolean> => {
    // The demo org's session never was in the keychain.
    if (target.demo) return true;
    return (await keeper.forget(vaultKey(await itemFor(target)))) !== 'failed';
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
    if (text !== null) return keeper.keep(vaultKey(item), text);
    log.warn('session not kept: it is too large for a keychain');
    await keeper.forget(vaultKey(item));
    return 'failed';
  };

  return {
    keeps,
    forget,
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
      if (!keeps(issued.target)) {
        told('untilQuit');
        // One that was kept under another setting must not come back.
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
