import type { Log } from '../ports.js';
import { hasNoKeychain, VaultError, type Vault } from './vault.js';

/** `replaced`: another secret for the same item was requested before this one was done. */
export type KeepOutcome = 'done' | 'failed' | 'replaced';

/**
 * Calls the vault one call at a time and makes the last request win. A keychain may answer after minutes, because its
 * prompt waits for a person, and a hanging call blocks a thread. So there is never a second call beside it, and of
 * several requests for an item only the newest is carried out. However late the answers come, the vault ends up with
 * what was requested last.
 */
export interface VaultKeeper {
  /** @throws VaultError or what the vault throws */
  read(key: string): Promise<string | null>;
  keep(key: string, secret: string): Promise<KeepOutcome>;
  /** `done` also without a keychain, because nothing can be in it. */
  forget(key: string): Promise<KeepOutcome>;
  /** The keys of everything kept. @throws VaultError or what the vault throws */
  keys(): Promise<string[]>;
  /**
   * A call is pending. A keychain's prompt may stay open for minutes, and its call blocks a thread that the end of the
   * process would wait for.
   */
  isBusy(): boolean;
}

/** What an item should hold. Null: it should not exist. */
interface Asked {
  readonly secret: string | null;
  readonly settle: (outcome: KeepOutcome) => void;
}

export function createVaultKeeper(vault: Vault, log: Log): VaultKeeper {
  const asked = new Map<string, Asked>();
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    open += 1;
    const result = last.then(run).finally(() => (open -= 1));
    last = result.catch(() => undefined);
    return result;
  };

  const carryOut = async (key: string): Promise<void> => {
    const newest = asked.get(key);
    if (!newest) return;
    asked.delete(key);
    try {
      await (newest.secret === null ? vault.remove(key) : vault.write(key, newest.secret));
      newest.settle('done');
    } catch (error) {
      const trouble = error instanceof VaultError ? error.trouble : 'other';
      log.warn('keychain refused', { act: newest.secret === null ? 'forget' : 'keep', trouble });
      newest.settle(newest.secret === null && hasNoKeychain(error) ? 'done' : 'failed');
    }
  };

  const ask = (key: string, secret: string | null): Promise<KeepOutcome> =>
    new Promise((resolve) => {
      asked.get(key)?.settle('replaced');
      asked.set(key, { secret, settle: resolve });
      void inTurn(() => carryOut(key));
    });

  return {
    read: (key) => inTurn(() => vault.read(key)),
    keys: () => inTurn(() => vault.keys()),
    keep: (key, secret) => ask(key, secret),
    forget: (key) => ask(key, null),
    isBusy: () => open > 0,
  };
}

/** A vault that several keepers share: one call at a time, whoever makes it. */
export function takingTurns(vault: Vault): Vault {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };
  return {
    read: (key) => inTurn(() => vault.read(key)),
    write: (key, secret) => inTurn(() => vault.write(key, secret)),
    remove: (key) => inTurn(() => vault.remove(key)),
    keys: () => inTurn(() => vault.keys()),
  };
}
