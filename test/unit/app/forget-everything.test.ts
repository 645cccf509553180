/** *Forget everything*: what the person agreed to is gone, in the keychain and on the disk, and nothing else. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createForgetting } from '../../../electron/app/forget-everything.js';
import { createNotices } from '../../../electron/app/notices.js';
import { createLogFile } from '../../../electron/desktop/system/log-file.js';
import { createMemoryVault } from '../../../electron/session/memory-vault.js';
import { proxyVaultKey } from '../../../electron/session/proxy-sign-in.js';
import { VaultError } from '../../../electron/session/vault.js';
import { notice } from '../../../electron/settings/app-notice.js';
import { createSettingsFile } from '../../../electron/settings/settings-file.js';
import { createSettingsStore } from '../../../electron/settings/settings-store.js';
import { defaultSettings } from '../../../electron/settings/settings.js';
import { checks, filesOnDisk } from '../settings/doubles.js';

const OURS = 'api.a login.a client 0123456789ab';
const OTHER_FOLDERS = 'api.a login.a client ffffffffffff';

describe('forgetting everything', () => {
  let userData: string;
  beforeEach(() => (userData = mkdtempSync(join(tmpdir(), 'forget-'))));
  afterEach(() => {
    chmodSync(userData, 0o700);
    rmSync(userData, { recursive: true, force: true });
  });

  const put = (path: string, text = '{}'): void => {
    mkdirSync(dirname(join(userData, path)), { recursive: true });
    writeFileSync(join(userData, path), text);
  };

  function app() {
    const done: string[] = [];
    const log = createLogFile(userData, () => 0);
    const files = filesOnDisk();
    const path = join(userData, 'settings.json');
    const settings = createSettingsStore({
      file: createSettingsFile(files.open(path), path, log),
      policy: { values: { historyDays: 7 }, notices: [] },
      variables: {},
      defaults: defaultSettings('linux', false),
      checks,
      log,
    });
    const notices = createNotices(log);
    notices.begin(files.open(join(userData, 'notices.json')), []);
    const vault = createMemoryVault();
    const everything = createForgetting({
      userData,
      session: {
        signOut: () => {
          done.push('signed out');
          return Promise.resolve();
        },
        keptKeys: (all) => Promise.resolve(all.filter((key) => key.endsWith(' 0123456789ab'))),
      },
      account: {
        flushed: () => {
          done.push('written');
          return Promise.resolve();
        },
      },
      settings,
      notices,
      files,
      log,
      vault,
      proxy: { forget: () => void done.push('proxy forgotten') },
      forgetProxies: () => {
        done.push('network forgotten');
        return Promise.resolve();
      },
      closeWindows: () => void done.push('windows closed'),
      done: () => void done.push('as on a first run'),
    });
    return { everything, done, log, files, settings, notices, vault };
  }

  /** What a person leaves behind in a month. */
  async function used() {
    const made = app();
    for (const key of [OURS, OTHER_FOLDERS, proxyVaultKey('proxy.example:3128')]) made.vault.items.set(key, 'secret');
    put('people/a.json');
    put('people/b.json');
    put('history/a/2026-11-26.jsonl');
    put('history/a/2026-11-27.jsonl');
    put('history/b/2026-11-27.jsonl');
    put('settings.json.bad');
    put('sign-in-at-start.json');
    put('windows.json');
    put('definitions-before-import/2026-11-27.json');
    put('last-policy.json', '{"historyDays":7}');
    put('updates.json');
    put('Local State');
    made.settings.set({ theme: 'dark', region: 'eu_central_1' });
    made.notices.tell(notice('notice.noTray'));
    made.notices.dismiss('notice.noTray');
    made.log.info('ada was here');
    await made.files.flushed();
    await made.log.flushed();
    return made;
  }

  it('says beforehand what there is', async () => {
    expect(await app().everything.kept()).toEqual({ keychain: true, sessions: 0, proxies: [], people: 0, days: 0 });
    const { everything } = await used();
    expect(await everything.kept()).toEqual({
      keychain: true,
      sessions: 1,
      proxies: ['proxy.example:3128'],
      people: 2,
      days: 2,
    });
  });

  it('removes it, and the app is as on its first run', async () => {
    const { everything, done, log, settings, notices, vault } = await used();
    expect(existsSync(join(userData, 'notices.json'))).toBe(true);
    await everything.forget();
    await log.flushed();
    expect(done).toEqual([
      'signed out',
      'written',
      'proxy forgotten',
      'network forgotten',
      'windows closed',
      'as on a first run',
    ]);
    expect([...vault.items.keys()]).toEqual([OTHER_FOLDERS]);
    // The policy, failed updates and Chromium's own housekeeping are nobody's to forget; the log begins anew.
    expect(readdirSync(userData).sort()).toEqual(['Local State', 'last-policy.json', 'logs', 'updates.json']);
    expect(readdirSync(join(userData, 'logs'))).toEqual(['presence-tray.log']);
    expect(settings.get()).toEqual({ ...defaultSettings('linux', false), historyDays: 7 });
    expect(notices.all()).toEqual([]);
    notices.tell(notice('notice.noTray'));
    expect(notices.all()).toHaveLength(1);
  });

  it('is done twice without harm, and what is set afterwards is saved again', async () => {
    const { everything, settings, files } = await used();
    await everything.forget();
    await everything.forget();
    settings.set({ theme: 'light' });
    await files.flushed();
    expect(readdirSync(userData)).toContain('settings.json');
  });

  it('names what could not be removed, and removes the rest', async () => {
    const { everything, vault, notices, settings } = await used();
    vault.remove = () => Promise.reject(new VaultError('locked'));
    chmodSync(join(userData, 'history'), 0o500);
    // Whoever may do everything is refused nothing.
    const mayAnything = process.getuid?.() === 0;
    await everything.forget();
    chmodSync(join(userData), 0o700);
    expect(notices.all().map(({ key }) => key)).toEqual(
      mayAnything ? ['notice.notForgotten.keychain'] : ['notice.notForgotten.keychain', 'notice.notForgotten.file'],
    );
    expect(settings.get().theme).toBe('system');
    if (!mayAnything) chmodSync(join(userData, 'history'), 0o700);
  });

  it('says that a keychain that is locked may hold more, and needs none', async () => {
    const locked = app();
    locked.vault.keys = () => Promise.reject(new VaultError('locked'));
    expect(await locked.everything.kept()).toMatchObject({ keychain: false });
    await locked.everything.forget();
    expect(locked.notices.all()).toMatchObject([{ key: 'notice.notForgotten.keychain' }]);
    const none = app();
    none.vault.keys = () => Promise.reject(new VaultError('noBus'));
    expect(await none.everything.kept()).toMatchObject({ keychain: true, sessions: 0 });
    await none.everything.forget();
    expect(none.notices.all()).toEqual([]);
  });
});
