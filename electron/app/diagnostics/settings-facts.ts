/** The settings and the policy without private text. */
import type { Personal } from '../../settings/personal-store.js';
import type { PolicyFacts } from '../../settings/policy.js';
import { defaultSettings, isSettingKey } from '../../settings/settings.js';
import type { LockedBy, SettingsStore } from '../../settings/settings-store.js';
import type { SelfTest, SettingsFacts } from './report.js';

/** These say who somebody is. It is only told whether they are set. */
const PRIVATE: readonly string[] = ['loginHint'];

export function settingsFacts(
  settings: Pick<SettingsStore, 'get' | 'lockedBy'>,
  personal: Personal | null,
  from: { readonly platform: NodeJS.Platform; readonly packaged: boolean },
): SettingsFacts {
  const values = Object.entries(settings.get());
  const usual = new Map<string, unknown>(Object.entries(defaultSettings(from.platform, from.packaged)));
  return {
    values: Object.fromEntries(
      values.map(([name, value]) => [name, PRIVATE.includes(name) && value !== null ? 'set' : value]),
    ),
    setBy: Object.fromEntries(
      values.flatMap(([name, value]): [string, LockedBy | 'person'][] => {
        const by = isSettingKey(name) ? settings.lockedBy(name) : null;
        if (by !== null) return [[name, by]];
        return usual.get(name) === value ? [] : [[name, 'person']];
      }),
    ),
    personal: personal && {
      favourites: personal.favourites.length,
      messages: personal.presets.length,
      routines: personal.routines.length,
      recent: personal.recent.length,
      limits: Object.keys(personal.limits).length,
      automations: Object.values(personal.automations).filter((rule) => rule !== null).length,
    },
  };
}

/** Wrong names and values are told by name, never by value. The right ones count all the same. */
export function policyTest({ kind, place, wrong, unknown }: PolicyFacts): SelfTest {
  const path = place ?? '';
  if (kind === 'broken' || kind === 'untrusted')
    return { name: 'policy', ok: false, advice: { key: `diagnostics.policy.${kind}`, params: { path } } };
  const names = [...wrong, ...unknown].join(', ');
  return names === ''
    ? { name: 'policy', ok: true, advice: null }
    : { name: 'policy', ok: false, advice: { key: 'diagnostics.policy.names', params: { path, names } } };
}
