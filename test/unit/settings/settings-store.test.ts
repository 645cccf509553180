import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  defaultSettings,
  settingEntries,
  type Settings,
  type SettingsLayer,
} from '../../../electron/settings/settings.js';
import { createSettingsStore, SettingLockedError } from '../../../electron/settings/settings-store.js';
import { checks, fileInMemory, rememberingLog } from './doubles.js';

const defaults = defaultSettings('linux', true);

function open(layers: {
  policy?: SettingsLayer;
  variables?: Record<string, string>;
  file?: Readonly<Record<string, unknown>>;
}) {
  const file = fileInMemory(layers.file);
  const log = rememberingLog();
  const store = createSettingsStore({
    file,
    policy: { values: layers.policy ?? {}, notices: [] },
    variables: layers.variables ?? {},
    defaults,
    checks,
    log,
  });
  return { store, file, log };
}

const own = {
  PRESENCE_TRAY_API_URL: 'https://api.example.test',
  PRESENCE_TRAY_LOGIN_URL: 'https://login.example.test',
  PRESENCE_TRAY_CLIENT_ID: 'client-of-the-variables',
};

describe('which setting holds', () => {
  it('is the default where nobody says otherwise', () => {
    expect(open({}).store.get()).toEqual(defaults);
  });

  it('is the policy before the variables before the file', () => {
    const file = { region: 'us_east_1', clientId: 'client-of-the-file', theme: 'dark' };
    expect(open({ file }).store.get()).toMatchObject({
      region: 'us_east_1',
      clientId: 'client-of-the-file',
      theme: 'dark',
    });
    expect(open({ file, variables: own }).store.get()).toMatchObject({
      region: null,
      apiUrl: 'https://api.example.test',
      loginUrl: 'https://login.example.test',
      clientId: 'client-of-the-variables',
    });
    const policy = { region: 'eu_central_1', clientId: 'client-of-the-policy' };
    expect(open({ file, variables: own, policy }).store.get()).toMatchObject({
      region: 'eu_central_1',
      apiUrl: null,
      loginUrl: null,
      clientId: 'client-of-the-policy',
      theme: 'dark',
    });
  });

  it('never mixes the policy’s region with an address from elsewhere', () => {
    const { store } = open({
      policy: { region: 'eu_central_1' },
      file: { apiUrl: 'https://api.example.test', loginUrl: 'https://login.example.test' },
    });
    expect(store.get()).toMatchObject({ region: 'eu_central_1', apiUrl: null, loginUrl: null });
    expect(store.lockedBy('apiUrl')).toBe('policy');
  });

  it('lets a variable change only what the policy does not name, and says which one it left out', () => {
    const { store } = open({ policy: { clientId: 'client-of-the-policy' }, variables: own });
    expect(store.get()).toMatchObject({ apiUrl: 'https://api.example.test', clientId: 'client-of-the-policy' });
    expect(store.notices().map((each) => each.params['variable'])).toEqual(['PRESENCE_TRAY_CLIENT_ID']);
    const { store: other } = open({ policy: { region: 'eu_central_1' }, variables: own });
    expect(other.get()).toMatchObject({ region: 'eu_central_1', apiUrl: null, loginUrl: null });
    expect(other.get().clientId).toBe(own.PRESENCE_TRAY_CLIENT_ID);
  });

  it('hides the demo org where the policy names a client, unless the policy offers it', () => {
    const policy = { region: 'eu_central_1', clientId: 'c' };
    expect(open({}).store.get().demo).toBe(true);
    expect(open({ file: { demo: false } }).store.get().demo).toBe(false);
    expect(open({ policy, file: { demo: true } }).store.get().demo).toBe(false);
    expect(open({ policy: { ...policy, demo: true } }).store.get().demo).toBe(true);
    expect(open({ policy: { demo: false }, file: { demo: true } }).store.get().demo).toBe(false);
  });

  it('is always a whole and valid set, whatever lies in the file', () => {
    const keys = Object.keys(settingEntries);
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), fc.jsonValue()), (file) => {
        const { store } = open({ file });
        expect(Object.keys(store.get()).sort()).toEqual([...keys].sort());
        for (const told of store.notices()) expect(keys).toContain(told.params['setting']);
      }),
    );
  });
});

describe('environment variables', () => {
  it('count the addresses together or not at all', () => {
    const { store } = open({ variables: { PRESENCE_TRAY_API_URL: 'https://api.example.test' } });
    expect(store.get().apiUrl).toBeNull();
    expect(store.notices()).toMatchObject([
      { key: 'notice.variableMissing', params: { variable: 'PRESENCE_TRAY_LOGIN_URL' } },
    ]);
  });

  it('are ignored, by name, where a token would travel in clear text', () => {
    const { store, log } = open({ variables: { ...own, PRESENCE_TRAY_API_URL: 'http://api.example.test/secret' } });
    expect(store.get().apiUrl).toBeNull();
    expect(store.get().loginUrl).toBeNull();
    expect(store.notices()).toMatchObject([
      { key: 'notice.variableUnsafe', params: { variable: 'PRESENCE_TRAY_API_URL' } },
    ]);
    expect(log.lines.join()).not.toContain('secret');
  });

  it('lock what they name', () => {
    const { store } = open({ variables: own });
    expect(store.lockedBy('region')).toBe('environment');
    expect(store.lockedBy('clientId')).toBe('environment');
    expect(store.lockedBy('theme')).toBeNull();
  });
});

describe('a wrong key in the settings file', () => {
  it('falls back alone, by name, and stays in the file with the unknown ones', () => {
    const { store, file } = open({ file: { theme: 'pink', language: 'de', fromTheFuture: 1, region: 'atlantis' } });
    expect(store.get()).toMatchObject({ theme: 'system', language: 'de', region: null });
    expect(store.notices().map((each) => each.params['setting'])).toEqual(['theme', 'region']);
    store.set({ language: 'fr' });
    expect(file.written).toEqual({ theme: 'pink', language: 'fr', fromTheFuture: 1, region: 'atlantis' });
  });
});

describe('changing settings', () => {
  it('saves, and tells who listens', () => {
    const { store, file } = open({});
    const heard: Settings[] = [];
    const end = store.onChange((settings) => heard.push(settings));
    store.set({ region: 'mypurecloud.de', clientId: 'abc' });
    expect(store.get()).toMatchObject({ region: 'eu_central_1', clientId: 'abc' });
    expect(file.written).toEqual({ region: 'eu_central_1', clientId: 'abc' });
    end();
    store.set({ theme: 'dark' });
    expect(heard).toHaveLength(1);
  });

  it('refuses what the organisation decided, and changes nothing then', () => {
    const { store, file } = open({ policy: { region: 'eu_central_1', clientId: 'c' } });
    expect(() => store.set({ theme: 'dark', region: 'us_east_1' })).toThrow(SettingLockedError);
    expect(() => store.set({ demo: true })).toThrow(SettingLockedError);
    expect(store.get().theme).toBe('system');
    expect(file.written).toBeNull();
  });

  it('refuses a value that is not allowed, and changes nothing then', () => {
    const { store, file } = open({});
    expect(() => store.set({ theme: 'dark', redirectPort: 70_000 })).toThrow(TypeError);
    expect(() => store.set({ apiUrl: 'http://elsewhere.test' })).toThrow(TypeError);
    expect(store.get()).toEqual(defaults);
    expect(file.written).toBeNull();
  });
});
