/** What support gets to read: its shape is fixed, its JSON is English, and nothing in it is private. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../../../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts, type Messages, type Texts } from '../../../../assets/locales/catalogue.js';
import {
  diagnosticsJson,
  diagnosticsText,
  TEST_NAMES,
  type Report,
} from '../../../../electron/app/diagnostics/report.js';

const english = makeTexts('en', en);
const inLanguage = (code: string): Texts =>
  makeTexts(code, JSON.parse(readFileSync(`assets/locales/${code}.json`, 'utf8')) as Messages);

const HOME = '/home/ada';

const report: Report = {
  app: {
    version: '1.2.3',
    running: true,
    startedAt: '2026-11-27T08:00:00.000Z',
    packaged: true,
    electron: '45.4.1',
    chromium: '150.0.0.0',
    node: '24.0.0',
    v8: '15.0',
    language: 'en',
    userData: '/home/ada/.config/presence-tray',
    log: '/home/ada/.config/presence-tray/logs/presence-tray.log',
  },
  system: {
    platform: 'linux',
    release: '6.12.0',
    version: '#1 SMP',
    arch: 'x64',
    package: 'appImage',
    processors: 8,
    memoryMb: 16_000,
    locale: 'en-US',
    timeZone: 'Europe/Berlin',
  },
  desktop: {
    name: 'KDE',
    windows: 'wayland',
    trayHost: 'statusNotifier',
    notificationService: 'Plasma 6.5',
    hotkeyReach: 'nowhere',
    lockNews: 'told',
    idleTold: true,
    displays: ['2560x1440 @100 %'],
    graphics: 'enabled',
  },
  keychain: { backend: 'Secret Service (libsecret)', session: 'keychain' },
  session: {
    state: 'expired',
    demo: false,
    region: 'eu_central_1',
    host: 'api.mypurecloud.de',
    clientId: '4a0c0d2e-5f6a-4b7c-8d9e-0f1a2b3c4d5e',
    organizationId: 'cf67a3e9-fba4-413d-ba8e-d82ba023594d',
    expiresAt: null,
    problem: { key: 'error.signInNeeded', status: 401, code: 'bad.credentials', correlationId: 'c-401' },
    history: [],
  },
  channel: { state: 'lost', asOf: '2026-11-27T10:41:00.000Z', problem: null, definitions: 'ready', history: [] },
  proxy: {
    login: 'PROXY proxy.example:3128',
    api: 'PROXY proxy.example:3128',
    asks: null,
    environment: { HTTPS_PROXY: 'http://ada:hunter2@proxy.example:3128' },
  },
  permissions: {
    count: 7,
    onQueue: true,
    workforce: 'found',
    leads: false,
    windows: ['day', 'settings'],
    found: [],
    missing: [],
  },
  settings: { values: { theme: 'dark' }, setBy: { theme: 'person', zoom: 'policy' }, personal: null },
  policy: { kind: 'read', place: '/etc/presence-tray/policy.json', wrong: ['historyDays'], unknown: ['autoAnswer'] },
  crashes: [{ what: 'popup', times: 2, reason: 'oom', exitCode: 9, at: '2026-11-27T09:00:00.000Z' }],
  errors: [
    { at: '2026-11-27T10:40:00.000Z', level: 'warn', message: 'genesys failed', status: 503, correlationId: 'c-503' },
    { at: '2026-11-27T10:41:00.000Z', level: 'error', message: 'refused: Bearer abc.def', reason: 'ada@example.com' },
  ],
  tests: [
    { name: 'running', ok: true, advice: null },
    { name: 'api', ok: false, advice: { key: 'error.hostNotFound', params: { host: 'api.mypurecloud.de' } } },
  ],
};

describe('as JSON', () => {
  it('it has the fixed sections, in English, on one line', () => {
    const text = diagnosticsJson(report, HOME, english);
    expect(text).toMatch(/^\{.*\}\n$/);
    const told = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(told)).toEqual([
      'app',
      'system',
      'desktop',
      'keychain',
      'session',
      'channel',
      'proxy',
      'permissions',
      'settings',
      'policy',
      'crashes',
      'errors',
      'tests',
    ]);
    expect(told['tests']).toEqual([
      { name: 'running', ok: true, advice: null },
      {
        name: 'api',
        ok: false,
        advice: 'api.mypurecloud.de was not found. Check the network, and whether this is your organisation’s address.',
      },
    ]);
    expect(told['errors']).toContainEqual(expect.objectContaining({ correlationId: 'c-503' }));
  });

  it('passwords, tokens, addresses and the person’s folder are out of it', () => {
    const text = diagnosticsJson(report, HOME, english);
    for (const secret of ['hunter2', 'abc.def', 'ada@', '/home/ada']) expect(text).not.toContain(secret);
    expect(text).toContain('~/.config/presence-tray');
    expect(text).toContain('http://***@proxy.example:3128');
  });
});

describe('for people', () => {
  it('it is a line for each thing, and the tests with what to do', () => {
    expect(diagnosticsText(report, HOME, english)).toBe(
      `App               Presence Tray 1.2.3 · Electron 45.4.1 · Chromium 150.0.0.0 · Node 24.0.0
Data folder       ~/.config/presence-tray
System            linux 6.12.0 · x64 · appImage
Desktop           KDE · wayland · statusNotifier · Plasma 6.5 · graphics: enabled
Keychain          Secret Service (libsecret) · keychain
Session           Session expired: sign in again · api.mypurecloud.de · error.signInNeeded · 401 · bad.credentials · correlation id c-401
Live updates      No connection · 2026-11-27T10:41:00.000Z
Proxy             PROXY proxy.example:3128 · http://***@proxy.example:3128
Permissions       7 · On Queue · workforce: found · day, settings
Changed settings  theme
Policy            /etc/presence-tray/policy.json · zoom · wrong values: historyDays · unknown names: autoAnswer
Crashes           popup 2× oom
Latest errors     2026-11-27T10:40:00.000Z · genesys failed · status 503 · correlationId c-503
                  2026-11-27T10:41:00.000Z · refused: Bearer *** · reason ***@***

Self-tests
  App runs       ok
  API reachable  not ok. api.mypurecloud.de was not found. Check the network, and whether this is your organisation’s address.
`,
    );
  });

  it('it speaks the language of the shell, and its columns stand under each other in any script', () => {
    const german = diagnosticsText(report, HOME, inLanguage('de'));
    expect(german).toMatch(/^Schlüsselbund +Secret Service/m);
    expect(german).toContain('nicht in Ordnung');
    // A character of these takes two places.
    const japanese = diagnosticsText(report, HOME, inLanguage('ja')).split('\n');
    expect(japanese[1]).toMatch(/^データフォルダー {2}~/);
    expect(japanese[0]).toMatch(/^アプリ {12}Presence/);
  });

  it('what nobody knows is named as that', () => {
    const text = diagnosticsText(
      { ...report, session: null, channel: null, permissions: null, crashes: null, errors: [] },
      HOME,
      english,
    );
    expect(text).toMatch(/^Session +unknown$/m);
    expect(text).toMatch(/^Crashes +unknown$/m);
    expect(text).toMatch(/^Latest errors +none$/m);
  });

  it('a control character in an error moves no cursor', () => {
    const errors = [{ at: 'now', level: 'warn', message: 'odd \u001b[2J' }];
    expect(diagnosticsText({ ...report, errors }, HOME, english)).not.toContain('\u001b');
  });
});

it('every test has a name in the catalogue', () => {
  for (const name of TEST_NAMES) expect(english(`cli.diagnostics.test.${name}`)).not.toContain('cli.');
});
