/**
 * What `--diagnostics` tells (docs/design.md §5). The names in the JSON are fixed and never translated. A section is
 * null where nothing is known of it. It goes to support, so nothing in it is secret or private: no token, no name of
 * a person, no text of a message.
 */
import type { TextKey, Texts } from '../../../assets/locales/catalogue.js';
import { json } from '../../desktop/command-line/report.js';
import type { CrashCount } from '../../desktop/system/crashes.js';
import type { LogEntry } from '../../desktop/system/log-file.js';
import { withoutSecrets } from '../../redact.js';
import type { PolicyFacts } from '../../settings/policy.js';

/** In the order in which they are told. */
export const TEST_NAMES = [
  'running',
  'folder',
  'policy',
  'login',
  'api',
  'channel',
  'keychain',
  'tray',
  'hotkeys',
  'notifications',
  'autostart',
] as const;
export type TestName = (typeof TEST_NAMES)[number];

/** What to do: a text of the catalogue. */
export interface Advice {
  /** A key of the catalogue. */
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface SelfTest {
  readonly name: TestName;
  readonly ok: boolean;
  /** Null: nothing is to be done. */
  readonly advice: Advice | null;
}

type Facts = Readonly<Record<string, unknown>>;
export type Time = string | null;

/** Why something is not as it should be: the key of our sentence, and what support asks for. */
export interface ProblemFacts {
  readonly key: string;
  readonly status: number | null;
  readonly code: string | null;
  readonly correlationId: string | null;
}

/** A state and when it began. */
export interface Moment {
  readonly at: Time;
  readonly state: string;
  readonly problem: ProblemFacts | null;
}

export interface AppFacts {
  readonly version: string;
  /** `silent`: it runs, and does not answer. */
  readonly running: boolean | 'silent';
  readonly startedAt: Time;
  readonly packaged: boolean;
  readonly electron: string | null;
  readonly chromium: string | null;
  readonly node: string;
  readonly v8: string;
  readonly language: string | null;
  readonly userData: string;
  readonly log: string;
}

export interface SystemFacts {
  readonly platform: string;
  readonly release: string;
  readonly version: string;
  readonly arch: string;
  /** How the app was brought here, as far as it can be seen: `appImage`, `flatpak`, `snap`. */
  readonly package: string | null;
  readonly processors: number;
  readonly memoryMb: number;
  readonly locale: string;
  readonly timeZone: string;
}

export interface DesktopFacts {
  readonly name: string | null;
  readonly windows: 'x11' | 'wayland' | 'xWayland' | null;
  readonly trayHost: string | null;
  readonly notificationService: string | null;
  readonly hotkeyReach: string | null;
  readonly lockNews: string | null;
  readonly idleTold: boolean | null;
  readonly displays: readonly string[] | null;
  readonly graphics: string | null;
}

export interface KeychainFacts {
  readonly backend: string;
  /** Where the session's token is: `keychain`, `memory`, `saving`, `untilQuit`. */
  readonly session: string | null;
}

export interface SessionFacts {
  readonly state: string;
  readonly demo: boolean | null;
  readonly region: string | null;
  readonly host: string | null;
  readonly clientId: string | null;
  readonly organizationId: string | null;
  readonly expiresAt: Time;
  readonly problem: ProblemFacts | null;
  readonly history: readonly Moment[];
}

export interface ChannelFacts {
  readonly state: string;
  readonly asOf: Time;
  readonly problem: ProblemFacts | null;
  readonly definitions: string;
  readonly history: readonly Moment[];
}

export interface ProxyFacts {
  /** As Chromium writes it: `DIRECT`, `PROXY proxy:3128`. */
  readonly login: string | null;
  readonly api: string | null;
  readonly asks: { readonly proxy: string; readonly scheme: string; readonly step: string } | null;
  /** The variables that name a proxy, without credentials. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface PermissionFacts {
  readonly count: number;
  readonly onQueue: boolean;
  /** Whether workforce management has a schedule of the person, or why not. */
  readonly workforce: string;
  readonly leads: boolean;
  readonly windows: readonly string[];
  /** Those that the app asks about. */
  readonly found: readonly string[];
  readonly missing: readonly string[];
}

export interface SettingsFacts {
  readonly values: Facts;
  /** The settings that are not as the app comes, and who decided them. */
  readonly setBy: Readonly<Record<string, 'policy' | 'environment' | 'person'>>;
  /** How many of their own things the person has here. */
  readonly personal: Readonly<Record<string, number>> | null;
}

export interface Report {
  readonly app: AppFacts;
  readonly system: SystemFacts;
  readonly desktop: DesktopFacts;
  readonly keychain: KeychainFacts;
  readonly session: SessionFacts | null;
  readonly channel: ChannelFacts | null;
  readonly proxy: ProxyFacts;
  readonly permissions: PermissionFacts | null;
  readonly settings: SettingsFacts;
  readonly policy: PolicyFacts;
  readonly crashes: readonly (Omit<CrashCount, 'at'> & { readonly at: Time })[] | null;
  readonly errors: readonly LogEntry[];
  readonly tests: readonly SelfTest[];
}

/**
 * Without secrets, and with `~` for the person's folder, whose name may be theirs.
 * @param home null: it is not known
 */
const clean = (value: unknown, home: string | null): unknown => {
  const parsed: unknown = JSON.parse(
    JSON.stringify(value, (name, each: unknown) => {
      const safe = withoutSecrets(name, each);
      return typeof safe === 'string' && home !== null && home.length > 1 ? safe.replaceAll(home, '~') : safe;
    }),
  );
  return parsed;
};

const advise = (advice: Advice | null, texts: Texts): string | null =>
  advice === null ? null : texts.has(advice.key) ? texts(advice.key, advice.params) : texts('problem.unknown');

/** @param english because scripts and support read it */
export const diagnosticsJson = (report: Report, home: string | null, english: Texts): string =>
  json(
    clean({ ...report, tests: report.tests.map((test) => ({ ...test, advice: advise(test.advice, english) })) }, home),
  );

const list = (parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');

/** As `--status` says it, where it has a word for it. */
function stateWord(state: string, texts: Texts): string {
  const key = `cli.state.${state}`;
  return texts.has(key) ? texts(key) : state;
}

const problemLine = (problem: ProblemFacts | null): string | null =>
  problem &&
  list([
    problem.key,
    problem.status === null ? null : String(problem.status),
    problem.code,
    problem.correlationId === null ? null : `correlation id ${problem.correlationId}`,
  ]);

const errorLine = ({ at, message, ...fields }: LogEntry): string =>
  list([
    at,
    message,
    ...Object.entries(fields).flatMap(([name, value]) =>
      name === 'level' || value === null ? [] : [`${name} ${String(value)}`],
    ),
  ]);

/** For people, in the language of their shell: a line each, then the tests. The JSON has more. */
export function diagnosticsText(report: Report, home: string | null, texts: Texts): string {
  const { app, system, desktop, keychain, session, channel, proxy, permissions, settings, policy, crashes, errors } =
    report;
  const none = texts('cli.diagnostics.none');
  const unknown = texts('cli.diagnostics.unknown');
  const isSet = (by: string): string[] =>
    Object.entries(settings.setBy).flatMap(([name, who]) => (who === by ? [name] : []));
  const names = (key: TextKey, found: readonly string[]): string | null =>
    found.length === 0 ? null : texts(key, { names: found.join(', ') });
  const sections: readonly (readonly [TextKey, string])[] = [
    [
      'cli.diagnostics.app',
      list([
        `Presence Tray ${app.version}`,
        app.electron && `Electron ${app.electron}`,
        app.chromium && `Chromium ${app.chromium}`,
        `Node ${app.node}`,
      ]),
    ],
    ['cli.diagnostics.folder', app.userData],
    ['cli.diagnostics.system', list([`${system.platform} ${system.release}`, system.arch, system.package])],
    [
      'cli.diagnostics.desktop',
      list([
        desktop.name,
        desktop.windows,
        desktop.trayHost,
        desktop.notificationService,
        desktop.graphics && `graphics: ${desktop.graphics}`,
      ]),
    ],
    ['cli.diagnostics.keychain', list([keychain.backend, keychain.session])],
    [
      'cli.diagnostics.session',
      session === null
        ? unknown
        : list([
            stateWord(session.state, texts),
            session.demo === true ? 'demo' : null,
            session.host,
            problemLine(session.problem),
          ]),
    ],
    [
      'cli.diagnostics.channel',
      channel === null ? unknown : list([stateWord(channel.state, texts), channel.asOf, problemLine(channel.problem)]),
    ],
    [
      'cli.diagnostics.proxy',
      list([...new Set([proxy.login, proxy.api]), proxy.asks?.proxy, ...Object.values(proxy.environment)]) || unknown,
    ],
    [
      'cli.diagnostics.permissions',
      permissions === null
        ? unknown
        : list([
            String(permissions.count),
            permissions.onQueue ? 'On Queue' : null,
            `workforce: ${permissions.workforce}`,
            permissions.windows.join(', '),
          ]),
    ],
    ['cli.diagnostics.settings', list([isSet('person').join(', ')]) || none],
    [
      'cli.diagnostics.policy',
      list([
        policy.place ?? (policy.kind === 'missing' ? none : policy.kind),
        isSet('policy').join(', '),
        names('cli.diagnostics.wrong', policy.wrong),
        names('cli.diagnostics.unknownNames', policy.unknown),
      ]),
    ],
    [
      'cli.diagnostics.crashes',
      crashes === null
        ? unknown
        : list(crashes.map(({ what, times, reason }) => `${what} ${times}× ${reason}`)) || none,
    ],
    ['cli.diagnostics.errors', errors.length === 0 ? none : errors.slice(-MOST_TOLD).map(errorLine).join('\n')],
  ];
  const tests = report.tests.map(({ name, ok, advice }) => {
    const words = advise(advice, texts);
    const found = ok ? texts('cli.diagnostics.ok') : texts('cli.diagnostics.notOk');
    return [texts(`cli.diagnostics.test.${name}`), words === null ? found : `${found}. ${words}`] as const;
  });
  const rows = sections.map(([key, value]) => [texts(key), value] as const);
  const lines = [...table(rows), '', texts('cli.diagnostics.tests'), ...table(tests).map((line) => `  ${line}`)];
  const cleaned = clean(lines, home);
  return Array.isArray(cleaned) ? `${cleaned.join('\n')}\n` : '';
}

/** The latest errors that people are told. */
const MOST_TOLD = 5;

/** Two columns. What has several lines stays in the second. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => columns(name)));
  return rows.map(([name, value]) => {
    const indent = `\n${' '.repeat(width + 2)}`;
    return `${name}${' '.repeat(width - columns(name))}  ${oneCell(value).replaceAll('\n', indent)}`;
  });
}

/** Control characters would be commands to the terminal. */
const oneCell = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (sign) => (sign === '\n' ? sign : ' '));

/** How wide a terminal shows it: East Asian signs take two places, and marks none. */
const columns = (text: string): number =>
  Array.from(text.replace(/\p{M}/gu, '')).reduce(
    (sum, sign) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u.test(sign) ? 2 : 1),
    0,
  );
