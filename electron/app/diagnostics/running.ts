/** The diagnostics of the running app. Read only when somebody asks for them. */
import type { AppState } from '../../ipc/app-state.js';
import type { ProblemText } from '../../genesys/problem.js';
import type { Crashes } from '../../desktop/system/crashes.js';
import type { LogFile } from '../../desktop/system/log-file.js';
import { isoTime } from '../../desktop/command-line/report.js';
import { hasPermission, mayGoOnQueue, SUPERVISORS } from '../../presence/definitions/permissions.js';
import { MANAGES } from '../../ipc/windows-for.js';
import type { ProxyQuestion } from '../../session/proxy-sign-in.js';
import type { Session } from '../../session/session.js';
import { settingsEnvironment } from '../../session/sign-in-target.js';
import type { SettingsStore } from '../../settings/settings-store.js';
import type { Account } from '../signed-in.js';
import {
  appFacts,
  desktopFacts,
  folderTest,
  keychainFacts,
  proxyVariables,
  systemFacts,
  type Machine,
} from './machine.js';
import type {
  DesktopFacts,
  Moment,
  PermissionFacts,
  ProblemFacts,
  ProxyFacts,
  Report,
  SessionFacts,
} from './report.js';
import { runSelfTests, type SelfTestDeps } from './self-tests.js';
import { policyTest, settingsFacts } from './settings-facts.js';
import type { Change, Timeline } from './timeline.js';

/** What only Electron and the desktop's programs know. */
export interface DesktopAnswers {
  readonly facts: Partial<DesktopFacts>;
  readonly trayHost: SelfTestDeps['trayHost'];
  readonly notifications: boolean;
}

export interface RunningParts {
  readonly machine: Machine;
  /** On the wall clock. */
  readonly startedAt: number;
  readonly state: AppState;
  readonly session: Pick<Session, 'me' | 'target'>;
  readonly account: Pick<Account, 'current'>;
  readonly settings: SettingsStore;
  readonly timeline: Timeline;
  readonly crashes: Crashes;
  readonly log: Pick<LogFile, 'recent'>;
  readonly proxyQuestion: ProxyQuestion | null;
  /** Chromium's word on the way to an address. */
  resolveProxy(url: string): Promise<string>;
  desktop(): Promise<DesktopAnswers>;
  readonly tests: Pick<
    SelfTestDeps,
    'fetch' | 'clock' | 'userAgent' | 'keychain' | 'newSecret' | 'hotkeys' | 'startAtLogin'
  >;
}

/** Those whose presence or absence explains what the app offers. */
const ASKED = ['routing:agent:onQueue', 'wfm:agentSchedule:view', ...SUPERVISORS, ...MANAGES];

export async function runningReport(parts: RunningParts): Promise<Report> {
  const { machine, state, session, settings } = parts;
  const { environment } = session.target ?? { environment: settingsEnvironment(settings.get()) };
  const way = async (url: string | undefined): Promise<string | null> =>
    url === undefined ? null : parts.resolveProxy(url).catch(() => null);
  const [desktop, login, api] = await Promise.all([
    parts.desktop(),
    way(environment?.loginUrl),
    way(environment?.apiUrl),
  ]);
  const policy = settings.policy();
  const tests = await runSelfTests({
    ...parts.tests,
    environment,
    state,
    trayHost: desktop.trayHost,
    notifications: desktop.notifications,
  });
  return {
    app: appFacts(machine, {
      running: true,
      startedAt: isoTime(parts.startedAt),
      language: state.app.language,
    }),
    system: systemFacts(machine),
    desktop: desktopFacts(machine, { ...desktop.facts, hotkeyReach: parts.tests.hotkeys.reach }),
    keychain: keychainFacts(machine, state.session.kind === 'signedIn' ? state.session.kept : null),
    session: sessionFacts(parts),
    channel: {
      state: state.connection.kind,
      asOf: isoTime(state.connection.asOf),
      problem: problemFacts(state.connection.problem),
      definitions: state.definitions.kind,
      history: parts.timeline.channel().map(moment),
    },
    proxy: { login, api, asks: askedBy(parts.proxyQuestion), environment: proxyVariables(machine) },
    permissions: permissionFacts(parts),
    settings: settingsFacts(settings, parts.account.current()?.personal.get() ?? null, machine),
    policy,
    crashes: parts.crashes.counts().map((crash) => ({ ...crash, at: isoTime(crash.at) })),
    errors: parts.log.recent(),
    tests: [{ name: 'running', ok: true, advice: null }, folderTest(machine), policyTest(policy), ...tests],
  };
}

const problemFacts = (problem: ProblemText | null): ProblemFacts | null =>
  problem && {
    key: problem.key,
    status: problem.status,
    code: problem.code,
    correlationId: problem.correlationId,
  };

const moment = ({ at, state, problem }: Change): Moment => ({
  at: isoTime(at),
  state,
  problem: problemFacts(problem),
});

function sessionFacts({ state, session, timeline }: RunningParts): SessionFacts {
  const { session: now, environment } = state;
  const { target } = session;
  return {
    state: now.kind,
    demo: target?.demo ?? null,
    region: target?.environment.region ?? (environment.region === '' ? null : environment.region),
    host:
      target === null ? (environment.host === '' ? null : environment.host) : new URL(target.environment.apiUrl).host,
    clientId: target?.clientId ?? (environment.clientId === '' ? null : environment.clientId),
    organizationId: session.me?.person.organizationId ?? null,
    expiresAt: now.kind === 'signedIn' ? isoTime(now.expiresAt) : null,
    problem: 'problem' in now ? problemFacts(now.problem ?? null) : null,
    history: timeline.session().map(moment),
  };
}

const askedBy = (question: ProxyQuestion | null): ProxyFacts['asks'] =>
  question && { proxy: question.proxy, scheme: question.scheme, step: question.step };

function permissionFacts({ session, account, state }: RunningParts): PermissionFacts | null {
  const { me } = session;
  if (me === null) return null;
  const found = ASKED.filter((permission) => hasPermission(me.permissions, permission));
  const schedule = account.current()?.schedule;
  return {
    count: me.permissions.length,
    onQueue: mayGoOnQueue(me.permissions),
    workforce: schedule === undefined ? 'unread' : (schedule.lack()?.kind ?? 'found'),
    leads: me.leads,
    windows: [...state.app.windows],
    found,
    missing: ASKED.filter((permission) => !found.includes(permission)),
  };
}
