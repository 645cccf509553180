/**
 * *Forget everything*: what the app keeps for people on this computer goes, in the keychain and on the disk, and the
 * app is as on its first run.
 * What stays: the last good policy, which is the organisation's word (docs/adr/0013); what lies below another
 * `--user-data-dir`, which is another app; the number this machine goes by where the system has none; and Chromium's
 * own files, in which nothing of a person is.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptThings } from '../ipc/contract/settings.js';
import type { Log } from '../ports.js';
import type { ProxySignIn } from '../session/proxy-sign-in.js';
import { proxyOfKey } from '../session/proxy-sign-in.js';
import type { Session } from '../session/session.js';
import { hasNoKeychain, VaultError, type Vault } from '../session/vault.js';
import { notice, type AppNotice } from '../settings/app-notice.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { LogFile } from '../desktop/system/log-file.js';
import type { Notices } from './notices.js';
import type { Account } from './signed-in.js';

export interface ForgettingDeps {
  readonly userData: string;
  readonly session: Pick<Session, 'signOut' | 'keptKeys'>;
  readonly account: Pick<Account, 'flushed'>;
  readonly settings: Pick<SettingsStore, 'reset'>;
  readonly notices: Pick<Notices, 'forget' | 'tell'>;
  readonly files: Pick<SavedFiles, 'flushed'>;
  readonly log: Log & Pick<LogFile, 'forget'>;
  readonly vault: Pick<Vault, 'keys' | 'remove'>;
  readonly proxy: Pick<ProxySignIn, 'forget'>;
  /** What proxies took is in the network session, too. */
  forgetProxies(): Promise<void>;
  /** Closes the windows: what they leave behind goes with the rest. */
  closeWindows(): void;
  /** Everything is gone: the app shows itself as on its first run. */
  done(): void;
}

export interface Forgetting {
  /** What there is, for a person to agree to. Never rejects. */
  kept(): Promise<KeptThings>;
  /** Resolves when it is gone; what could not be removed is a notice. Never rejects. */
  forget(): Promise<void>;
}

/**
 * Below the user-data folder, in the order they are removed; none of Chromium's own files ends so. Which updates failed
 * says nothing of a person, and they must not be fetched again.
 */
const FOLDERS = ['history', 'people', 'definitions-before-import'] as const;
const FILES = /^(?!(last-policy|updates)\.).+\.json(\.bad|\.tmp)?$/;

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

export function createForgetting(deps: ForgettingDeps): Forgetting {
  const { userData, log, vault } = deps;

  /** Null: the keychain does not say. */
  const keys = async (): Promise<{ readonly sessions: string[]; readonly proxies: string[] } | null> => {
    try {
      const all = await vault.keys();
      return { sessions: await deps.session.keptKeys(all), proxies: all.filter((key) => proxyOfKey(key) !== null) };
    } catch (error) {
      if (hasNoKeychain(error)) return { sessions: [], proxies: [] };
      log.warn('keychain could not be searched', { trouble: error instanceof VaultError ? error.trouble : 'other' });
      return null;
    }
  };

  const emptyKeychain = async (): Promise<boolean> => {
    const found = await keys();
    if (found === null) return false;
    const outcomes = await Promise.all(
      [...found.sessions, ...found.proxies].map((key) =>
        vault.remove(key).then(
          () => true,
          () => false,
        ),
      ),
    );
    return !outcomes.includes(false);
  };

  /** The path of what could not be removed; null where all of it is gone. */
  const removeFiles = async (): Promise<string | null> => {
    const names = [...FOLDERS, ...(await namesIn(userData)).filter((name) => FILES.test(name))];
    for (const name of names) {
      const path = join(userData, name);
      try {
        await rm(path, { recursive: true, force: true });
      } catch (error) {
        log.error('a file could not be removed', { path, reason: error instanceof Error ? error.message : 'unknown' });
        return path;
      }
    }
    return null;
  };

  return {
    async kept() {
      const found = await keys();
      const people = (await namesIn(join(userData, 'people'))).filter((name) => name.endsWith('.json'));
      const days = new Set<string>();
      for (const person of await namesIn(join(userData, 'history')))
        for (const name of await namesIn(join(userData, 'history', person)))
          if (name.endsWith('.jsonl')) days.add(name);
      return {
        keychain: found !== null,
        sessions: found?.sessions.length ?? 0,
        proxies: (found?.proxies ?? []).flatMap((key) => proxyOfKey(key) ?? []),
        people: people.length,
        days: days.size,
      };
    },
    async forget() {
      // Ends the session, and with it everything that still writes for the person.
      await deps.session.signOut({ alsoInBrowser: false });
      await deps.account.flushed();
      deps.proxy.forget();
      await deps.forgetProxies().catch(() => undefined);
      const emptied = await emptyKeychain();
      deps.settings.reset();
      deps.notices.forget();
      deps.closeWindows();
      await deps.files.flushed();
      const left = await removeFiles();
      await log.forget();
      log.info('everything was forgotten');
      const problems: AppNotice[] = [
        ...(emptied ? [] : [notice('notice.notForgotten.keychain')]),
        ...(left === null ? [] : [notice('notice.notForgotten.file', { path: left })]),
      ];
      for (const told of problems) deps.notices.tell(told);
      deps.done();
    },
  };
}
