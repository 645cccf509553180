import * as v from 'valibot';

/** After so many minutes of a presence the agent wants to be reminded. */
export const limitMinutesSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440));

/** Definition id → minutes. */
export const limitsSchema = v.record(v.string(), limitMinutesSchema);
