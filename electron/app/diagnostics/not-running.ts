/**
 * The diagnostics of a process that only asks, where no app runs or it does not answer. They work without a display and
 * without the event loop, and write nothing.
 */
import { openSync, closeSync, fstatSync, readSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Texts } from '../../../assets/locales/catalogue.js';
import type { LogEntry } from '../../desktop/system/log-file.js';
import { peekJsonFile } from '../../settings/json-file.js';
import { environmentChecks } from '../../session/sign-in-target.js';
import { readPolicy } from '../../settings/policy.js';
import { createSettingsStore, type SettingsStore } from '../../settings/settings-store.js';
import { defaultSettings } from '../../settings/settings.js';
import { silentLog } from '../../silent-log.js';
import { policySource } from '../policy-source.js';
import {
  appFacts,
  desktopFacts,
  folderTest,
  keychainFacts,
  proxyVariables,
  systemFacts,
  type Machine,
} from './machine.js';
import type { Report } from './report.js';
import { policyTest, settingsFacts } from './settings-facts.js';
import { writeDiagnostics } from './write.js';

export interface NotRunning {
  readonly machine: Machine;
  /** `silent`: an app runs, and does not answer. */
  readonly running: false | 'silent';
  readonly json: boolean;
  /** In the language of the shell. */
  readonly texts: () => Texts;
}

export const diagnosticsNotRunning = ({ machine, running, json, texts }: NotRunning): string =>
  writeDiagnostics(notRunningReport(machine, running), json ? 'json' : texts());

export function notRunningReport(machine: Machine, running: false | 'silent'): Report {
  const settings = readSettings(machine);
  const policy = settings.policy();
  const app = appFacts(machine, { running, startedAt: null, language: null });
  return {
    app,
    system: systemFacts(machine),
    desktop: desktopFacts(machine, {}),
    keychain: keychainFacts(machine, null),
    session: null,
    channel: null,
    proxy: { login: null, api: null, asks: null, environment: proxyVariables(machine) },
    permissions: null,
    settings: settingsFacts(settings, null, machine),
    policy,
    crashes: null,
    errors: errorsIn(tailOf(app.log)),
    tests: [
      {
        name: 'running',
        ok: false,
        advice: { key: running === 'silent' ? 'diagnostics.silent' : 'diagnostics.notRunning', params: {} },
      },
      folderTest(machine),
      policyTest(policy),
    ],
  };
}

/** Only reads: what is broken stays as it is, for the app to put aside. */
function readSettings({ userData, platform, env, packaged }: Machine): SettingsStore {
  const read = (name: string): Readonly<Record<string, unknown>> | null => {
    const found = peekJsonFile(join(userData, name));
    return found?.kind === 'values' ? found.values : null;
  };
  const nothing = (): void => undefined;
  return createSettingsStore({
    file: { read: () => ({ values: read('settings.json') ?? {}, notices: [] }), write: nothing, remove: nothing },
    policy: readPolicy(
      policySource(platform),
      { read: () => read('last-policy.json'), write: nothing, forget: nothing },
      environmentChecks,
      silentLog,
    ),
    variables: env,
    defaults: defaultSettings(platform, packaged),
    checks: environmentChecks,
    log: silentLog,
  });
}

/** The end of the log, in bytes. */
const LOG_TAIL = 128 * 1024;
const MOST_ERRORS = 20;

/** A file's end. Empty: it cannot be read. */
function tailOf(path: string): string {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const bytes = Buffer.alloc(Math.min(size, LOG_TAIL));
      readSync(file, bytes, 0, bytes.length, Math.max(0, size - LOG_TAIL));
      return bytes.toString('utf8');
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

const field = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const entrySchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.objectWithRest({ at: v.string(), level: v.picklist(['warn', 'error']), message: v.string() }, field),
);

/** The latest warnings and errors of the log. The first line may be cut, and a line may be anything. */
export const errorsIn = (log: string): LogEntry[] =>
  log
    .split('\n')
    .flatMap((line) => {
      const parsed = v.safeParse(entrySchema, line);
      return parsed.success ? [parsed.output] : [];
    })
    .slice(-MOST_ERRORS);
