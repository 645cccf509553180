import * as v from 'valibot';
import { LONGEST_KEPT_MESSAGE } from './message-length.js';

/**
 * How long a message lasts (docs/design.md §3.3): with this presence, until cleared, for some minutes, or until a time
 * of day.
 */
export const messageLifetimeSchema = v.variant('kind', [
  v.object({ kind: v.literal('presence') }),
  v.object({ kind: v.literal('untilCleared') }),
  v.object({ kind: v.literal('minutes'), minutes: v.pipe(v.number(), v.minValue(1), v.maxValue(1440)) }),
  v.object({ kind: v.literal('untilTime'), at: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)) }),
]);
export type MessageLifetime = v.InferOutput<typeof messageLifetimeSchema>;

export const messagePresetSchema = v.object({
  id: v.string(),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_KEPT_MESSAGE)),
  lifetime: messageLifetimeSchema,
});
export type MessagePreset = v.InferOutput<typeof messagePresetSchema>;
