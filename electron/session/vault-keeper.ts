import type { Log } from '../ports.js';
import { hasNoKeychain, VaultError, type Vault } from './vault.js';

/** `replaced`: a newer wish for the same item came before this one was done. */
export type KeepOutcome = 'done' | 'failed' | 'replaced';

/**
 * Speaks to the vault one call at a time and keeps the last word last. A keychain may answer after minutes (its prompt waits for a person), and a
 * call that hangs holds a thread: so no second one is begun beside it, and of several wishes for an item only the newest is carried out.
 * In the end the vault has what was asked for last, however late its answers came.
 */
export interface VaultKeeper {
  /** @throws VaultError or what the vault throws */
  read(key: string): Promise<string | null>;
  keep(key: string, secret: string): Promise<KeepOutcome>;
  /** `done` also where there is no keychain, so that nothing can be in it. */
  forget(key: string): Promise<KeepOutcome>;
}

interface Wish {
  readonly secret: string | null;
  readonly settle: (outcome: KeepOutcome) => void;
}

export function createVaultKeeper(vault: Vault, log: Log): VaultKeeper {
  const wishes = new Map<string, Wish>();
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = last.then(run);
    last = result.catch(() => undefined);
    return result;
  };

  const carryOut = async (key: string): Promise<void> => {
    const wish = wishes.get(key);
    if (!wish) return;
    wishes.delete(key);
    try {
      await (wish.secret === null ? vault.remove(key) : vault.write(key, wish.secret));
      wish.settle('done');
    } catch (error) {
      const trouble = error instanceof VaultError ? error.trouble : 'other';
      log.warn('keychain refused', { act: wish.secret === null ? 'forget' : 'keep', trouble });
      wish.settle(wish.secret === null && hasNoKeychain(error) ? 'done' : 'failed');
    }
  };

  const wishFor = (key: string, secret: string | null): Promise<KeepOutcome> =>
    new Promise((resolve) => {
      wishes.get(key)?.settle('replaced');
      wishes.set(key, { secret, settle: resolve });
      void inTurn(() => carryOut(key));
    });

  return {
    read: (key) => inTurn(() => vault.read(key)),
    keep: (key, secret) => wishFor(key, secret),
    forget: (key) => wishFor(key, null),
  };
}
