/**
 * What belongs to one person in one organisation. The next person on a shared workstation sees none of it
 * (docs/design.md §3.13). Each has a file named by a hash, so that a folder listing does not show who works here.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as v from 'valibot';
import { createEmitter } from '../emitter.js';
import type { Cancel, Log } from '../ports.js';
import { automationsSchema, NO_AUTOMATIONS } from './automation-rules.js';
import { LONGEST_MESSAGE } from './message-length.js';
import { limitsSchema } from './limit-minutes.js';
import { messageLifetimeSchema, messagePresetSchema } from './message-preset.js';
import { notice, type AppNotice } from './app-notice.js';
import { parseByKey } from './parse-by-key.js';
import { planRemindersSchema, USUAL_PLAN_REMINDERS } from './plan-reminders.js';
import { routineSchema } from './routine.js';
import type { SavedFiles } from './saved-files.js';
import { teamListsSchema, teamThresholdsSchema } from './team-lists.js';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const messageSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(LONGEST_MESSAGE)),
  lifetime: messageLifetimeSchema,
});

export const personalEntries = {
  /** Definition ids picked most recently, newest first. */
  recent: v.pipe(v.array(id), v.maxLength(50)),
  /** Definition ids, in the order they were added. */
  favourites: v.pipe(v.array(id), v.maxLength(500)),
  presets: v.pipe(v.array(messagePresetSchema), v.maxLength(200)),
  routines: v.pipe(v.array(routineSchema), v.maxLength(100)),
  /** By definition id, by `definitionId/presetId` if the hotkey also sends a message, or by `@routine/ID`. */
  hotkeys: v.record(
    v.string(),
    v.object({ accelerator: v.pipe(v.string(), v.minLength(1), v.maxLength(100)), message: v.optional(messageSchema) }),
  ),
  /** Definition id → minutes until the reminder. */
  limits: limitsSchema,
  automations: automationsSchema,
  /**
   * What the presence engine remembers across restarts (timed presence, own message). `presence/saved-presence.ts`
   * checks it.
   */
  presence: v.record(v.string(), v.unknown()),
  /** The presence that the agent was last reminded of. `presence/timers/limits.ts` checks it. */
  reminded: v.record(v.string(), v.unknown()),
  /** How long before a planned activity the agent wants to be reminded. */
  planReminders: planRemindersSchema,
  /** The planned activities already reminded of, by key (electron/schedule/reminders.ts). */
  planReminded: v.pipe(v.array(v.pipe(v.string(), v.maxLength(600))), v.maxLength(200)),
  /** A supervisor's own lists of people, and after how many minutes a presence of theirs is too long. */
  teamLists: teamListsSchema,
  teamThresholds: teamThresholdsSchema,
} as const;

export const personalSchema = v.object(personalEntries);
export type Personal = v.InferOutput<typeof personalSchema>;

const NOTHING_YET: Personal = {
  recent: [],
  favourites: [],
  presets: [],
  routines: [],
  hotkeys: {},
  limits: {},
  automations: NO_AUTOMATIONS,
  presence: {},
  reminded: {},
  planReminders: USUAL_PLAN_REMINDERS,
  planReminded: [],
  teamLists: [],
  teamThresholds: {},
};

export interface PersonalStore {
  get(): Personal;
  /**
   * Changes at once and saves in the background. If the disk refuses, the change still holds until the app ends.
   * @throws TypeError if a value is not allowed. Then nothing is changed
   */
  set(change: Readonly<Partial<Personal>>): void;
  onChange(run: (personal: Personal) => void): Cancel;
  notices(): readonly AppNotice[];
}

/** A person's name in file names. It is a hash, so that a folder listing does not show who works here. */
export const personKey = (organizationId: string, userId: string): string =>
  createHash('sha256')
    .update(JSON.stringify([organizationId, userId]))
    .digest('hex')
    .slice(0, 32);

export const personalPath = (folder: string, organizationId: string, userId: string): string =>
  join(folder, 'people', `${personKey(organizationId, userId)}.json`);

/** Opens one person's store. An unreadable file is kept as `.bad`. A wrong value loses only its own key. */
export function openPersonalStore(deps: {
  /** The app's local data folder, which does not roam. */
  folder: string;
  files: Pick<SavedFiles, 'open'>;
  organizationId: string;
  userId: string;
  log: Log;
}): PersonalStore {
  const { log } = deps;
  const path = personalPath(deps.folder, deps.organizationId, deps.userId);
  const notices: AppNotice[] = [];
  const changed = createEmitter<[personal: Personal]>(log, 'personal');

  const file = deps.files.open(path);
  const found = file.read();
  let raw: Readonly<Record<string, unknown>> = found.kind === 'values' ? found.values : {};
  if (found.kind === 'unreadable') {
    log.warn('personal file could not be read; begun anew', { keptAs: found.keptAs });
    notices.push(
      found.keptAs === null
        ? notice('notice.personalUnreadable', { path })
        : notice('notice.personalKeptAside', { path: found.keptAs }),
    );
  }
  const parsed = parseByKey(personalEntries, raw);
  for (const name of parsed.wrong) {
    log.warn('personal entry begun anew: the value in the file is not allowed', { name });
    notices.push(notice('notice.personalFellBack', { name }));
  }
  let current = v.parse(personalSchema, { ...NOTHING_YET, ...parsed.values });

  return {
    get: () => current,
    set(change) {
      const { values, wrong, unknown } = parseByKey(personalEntries, change);
      if (wrong.length + unknown.length > 0)
        throw new TypeError(`not allowed for: ${[...wrong, ...unknown].join(', ')}`);
      raw = { ...raw, ...values };
      current = v.parse(personalSchema, { ...current, ...values });
      file.write(raw);
      changed.emit(current);
    },
    onChange: (run) => changed.on(run),
    notices: () => notices,
  };
}
