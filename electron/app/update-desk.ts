/**
 * Where the app meets its updates: windows, notices and the way out. What looks for them is read only once the start is
 * long over, or a person asks (docs/design.md §6).
 */
import { createEmitter } from '../emitter.js';
import { isBusy } from '../ipc/busy.js';
import type { UpdateView } from '../ipc/contract/updates.js';
import type { StateStore } from '../ipc/state-store.js';
import type { Cancel } from '../ports.js';
import { notice } from '../settings/app-notice.js';
import { toldKey } from '../updates/told-key.js';
import type { UpdateState, Updates } from '../updates/updates.js';
import { UPDATE_NOTICE, type Notices } from './notices.js';
import type { UpdatesParts } from './updates.js';

export interface UpdateDeskParts extends Omit<UpdatesParts, 'busy' | 'onState'> {
  readonly store: StateStore;
  readonly notices: Pick<Notices, 'tell' | 'withdraw'>;
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

/** What is told of it. The same version, or the same refusal, is told once. Null: nothing. */
export function updateNotice(state: UpdateState): ReturnType<typeof notice> | null {
  switch (state.kind) {
    case 'ready':
    case 'told': {
      const { kind, version, changes } = state;
      return { ...notice(toldKey(kind, changes), { version, changes }), id: `${UPDATE_NOTICE}${kind}:${version}` };
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
      notices.tell({
        ...notice(toldKey('arrived', what), { version, changes: what }),
        id: `${UPDATE_NOTICE}arrived:${version}`,
      });
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
