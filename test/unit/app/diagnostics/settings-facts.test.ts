import { describe, expect, it } from 'vitest';
import { policyTest, settingsFacts } from '../../../../electron/app/diagnostics/settings-facts.js';
import { readPolicy } from '../../../../electron/settings/policy.js';
import { createSettingsStore } from '../../../../electron/settings/settings-store.js';
import { defaultSettings } from '../../../../electron/settings/settings.js';
import { checks, fileInMemory, personalInMemory, rememberingLog } from '../../settings/doubles.js';

const FROM = { platform: 'linux', packaged: true } as const;
const PLACE = '/etc/presence-tray/policy.json';
const nothing = { read: () => null, write: () => undefined, forget: () => undefined };

/** Settings under a policy of these entries. */
function settingsUnder(entries: Readonly<Record<string, unknown>>, own: Readonly<Record<string, unknown>> = {}) {
  const found = Object.entries(entries).map(([name, value]) => ({ name, value, where: `${PLACE}:1` }));
  return createSettingsStore({
    file: fileInMemory(own),
    policy: readPolicy({ kind: 'entries', place: PLACE, entries: found }, nothing, checks, rememberingLog()),
    variables: {},
    defaults: defaultSettings('linux', true),
    checks,
    log: rememberingLog(),
  });
}

describe('the settings', () => {
  it('say who decided what is not as the app comes', () => {
    const settings = settingsUnder({ theme: 'dark' }, { zoom: 150, loginHint: 'ada@example.com' });
    const told = settingsFacts(settings, null, FROM);
    expect(told.setBy).toEqual({ theme: 'policy', zoom: 'person', loginHint: 'person' });
    expect(told.values).toMatchObject({ theme: 'dark', zoom: 150, loginHint: 'set' });
    expect(told.personal).toBeNull();
  });

  it('count what a person has of their own, and show none of it', () => {
    const personal = personalInMemory(rememberingLog(), 'u');
    personal.set({
      presets: [{ id: 'p', text: 'at the dentist', lifetime: { kind: 'presence' } }],
      favourites: ['d1', 'd2'],
      limits: { d1: 15 },
    });
    const told = settingsFacts(settingsUnder({}), personal.get(), FROM);
    expect(told.personal).toEqual({ favourites: 2, messages: 1, routines: 0, recent: 0, limits: 1, automations: 0 });
    expect(JSON.stringify(told)).not.toContain('dentist');
  });
});

describe('the policy', () => {
  it('with a wrong value, half a pair and an unknown name has all of them named, and the right ones count', () => {
    const settings = settingsUnder({ historyDays: 0, org: 'acme', autoAnswer: true, theme: 'dark' });
    expect(settings.policy()).toEqual({
      kind: 'read',
      place: PLACE,
      wrong: ['historyDays', 'org'],
      unknown: ['autoAnswer'],
    });
    expect(settings.get().theme).toBe('dark');
    expect(policyTest(settings.policy())).toEqual({
      name: 'policy',
      ok: false,
      advice: { key: 'diagnostics.policy.names', params: { path: PLACE, names: 'historyDays, org, autoAnswer' } },
    });
  });

  it('that is right, or not there, is ok', () => {
    expect(policyTest(settingsUnder({ theme: 'dark' }).policy()).ok).toBe(true);
    expect(policyTest({ kind: 'missing', place: null, wrong: [], unknown: [] }).ok).toBe(true);
  });

  it.each(['broken', 'untrusted'] as const)('that is %s is not', (kind) => {
    expect(policyTest({ kind, place: PLACE, wrong: [], unknown: [] })).toMatchObject({
      ok: false,
      advice: { key: `diagnostics.policy.${kind}`, params: { path: PLACE } },
    });
  });
});
