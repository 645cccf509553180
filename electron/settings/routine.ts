import * as v from 'valibot';
import { LONGEST_KEPT_MESSAGE } from './message-length.js';
import { messageLifetimeSchema } from './message-preset.js';

/**
 * A presence and what belongs to it, under one name. On Queue is refused when it is picked, because only then is the
 * definition known.
 */
export const routineSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  definitionId: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Null: the message stays. Empty: it is cleared. */
  message: v.nullable(
    v.object({ text: v.pipe(v.string(), v.maxLength(LONGEST_KEPT_MESSAGE)), lifetime: messageLifetimeSchema }),
  ),
  /** Null: until something else is set. */
  forMinutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440))),
});
export type Routine = v.InferOutput<typeof routineSchema>;

/** The key prefix of a routine's hotkey. No definition's id looks like it. */
export const ROUTINE_KEY = '@routine/';
