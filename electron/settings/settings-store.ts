import * as v from 'valibot';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import { checkPlaces, type EnvironmentChecks } from './environment-checks.js';
import { readVariables } from './environment-variables.js';
import { notice, type AppNotice } from './app-notice.js';
import { parseByKey } from './parse-by-key.js';
import { namedBy, NO_POLICY, PLACE, type Policy, type PolicyFacts } from './policy.js';
import {
  isSettingKey,
  settingEntries,
  settingsLayerSchema,
  settingsSchema,
  type SettingKey,
  type Settings,
  type SettingsLayer,
} from './settings.js';
import type { SettingsFile } from './settings-file.js';

export type LockedBy = 'policy' | 'environment';

export interface SettingsStore {
  /**
   * The effective settings. Precedence: policy, environment variables, settings file, defaults (docs/design.md §5).
   */
  get(): Settings;
  /** Who decided a setting, so that it cannot be changed here. Null: the person may. */
  lockedBy(key: SettingKey): LockedBy | null;
  /**
   * Changes settings and saves them.
   * @throws SettingLockedError if one of them is locked. Then none is changed
   * @throws TypeError if a value is not allowed. Then none is changed
   */
  set(change: Readonly<Partial<Settings>>): void;
  /** Forgets what the person has set: what the organisation, the environment and the defaults say holds. */
  reset(): void;
  onChange(run: (settings: Settings) => void): Cancel;
  /** What went wrong while reading the settings, oldest first. */
  notices(): readonly AppNotice[];
  /** What was found of a policy, without its values. */
  policy(): PolicyFacts;
}

/** Somebody tried to change a setting that policy or an environment variable decides. */
export class SettingLockedError extends Error {
  override readonly name = 'SettingLockedError';
  constructor(
    readonly key: SettingKey,
    readonly lockedBy: LockedBy,
  ) {
    super(`setting ${key} is decided by ${lockedBy}`);
  }
}

const isPlace = (key: SettingKey): boolean => PLACE.some((each) => each === key);

const namesPlace = (layer: SettingsLayer): boolean =>
  Boolean(layer.region) || (Boolean(layer.apiUrl) && Boolean(layer.loginUrl));

/** In the same layer, a custom environment takes precedence over a region. */
const placeOf = (layer: SettingsLayer): Pick<Settings, 'region' | 'apiUrl' | 'loginUrl'> =>
  layer.apiUrl && layer.loginUrl
    ? { region: null, apiUrl: layer.apiUrl, loginUrl: layer.loginUrl }
    : { region: layer.region ?? null, apiUrl: null, loginUrl: null };

/** Reads all four layers once. Policy and variables stay as they were at start. */
export function createSettingsStore(deps: {
  file: SettingsFile;
  policy: Policy;
  variables: Readonly<Record<string, string | undefined>>;
  defaults: Settings;
  checks: EnvironmentChecks;
  log: Log;
}): SettingsStore {
  const { file, policy, defaults, checks, log } = deps;
  const policyNames = namedBy(policy);
  // A policy that names none that can be used still decides: there is no environment then.
  const decidesPlace = PLACE.some((key) => policyNames.has(key));
  const overruled = { place: decidesPlace, clientId: policyNames.has('clientId') };
  const variables = readVariables(deps.variables, overruled, checks, log);
  const opened = readFileValues(file, checks, log);
  let raw = opened.raw;
  let own = opened.values;
  const changed = createEmitter<[settings: Settings]>(log, 'settings');

  const effective = (): Settings => {
    const layers: SettingsLayer[] = [policy.values, variables.values, own, defaults];
    return v.parse(settingsSchema, {
      ...defaults,
      ...own,
      ...variables.values,
      ...policy.values,
      ...placeOf(decidesPlace ? policy.values : (layers.find(namesPlace) ?? {})),
      demo: demoOffered(policy.values, own, defaults),
    });
  };
  const lockedBy = (key: SettingKey): LockedBy | null => {
    if (policyNames.has(key)) return 'policy';
    if (isPlace(key) && decidesPlace) return 'policy';
    if (key === 'demo' && policy.values.clientId) return 'policy';
    if (isPlace(key) && namesPlace(variables.values)) return 'environment';
    return key === 'clientId' && variables.values.clientId !== undefined ? 'environment' : null;
  };

  let current = effective();
  const notices = [...policy.notices, ...variables.notices, ...opened.notices];
  return {
    get: () => current,
    lockedBy,
    set(change) {
      const keys = Object.keys(change).filter(isSettingKey);
      for (const key of keys) {
        const by = lockedBy(key);
        if (by !== null) throw new SettingLockedError(key, by);
      }
      const values = allowed(change, checks);
      raw = { ...raw, ...values };
      own = { ...own, ...values };
      current = effective();
      file.write(raw);
      changed.emit(current);
    },
    reset() {
      raw = {};
      own = {};
      current = effective();
      file.remove();
      changed.emit(current);
    },
    onChange: (run) => changed.on(run),
    notices: () => notices,
    policy: () => policy.facts ?? NO_POLICY,
  };
}

/** The demo org is hidden once the organisation has set up the app, unless its policy offers it. */
function demoOffered(policy: SettingsLayer, own: SettingsLayer, defaults: Settings): boolean {
  if (policy.demo !== undefined) return policy.demo;
  return policy.clientId ? false : (own.demo ?? defaults.demo);
}

function allowed(change: Readonly<Partial<Settings>>, checks: EnvironmentChecks): SettingsLayer {
  const parsed = parseByKey(settingEntries, change);
  const places = checkPlaces(parsed.values, checks);
  const wrong = [...parsed.wrong, ...parsed.unknown, ...places.wrong];
  if (wrong.length > 0) throw new TypeError(`not allowed for: ${wrong.join(', ')}`);
  return v.parse(settingsLayerSchema, places.values);
}

/**
 * A wrong value falls back to its default and is reported by name. It stays in the file until the setting is changed
 * here.
 */
function readFileValues(
  file: SettingsFile,
  checks: EnvironmentChecks,
  log: Log,
): { raw: Readonly<Record<string, unknown>>; values: SettingsLayer; notices: AppNotice[] } {
  const { values: raw, notices } = file.read();
  const parsed = parseByKey(settingEntries, raw);
  const places = checkPlaces(parsed.values, checks);
  const wrong = [...parsed.wrong, ...places.wrong];
  for (const name of wrong)
    log.warn('setting fell back to its default: the value in the file is not allowed', { name });
  return {
    raw,
    values: v.parse(settingsLayerSchema, places.values),
    notices: [...notices, ...wrong.map((name) => notice('notice.settingFellBack', { setting: name }))],
  };
}
