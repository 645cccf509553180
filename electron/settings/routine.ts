import * as v from 'valibot';
import { LONGEST_KEPT_MESSAGE } from './message-length.js';
import { messageLifetimeSchema } from './message-preset.js';

/** A presence with what belongs to it under one name. That it is not On Queue is checked where it is picked: only there the definition is known. */
export const routineSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
  definitionId: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** Null: the message stays as it is. Empty: it is cleared. */
  message: v.nullable(
    v.object({ text: v.pipe(v.string(), v.maxLength(LONGEST_KEPT_MESSAGE)), lifetime: messageLifetimeSchema }),
  ),
  /** Null: until something else is set. */
  forMinutes: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440))),
});
export type Routine = v.InferOutput<typeof routineSchema>;

/** The key under which a routine's hotkey is kept; no definition's id looks like it. */
export const ROUTINE_KEY = '@routine/';
