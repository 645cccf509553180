/** What the person is told about the app itself, and what they have put away. Of a lasting condition they are told once, not at every start. */
import { join } from 'node:path';
import * as v from 'valibot';
import type { AppNotice } from '../settings/app-notice.js';
import type { SavedFiles } from '../settings/saved-files.js';

export interface Notices {
  all(): readonly AppNotice[];
  tell(told: AppNotice): void;
  /** The cause has gone: the next time it is news again. */
  untell(id: string): void;
  /** The person put it away. */
  dismiss(id: string): void;
}

/** They stand for how the desktop is set up, which the person may well want so. */
const LASTING: ReadonlySet<string> = new Set(['notice.noTray', 'notice.loginOffBySystem']);

const memorySchema = v.object({ putAway: v.array(v.string()) });

/** @param first what opening the settings had to tell */
export function createNotices(deps: {
  readonly folder: string;
  readonly first: readonly AppNotice[];
  readonly files: Pick<SavedFiles, 'open'>;
  changed(): void;
}): Notices {
  const file = deps.files.open(join(deps.folder, 'notices.json'));
  const found = file.read();
  const parsed = v.safeParse(memorySchema, found.kind === 'values' ? found.values : null);
  const putAway = new Set(parsed.success ? parsed.output.putAway : []);
  let notices = [...deps.first];

  const remember = (): void => file.write({ putAway: [...putAway] });
  const set = (next: AppNotice[]): void => {
    notices = next;
    deps.changed();
  };
  const without = (id: string): AppNotice[] => notices.filter((each) => each.id !== id);

  return {
    all: () => notices,
    tell: (told) => {
      if (!putAway.has(told.id)) set([...without(told.id), told]);
    },
    untell: (id) => {
      if (putAway.delete(id)) remember();
      if (notices.some((each) => each.id === id)) set(without(id));
    },
    dismiss: (id) => {
      if (LASTING.has(id) && !putAway.has(id)) {
        putAway.add(id);
        remember();
      }
      set(without(id));
    },
  };
}
