/**
 * The organisation's policy: a file that IT rolls out, flat names equal to the settings', whose values hold before everything else
 * and are shown as set by the organisation (design §5). It is trusted only where ordinary users cannot have written it.
 */
import { posix, win32 } from 'node:path';
import * as v from 'valibot';
import type { Log } from '../ports.js';
import { checkPlaces, type EnvironmentChecks } from './environment-checks.js';
import { notice, type AppNotice } from './app-notice.js';
import { parseJsonObject } from './json-file.js';
import { parseByKey } from './parse-by-key.js';
import type { PolicyFiles } from './policy-files.js';
import { isSettingKey, settingEntries, settingsLayerSchema, type SettingKey, type SettingsLayer } from './settings.js';

export interface Policy {
  readonly values: SettingsLayer;
  readonly notices: readonly AppNotice[];
}

const NO_POLICY: Policy = { values: {}, notices: [] };

/** Where the policy lies; fixed. Null where the system names no such folder. */
export function policyPath(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  if (platform === 'win32') {
    const programData = variables['ProgramData'] ?? variables['PROGRAMDATA'];
    return programData && win32.isAbsolute(programData)
      ? win32.join(programData, 'Presence Tray', 'policy.json')
      : null;
  }
  return platform === 'darwin'
    ? posix.join('/Library/Application Support/Presence Tray', 'policy.json')
    : '/etc/presence-tray/policy.json';
}

/** Single sign-on needs both names or neither (genesys.md §1.6); so does an environment of one's own. */
const PAIRS: readonly (readonly [SettingKey, SettingKey])[] = [
  ['org', 'provider'],
  ['apiUrl', 'loginUrl'],
];

/**
 * Reads the policy. What it cannot use costs that key alone, by name; a file that ordinary users could have written, or that is
 * no JSON object, is ignored as a whole; both are told in the log and as a notice. Never throws.
 */
export function readPolicy(path: string | null, files: PolicyFiles, checks: EnvironmentChecks, log: Log): Policy {
  if (path === null) return NO_POLICY;
  const found = files.read(path);
  if (found.kind === 'missing') return NO_POLICY;
  if (found.kind === 'writable') {
    log.warn('policy ignored: ordinary users can write it', { path, place: found.place });
    return { values: {}, notices: [notice('notice.policyWritable', { path: found.place })] };
  }
  const raw = found.kind === 'content' ? parseJsonObject(found.content) : null;
  if (!raw) {
    log.warn('policy ignored: it cannot be read', { path });
    return { values: {}, notices: [notice('notice.policyUnreadable', { path })] };
  }
  const parsed = parseByKey(settingEntries, raw);
  const { values, wrong: wrongPlaces } = checkPlaces(parsed.values, checks);
  for (const name of parsed.unknown) log.warn('policy names something that is no setting', { name });
  const halves = PAIRS.flatMap(([a, b]) => half(values, a, b));
  const ignored = [...parsed.wrong, ...wrongPlaces, ...halves];
  for (const name of ignored) log.warn('policy value ignored', { name });
  const usable = Object.fromEntries(Object.entries(values).filter(([name]) => !halves.includes(name)));
  return {
    values: v.parse(settingsLayerSchema, usable),
    notices: ignored.map((name) => notice('notice.policyValue', { setting: name })),
  };
}

function half(values: Readonly<Record<string, unknown>>, a: SettingKey, b: SettingKey): string[] {
  const given = [a, b].filter((name) => (values[name] ?? null) !== null);
  return given.length === 1 ? given : [];
}

/** The settings that a policy names, and so locks. */
export const namedBy = (policy: Policy): ReadonlySet<SettingKey> =>
  new Set(Object.keys(policy.values).filter(isSettingKey));
