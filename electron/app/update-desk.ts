/**
 * Where the app meets its updates: windows, notices and the way out. What looks for them is read only once the start is
 * long over, or a person asks (docs/design.md §6).
 */
import type { Session } from 'electron';
import { createEmitter } from '../emitter.js';
import type { UpdateView } from '../ipc/contract/updates.js';
import type { StateStore } from '../ipc/state-store.js';
import type { AppState } from '../ipc/app-state.js';
import type { Cancel, Clock, Log } from '../ports.js';
import { notice } from '../settings/app-notice.js';
import type { SavedFiles } from '../settings/saved-files.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { UpdateState, Updates } from '../updates/updates.js';
import { UPDATE_NOTICE, type Notices } from './notices.js';
import type { Platform } from './settings-slices.js';

export interface UpdateDeskParts {
  readonly userData: string;
  readonly version: string;
  readonly platform: Platform;
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Pick<SavedFiles, 'open'>;
  readonly settings: SettingsStore;
  readonly store: StateStore;
  readonly notices: Pick<Notices, 'tell' | 'withdraw'>;
  readonly network: () => Session;
  /** The app ends, an update is installed, and the app starts again. */
  restart(): void;
}

export interface UpdateDesk {
  view(): UpdateView;
  onChange(run: () => void): Cancel;
  open(): void;
  look(): void;
  restart(): void;
  /** What is installed as the app ends. Null: nothing now. */
  onQuit(restart: boolean): (() => Promise<void>) | null;
  end(): void;
}

/**
 * On Queue, or interacting while off queue. Without the permission there is no routing status, and the presence says
 * it.
 */
export function isBusy({ session, routing, presence }: Pick<AppState, 'session' | 'routing' | 'presence'>): boolean {
  if (session.kind !== 'signedIn' && session.kind !== 'expired') return false;
  if (presence.current?.definition.systemPresence === 'OnQueue') return true;
  return routing.status !== null && routing.status !== 'OFF_QUEUE';
}

/** What is told of it. The same version, or the same refusal, is told once. Null: nothing. */
export function updateNotice(state: UpdateState): ReturnType<typeof notice> | null {
  switch (state.kind) {
    case 'ready':
    case 'told': {
      const { kind, version, changes } = state;
      const key = `notice.update.${kind}${changes === '' ? '' : 'With'}`;
      return { ...notice(key, { version, changes }), id: `${UPDATE_NOTICE}${kind}:${version}` };
    }
    case 'refused': {
      const { version, reason } = state;
      const id = `${UPDATE_NOTICE}${reason}:${version ?? ''}`;
      return { ...notice(`notice.update.refused.${reason}`, version === null ? {} : { version }), id };
    }
    default:
      return null;
  }
}

export function createUpdateDesk(parts: UpdateDeskParts): UpdateDesk {
  const { log, settings, store, notices } = parts;
  const changes = createEmitter(log, 'updates');
  let updates: Updates | null = null;
  let opening: Promise<Updates | null> | null = null;
  let ended = false;
  let told: string | null = null;
  let busy = isBusy(store.get());

  const show = (state: UpdateState): void => {
    changes.emit();
    // While it looks, the last word stands.
    if (state.kind === 'looking' || state.kind === 'idle' || state.kind === 'failed') return;
    const next = updateNotice(state);
    if (told !== null && told !== next?.id) notices.withdraw(told);
    told = next?.id ?? null;
    if (next !== null) notices.tell(next);
  };
  const read = async (): Promise<Updates | null> => {
    const { openUpdates } = await import('./updates.js');
    if (ended) return null;
    updates = openUpdates({ ...parts, busy: () => busy, onState: show });
    if (updates.arrived !== null) {
      const { changes: what } = updates.arrived;
      const { version } = parts;
      const key = what === '' ? 'notice.update.arrived' : 'notice.update.arrivedWith';
      notices.tell({ ...notice(key, { version, changes: what }), id: `${UPDATE_NOTICE}arrived:${version}` });
    }
    changes.emit();
    return updates;
  };
  const open = (): Promise<Updates | null> => {
    opening ??= read().catch((error: unknown) => {
      log.error('updates could not be read', { reason: error instanceof Error ? error.message : 'unknown' });
      return null;
    });
    return opening;
  };
  const cancels = [
    store.onChange((_change, state) => {
      const now = isBusy(state);
      if (now === busy) return;
      busy = now;
      updates?.busyChanged();
    }),
    settings.onChange(() => updates?.settingsChanged()),
  ];

  return {
    view: () => viewOf(updates),
    onChange: (run) => changes.on(run),
    open: () => void open(),
    look: () => void open().then((opened) => opened?.look()),
    restart() {
      if (updates?.onQuit(true) !== null && updates !== null) parts.restart();
    },
    onQuit: (restart) => updates?.onQuit(restart) ?? null,
    end() {
      ended = true;
      for (const cancel of cancels) cancel();
      updates?.end();
    },
  };
}

function viewOf(updates: Updates | null): UpdateView {
  const state: UpdateState = updates?.state() ?? { kind: 'idle' };
  return {
    can: updates?.can ?? 'nothing',
    kind: state.kind,
    version: 'version' in state ? state.version : null,
    changes: 'changes' in state ? state.changes : '',
    reason: state.kind === 'refused' ? state.reason : null,
  };
}
