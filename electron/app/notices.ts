/**
 * What the person is told about the app itself, and what they dismissed. A lasting condition is reported once, not at
 * every start.
 */
import * as v from 'valibot';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import type { AppNotice } from '../settings/app-notice.js';
import type { SavedFile } from '../settings/saved-files.js';

export interface Notices {
  all(): readonly AppNotice[];
  readonly tell: (told: AppNotice) => void;
  /** The cause is gone, so the next occurrence is news. */
  readonly untell: (id: string) => void;
  /** It no longer holds. What was dismissed stays dismissed. */
  readonly withdraw: (id: string) => void;
  dismiss(id: string): void;
  /** Calls when `all()` has changed. */
  onChange(run: () => void): Cancel;
  /** Forgets what was put away and what is told. */
  forget(): void;
  /**
   * Loads what earlier runs dismissed. Notices from before this call are kept.
   * @param first notices from opening the settings
   */
  begin(file: Pick<SavedFile, 'read' | 'write' | 'remove'>, first: readonly AppNotice[]): void;
}

/** These concern how the desktop is set up, which the person may well intend. */
const LASTING: ReadonlySet<string> = new Set(['notice.noTray', 'notice.loginOffBySystem', 'notice.lockNotHeard']);
/** Each version, or why it is refused, is told until it is dismissed once. */
export const UPDATE_NOTICE = 'notice.update:';
const lasts = (id: string): boolean => LASTING.has(id) || id.startsWith(UPDATE_NOTICE);

const memorySchema = v.object({ putAway: v.array(v.string()) });

/** @param log for failing listeners */
export function createNotices(log: Pick<Log, 'error'>): Notices {
  const changes = createEmitter(log, 'notices');
  const putAway = new Set<string>();
  let notices: AppNotice[] = [];
  let remember = (): void => undefined;
  let remove = (): void => undefined;

  const set = (next: AppNotice[]): void => {
    notices = next;
    changes.emit();
  };
  const without = (id: string): AppNotice[] => notices.filter((each) => each.id !== id);

  return {
    all: () => notices,
    onChange: (run) => changes.on(run),
    forget() {
      putAway.clear();
      remove();
      set([]);
    },
    begin(file, first) {
      const found = file.read();
      const parsed = v.safeParse(memorySchema, found.kind === 'values' ? found.values : null);
      for (const id of parsed.success ? parsed.output.putAway : []) putAway.add(id);
      remember = () => file.write({ putAway: [...putAway] });
      remove = () => file.remove();
      set([...first, ...notices].filter(({ id }) => !putAway.has(id)));
    },
    tell: (told) => {
      if (!putAway.has(told.id)) set([...without(told.id), told]);
    },
    untell: (id) => {
      if (putAway.delete(id)) remember();
      if (notices.some((each) => each.id === id)) set(without(id));
    },
    withdraw: (id) => {
      if (notices.some((each) => each.id === id)) set(without(id));
    },
    dismiss: (id) => {
      if (lasts(id) && !putAway.has(id)) {
        putAway.add(id);
        remember();
      }
      set(without(id));
    },
  };
}
