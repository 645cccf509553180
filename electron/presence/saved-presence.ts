/** What the presence remembers across restarts, per person and organisation (docs/design.md §3.13). */
import * as v from 'valibot';
import type { Log } from '../ports.js';
import { messageLifetimeSchema } from './presence-view.js';

const time = v.number();

/** A message set here. */
const ownMessageSchema = v.object({
  text: v.string(),
  lifetime: messageLifetimeSchema,
  /** When its time ends, on the wall clock. Null: it has no end. */
  until: v.nullable(time),
});
export type OwnMessage = v.InferOutput<typeof ownMessageSchema>;

const definitionSchema = v.object({ id: v.string(), label: v.string() });

/** A presence set for a time (docs/design.md §3.11). */
const timedSchema = v.object({
  definitionId: v.string(),
  until: time,
  returnTo: definitionSchema,
});
export type StoredTimed = v.InferOutput<typeof timedSchema>;

/** The presences before the current one, newest first, and how the current one is recognised. */
const earlierSchema = v.object({
  definitionId: v.string(),
  /** On the service's clock. Null: not stated. */
  startedAt: v.nullable(time),
  earlier: v.array(definitionSchema),
});
export type SavedEarlier = v.InferOutput<typeof earlierSchema>;

const savedSchema = v.object({
  ownMessage: v.fallback(v.nullable(ownMessageSchema), null),
  timed: v.fallback(v.nullable(timedSchema), null),
  earlier: v.fallback(v.nullable(earlierSchema), null),
  /** The source for which the offer to make Genesys Cloud primary was put away. */
  primaryOfferPutAway: v.fallback(v.nullable(v.string()), null),
});
export type SavedPresence = v.InferOutput<typeof savedSchema>;

export const NOTHING_SAVED: SavedPresence = {
  ownMessage: null,
  timed: null,
  earlier: null,
  primaryOfferPutAway: null,
};

/** The store behind it. Its contents are checked here. */
export interface SavedPresencePort {
  read(): unknown;
  write(saved: SavedPresence): void;
}

/** An unreadable store loses what was remembered, but not the presence. */
export function recall(port: SavedPresencePort): SavedPresence {
  try {
    return v.parse(savedSchema, port.read());
  } catch {
    return NOTHING_SAVED;
  }
}

export interface SavedPresenceStore {
  /** As it was when the store was opened. */
  readonly atStart: SavedPresence;
  /** Changes some of it. If the store cannot be written, the change is lost and the log has the error. */
  set(part: Partial<SavedPresence>): void;
}

export function openSavedPresence(port: SavedPresencePort, log: Pick<Log, 'error'>): SavedPresenceStore {
  const atStart = recall(port);
  let saved = atStart;
  return {
    atStart,
    set(part) {
      saved = { ...saved, ...part };
      try {
        port.write(saved);
      } catch (error) {
        log.error('the presence was not saved', { reason: error instanceof Error ? error.name : 'unknown' });
      }
    },
  };
}
