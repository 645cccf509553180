/** What the presence remembers across restarts, for one person of one organisation (design §3.13). */
import * as v from 'valibot';
import { messageLifetimeSchema } from './presence-view.js';

const time = v.number();

/** A message that was set here. */
const ownMessageSchema = v.object({
  text: v.string(),
  lifetime: messageLifetimeSchema,
  /** When its time is over, on the wall clock; null: it has no such time. */
  until: v.nullable(time),
});
export type OwnMessage = v.InferOutput<typeof ownMessageSchema>;

const definitionSchema = v.object({ id: v.string(), label: v.string() });

/** A presence that was set for a time (design §3.11). */
const timedSchema = v.object({
  definitionId: v.string(),
  until: time,
  returnTo: definitionSchema,
});
export type StoredTimed = v.InferOutput<typeof timedSchema>;

const memorySchema = v.object({
  ownMessage: v.fallback(v.nullable(ownMessageSchema), null),
  timed: v.fallback(v.nullable(timedSchema), null),
  /** The source for which the offer to make Genesys Cloud primary was put away. */
  primaryOfferPutAway: v.fallback(v.nullable(v.string()), null),
});
export type SavedPresence = v.InferOutput<typeof memorySchema>;

export const NOTHING_SAVED: SavedPresence = { ownMessage: null, timed: null, primaryOfferPutAway: null };

/** The store, handed in; what it holds is checked here. */
export interface SavedPresencePort {
  read(): unknown;
  write(memory: SavedPresence): void;
}

/** A store that cannot be read costs what was remembered, not the presence. */
export function recall(port: SavedPresencePort): SavedPresence {
  try {
    return v.parse(memorySchema, port.read());
  } catch {
    return NOTHING_SAVED;
  }
}
