/** The app’s small parts that follow the settings: language, what is shown of them, and where they are read from. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEmitter } from '../../../electron/emitter.js';
import type { PolicySource } from '../../../electron/settings/policy-source.js';
import type { AppNotice } from '../../../electron/settings/app-notice.js';
import { english } from '../english.js';
import { rememberingLog, savedInMemory, settingsInMemory } from '../settings/doubles.js';

const system = vi.hoisted(() => ({
  languages: ['de-DE'] as string[],
  locale: 'de-DE',
  policy: { kind: 'missing' },
}));
vi.mock('electron', () => ({
  app: { getPreferredSystemLanguages: () => system.languages, getSystemLocale: () => system.locale },
}));
vi.mock('../../../electron/app/policy-source.js', () => ({ policySource: () => system.policy }));
const { followLanguage } = await import('../../../electron/app/chosen-language.js');
const { openSettings } = await import('../../../electron/app/open-settings.js');
const { createShownState } = await import('../../../electron/app/shown-state.js');

const realPlatform = Object.getOwnPropertyDescriptor(process, 'platform')!;
beforeEach(() => {
  Object.assign(system, { languages: ['de-DE'], locale: 'de-DE', policy: { kind: 'missing' } });
  for (const name of ['LC_ALL', 'LC_TIME']) vi.stubEnv(name, undefined);
  vi.stubEnv('LANG', 'de_DE.UTF-8');
});
afterEach(() => {
  vi.unstubAllEnvs();
  Object.defineProperty(process, 'platform', realPlatform);
});
const store = () => settingsInMemory(rememberingLog());

describe('the app’s language', () => {
  const language = () => {
    const settings = store();
    const followed = followLanguage('assets/locales', settings, rememberingLog());
    let changes = 0;
    followed.onChange(() => (changes += 1));
    return { settings, followed, changes: () => changes };
  };

  it('is the system’s until a person chooses one, and other settings leave it as it is', () => {
    const { settings, followed, changes } = language();
    expect(followed.texts().language).toBe('de');
    const before = followed.texts();
    settings.set({ theme: 'dark' });
    expect(followed.texts()).toBe(before);
    settings.set({ language: 'fr' });
    expect(followed.texts().language).toBe('fr');
    expect(followed.labels()).toEqual(['fr']);
    expect(changes()).toBe(1);
  });

  it('speaks to a shell in its own, read once for as long as it is the same', () => {
    const { followed } = language();
    expect(followed.textsIn(['de-AT'])).toBe(followed.texts());
    const french = followed.textsIn(['fr-CA']);
    expect(french.language).toBe('fr');
    expect(followed.textsIn(['fr'])).toBe(french);
    expect(followed.textsIn(['it']).language).toBe('it');
  });

  it('has presence labels in the languages that the texts follow, and in its own', () => {
    system.languages = ['nb-NO', 'xx-XX'];
    const { followed } = language();
    expect(followed.labels()).toEqual(['nb-NO', 'xx-XX', followed.texts().language]);
  });

  it.each([
    ['linux', 'en_GB.UTF-8', 'en-US', 'en-GB'],
    ['darwin', 'en_US.UTF-8', 'en-GB', 'en-GB'],
  ] as const)('writes dates on %s as in the country of %s, %s: %s', (platform, shell, locale, formats) => {
    Object.defineProperty(process, 'platform', { ...realPlatform, value: platform });
    vi.stubEnv('LANG', shell);
    Object.assign(system, { languages: ['en-US'], locale });
    expect(language().followed.texts().formats).toBe(formats);
  });
});

describe('settings that are opened', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'presence-tray-open-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const entries = (values: Record<string, unknown>): PolicySource => ({
    kind: 'entries',
    place: '/etc/policy.json',
    entries: Object.entries(values).map(([name, value]) => ({ name, value, where: name })),
  });
  /** The same computer over several starts, with the files that each of them wrote. */
  const computer = () => {
    const files = new Map<string, ReturnType<typeof savedInMemory>>();
    const written: string[] = [];
    const open = (path: string) => {
      const file = files.get(path) ?? savedInMemory();
      files.set(path, file);
      const name = path.slice(folder.length + 1);
      return {
        ...file,
        write: (values: Readonly<Record<string, unknown>>) => {
          written.push(name);
          file.write(values);
        },
        remove: () => {
          written.push(`no ${name}`);
          file.remove();
        },
      };
    };
    return { written, start: () => openSettings(folder, false, { open }, rememberingLog()) };
  };

  it('keep the last good policy, written only where it changed', () => {
    const { written, start } = computer();
    start();
    expect(written).toEqual([]);
    system.policy = entries({ theme: 'dark' });
    expect(start().lockedBy('theme')).toBe('policy');
    start();
    expect(written).toEqual(['last-policy.json']);
    system.policy = { kind: 'broken', place: '/etc/policy.json', reason: 'syntax' } as PolicySource;
    expect(start().get().theme).toBe('dark');
    system.policy = { kind: 'missing' };
    expect(start().lockedBy('theme')).toBeNull();
    start();
    expect(written).toEqual(['last-policy.json', 'no last-policy.json']);
  });
});

describe('what windows are told of the app', () => {
  const all = ['presence:presenceDefinition:edit'];

  it('follows settings, notices, and who is signed in', () => {
    const log = rememberingLog();
    const settings = store();
    const sessionChanges = createEmitter(log, 'session');
    const noticeChanges = createEmitter(log, 'notices');
    let me: { permissions: string[]; leads: boolean } | null = null;
    let notices: AppNotice[] = [];
    const shown = createShownState({
      version: '1.2.0',
      platform: 'linux',
      settings,
      language: { texts: () => english },
      session: {
        get me() {
          return me as never;
        },
        onChange: (run: () => void) => sessionChanges.on(run),
      },
      notices: { all: () => notices, onChange: (run) => noticeChanges.on(run) },
      log,
    });
    expect(shown.get().app).toMatchObject({ windows: ['settings'], notices: [], theme: 'system' });
    me = { permissions: all, leads: true };
    sessionChanges.emit();
    expect(shown.get().app.windows).toEqual(['day', 'team', 'settings', 'manage']);
    me = { permissions: [], leads: false };
    sessionChanges.emit();
    expect(shown.get().app.windows).toEqual(['day', 'settings']);
    notices = [{ id: 'n', key: 'notice.noTray', params: {} }];
    noticeChanges.emit();
    expect(shown.get().app.notices).toEqual(notices);
    settings.set({ theme: 'dark', region: 'us_east_1' });
    expect(shown.get()).toMatchObject({ app: { theme: 'dark' }, environment: { region: 'us_east_1' } });
  });
});
