/** The self-tests of a running app, each with what to do if it fails. They run beside each other. */
import type { TrayHost } from '../../desktop/tray/tray-host.js';
import type { Environment } from '../../genesys/environment.js';
import type { AppState } from '../../ipc/app-state.js';
import type { HotkeyReach, HotkeyView } from '../../ipc/contract/settings.js';
import { NO_KEYCHAIN } from '../../session/vault.js';
import type { VaultKeeper } from '../../session/vault-keeper.js';
import { reachApi, reachLogin, type ReachDeps } from './reach.js';
import type { Advice, SelfTest, TestName } from './report.js';

export interface SelfTestDeps extends ReachDeps {
  /** Null: no organisation is set up. */
  readonly environment: Environment | null;
  readonly state: AppState;
  readonly keychain: Pick<VaultKeeper, 'keep' | 'read' | 'forget'>;
  /** Never twice the same, so that what is read is what was just written. */
  readonly newSecret: () => string;
  /** Null: the system always shows icons. */
  readonly trayHost: TrayHost | null;
  readonly hotkeys: { readonly reach: HotkeyReach; readonly views: readonly HotkeyView[] };
  /** Whether the desktop shows notifications. */
  readonly notifications: boolean;
  readonly startAtLogin: {
    readonly wanted: boolean;
    /** Why it does not start although it should. */
    readonly off: Advice | null;
    /** It is set up, but the desktop may not do it. */
    readonly unsure: Advice | null;
  };
}

/** A keychain's prompt may wait for a person for minutes. */
const KEYCHAIN_WITHIN_MS = 10_000;
/** The item's name in the keychain. It is there only while the test runs. */
const KEYCHAIN_ITEM = 'self-test';

export async function runSelfTests(deps: SelfTestDeps): Promise<SelfTest[]> {
  const { environment } = deps;
  const noPlace: Advice = { key: 'diagnostics.noEnvironment', params: {} };
  const found: readonly (readonly [TestName, Advice | null | Promise<Advice | null>])[] = [
    ['login', environment === null ? noPlace : reachLogin(deps, environment)],
    ['api', environment === null ? noPlace : reachApi(deps, environment)],
    ['channel', channelAdvice(deps.state)],
    ['keychain', keychainAdvice(deps)],
    ['tray', deps.trayHost === 'absent' ? { key: 'notice.noTray', params: {} } : null],
    ['hotkeys', hotkeyAdvice(deps.hotkeys)],
    ['notifications', deps.notifications ? null : { key: 'diagnostics.notifications', params: {} }],
    ['autostart', autostartAdvice(deps)],
  ];
  return Promise.all(
    found.map(async ([name, finding]): Promise<SelfTest> => {
      const advice = await finding;
      return { name, ok: advice === null, advice };
    }),
  );
}

function channelAdvice({ session, connection }: AppState): Advice | null {
  if (session.kind === 'expired') return { key: 'cli.expired', params: {} };
  if (session.kind !== 'signedIn') return { key: 'cli.notSignedIn', params: {} };
  if (connection.kind === 'live') return null;
  const { problem } = connection;
  return problem !== null ? { key: problem.key, params: problem.params } : { key: 'diagnostics.channel', params: {} };
}

function keychainAdvice({ keychain, clock, newSecret }: SelfTestDeps): Promise<Advice | null> {
  return new Promise((resolve) => {
    const cancel = clock.after(KEYCHAIN_WITHIN_MS, () => resolve({ key: 'diagnostics.keychain.waits', params: {} }));
    void roundTrip(keychain, newSecret()).then((advice) => {
      cancel();
      resolve(advice);
    });
  });
}

/** Writes, reads and removes an item of its own. Never rejects. */
async function roundTrip(keychain: SelfTestDeps['keychain'], secret: string): Promise<Advice | null> {
  const odd = (trouble: string): Advice => ({ key: 'diagnostics.keychain.odd', params: { trouble } });
  try {
    const kept = await keychain.keep(KEYCHAIN_ITEM, secret);
    const read = await keychain.read(KEYCHAIN_ITEM);
    const gone = await keychain.forget(KEYCHAIN_ITEM);
    if (kept === 'failed') return odd('write');
    if (read !== secret) return odd('read');
    return gone === 'failed' ? odd('remove') : null;
  } catch (error) {
    const trouble = troubleOf(error);
    if (NO_KEYCHAIN.some((each) => each === trouble)) return { key: 'diagnostics.keychain.none', params: {} };
    return trouble === 'locked' || trouble === 'denied'
      ? { key: 'diagnostics.keychain.locked', params: {} }
      : odd(trouble);
  }
}

/** By its shape, because main's `VaultError` is not the one of this bundle. */
const troubleOf = (error: unknown): string =>
  error instanceof Error && 'trouble' in error && typeof error.trouble === 'string' ? error.trouble : 'other';

function hotkeyAdvice({ reach, views }: SelfTestDeps['hotkeys']): Advice | null {
  if (reach === 'nowhere') return { key: 'diagnostics.hotkeys.nowhere', params: {} };
  if (reach === 'x11Windows') return { key: 'diagnostics.hotkeys.x11Windows', params: {} };
  const broken = views.filter(({ problem, unlikely }) => problem !== null || unlikely);
  return broken.length === 0
    ? null
    : { key: 'diagnostics.hotkeys.refused', params: { hotkeys: broken.map(({ label }) => label).join(', ') } };
}

function autostartAdvice({ startAtLogin: { wanted, off, unsure }, state }: SelfTestDeps): Advice | null {
  if (!wanted) return null;
  const why = off ?? unsure;
  if (why !== null) return { key: why.key, params: why.params };
  return state.app.notices.some(({ key }) => key === 'autostart.notSaved')
    ? { key: 'autostart.notSaved', params: {} }
    : null;
}
