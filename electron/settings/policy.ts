/**
 * The organisation's policy, rolled out by IT under the settings' own names. Its values take precedence over everything
 * else and are shown as set by the organisation. It is trusted only if ordinary users cannot have written it.
 *
 * It never fails open (docs/adr/0013). If it cannot be read, the last good one stays in force. If there was none,
 * everything a policy may forbid is forbidden, and nobody can sign in. A single wrong value is treated the same way,
 * for its own name only.
 */
import * as v from 'valibot';
import type { Log } from '../ports.js';
import { allowedValues } from './allowed-values.js';
import { checkPlaces, type EnvironmentChecks } from './environment-checks.js';
import { notice, type AppNotice } from './app-notice.js';
import { parseByKey } from './parse-by-key.js';
import type { BrokenPolicy, PolicySource } from './policy-source.js';
import type { PolicyEntry } from './policy-text.js';
import {
  isSettingKey,
  settingEntries,
  settingsLayerSchema,
  STRICTEST,
  type SettingKey,
  type SettingsLayer,
} from './settings.js';

/** What was found, by name: for diagnostics, which tell no value. */
export interface PolicyFacts {
  readonly kind: 'missing' | 'read' | 'broken' | 'untrusted';
  readonly place: string | null;
  /** Settings whose value is not allowed, or counts only together with another one. */
  readonly wrong: readonly string[];
  /** Names that are no setting of this version. */
  readonly unknown: readonly string[];
}
export const NO_POLICY: PolicyFacts = { kind: 'missing', place: null, wrong: [], unknown: [] };

export interface Policy {
  readonly values: SettingsLayer;
  readonly notices: readonly AppNotice[];
  /** Missing: there is no policy. */
  readonly facts?: PolicyFacts;
}

/** The last readable policy, kept beside the settings. */
export interface LastPolicy {
  /** Null: there was none. */
  read(): Readonly<Record<string, unknown>> | null;
  write(values: Readonly<Record<string, unknown>>): void;
  forget(): void;
}

/** These name the environment together, so one layer decides all of them. */
export const PLACE = ['region', 'apiUrl', 'loginUrl'] as const satisfies readonly SettingKey[];

/** Single sign-on needs both names or neither, and so does a custom environment. */
const PAIRS: readonly (readonly [SettingKey, SettingKey])[] = [
  ['org', 'provider'],
  ['apiUrl', 'loginUrl'],
];

/** What applies while the organisation's wishes are unknown. */
const CLOSED: SettingsLayer = { ...STRICTEST, region: null, apiUrl: null, loginUrl: null, clientId: null };

/** Never throws. */
export function readPolicy(source: PolicySource, last: LastPolicy, checks: EnvironmentChecks, log: Log): Policy {
  switch (source.kind) {
    case 'missing':
      last.forget();
      return { values: {}, notices: [] };
    case 'untrusted': {
      const kept = lastGood(last, checks);
      log.warn('policy ignored: ordinary users can write it', { place: source.place, lastGoodHolds: kept !== null });
      const key = kept === null ? 'notice.policyWritable' : 'notice.policyWritable.kept';
      return { values: kept ?? {}, notices: [notice(key, { path: source.place })], facts: factsOf(source) };
    }
    case 'broken': {
      const kept = lastGood(last, checks);
      log.error('policy cannot be read', { ...source, kind: source.reason, lastGoodHolds: kept !== null });
      return { values: kept ?? CLOSED, notices: [brokenNotice(source, kept !== null)], facts: factsOf(source) };
    }
    case 'entries':
      return readEntries(source, last, checks, log);
  }
}

const factsOf = ({ kind, place }: Exclude<PolicySource, { kind: 'missing' | 'entries' }>): PolicyFacts => ({
  ...NO_POLICY,
  kind,
  place,
});

const brokenNotice = ({ place, reason, line = 0, column = 0 }: BrokenPolicy, kept: boolean): AppNotice =>
  notice(`notice.policy.${reason}.${kept ? 'kept' : 'closed'}`, {
    path: place,
    ...(reason === 'syntax' ? { line: String(line), column: String(column) } : {}),
  });

function lastGood(last: LastPolicy, checks: EnvironmentChecks): SettingsLayer | null {
  const raw = last.read();
  return raw && v.parse(settingsLayerSchema, checkPlaces(parseByKey(settingEntries, raw).values, checks).values);
}

function readEntries(
  { place, entries, untyped = false }: Extract<PolicySource, { kind: 'entries' }>,
  last: LastPolicy,
  checks: EnvironmentChecks,
  log: Log,
): Policy {
  const notices: AppNotice[] = [];
  const known = entries.filter(({ name }) => isSettingKey(name));
  // A later version's policy may name more settings, so nobody is bothered with it. The log and the settings have it.
  const unknown = entries.filter(({ name }) => !isSettingKey(name));
  for (const { name, where } of unknown) {
    log.warn('policy names something that is no setting of this version', { name, where });
  }
  const raw = Object.fromEntries(known.map(({ name, value }) => [name, untyped ? typed(name, value) : value]));
  const parsed = parseByKey(settingEntries, raw);
  const { values, wrong: wrongPlaces } = checkPlaces(parsed.values, checks);
  const wrong = [...parsed.wrong, ...wrongPlaces];
  const halves = PAIRS.flatMap(([a, b]) => half(values, a, b)).filter(({ given }) => !wrong.includes(given));
  const whereOf = (name: string): string => known.find((each) => each.name === name)?.where ?? place;

  for (const { name } of known.filter((each) => wrong.includes(each.name)).filter(isKnown)) {
    log.warn('policy value not allowed', { name, where: whereOf(name) });
    notices.push(notice('notice.policyValue', { setting: name, where: whereOf(name), allowed: allowedValues(name) }));
  }
  for (const { given, missing } of halves) {
    log.warn('policy value counts only together with another one', { name: given, missing });
    notices.push(notice('notice.policyHalf', { setting: given, where: whereOf(given), missing }));
  }

  const unusable = [...wrong, ...halves.map(({ given }) => given)];
  const usable = v.parse(
    settingsLayerSchema,
    Object.fromEntries(
      Object.entries(values).filter(([name, value]) => !unusable.includes(name) && !saysNothing(name, value)),
    ),
  );
  const before = unusable.length === 0 ? null : lastGood(last, checks);
  const holds = { ...insteadOf(unusable, before ?? {}), ...usable };
  last.write(holds);
  const facts: PolicyFacts = { kind: 'read', place, wrong: unusable, unknown: unknown.map(({ name }) => name) };
  return { values: holds, notices, facts };
}

/** `null` names no environment, so it decides nothing. */
const saysNothing = (name: string, value: unknown): boolean =>
  value === null && (name === 'clientId' || PLACE.some((each) => each === name));

const isKnown = (entry: PolicyEntry): entry is PolicyEntry & { name: SettingKey } => isSettingKey(entry.name);

/** For names with an unusable value: their last value, else the strictest one. Other names stay unset. */
function insteadOf(unusable: readonly string[], before: SettingsLayer): SettingsLayer {
  const names = new Set(unusable.flatMap((name) => (PLACE.some((each) => each === name) ? PLACE : [name])));
  return Object.fromEntries(
    [...names].filter(isSettingKey).flatMap((name) => {
      const known = before[name] !== undefined ? before : name in CLOSED ? CLOSED : null;
      return known === null ? [] : [[name, known[name]]];
    }),
  );
}

function half(
  values: Readonly<Record<string, unknown>>,
  a: SettingKey,
  b: SettingKey,
): { readonly given: SettingKey; readonly missing: SettingKey }[] {
  const has = (name: SettingKey): boolean => (values[name] ?? null) !== null;
  if (has(a) === has(b)) return [];
  return [has(a) ? { given: a, missing: b } : { given: b, missing: a }];
}

/** What a registry's text or number means for this setting. */
function typed(name: string, value: unknown): unknown {
  const type = isSettingKey(name) ? settingEntries[name].type : '';
  if (type === 'boolean') {
    const index = [0, 1, '0', '1', 'false', 'true'].findIndex((each) => each === value);
    return index === -1 ? value : index % 2 === 1;
  }
  return type === 'number' && typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

/** The settings that a policy names, and thereby locks. */
export const namedBy = (policy: Policy): ReadonlySet<SettingKey> =>
  new Set(Object.keys(policy.values).filter(isSettingKey));
