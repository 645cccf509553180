import * as v from 'valibot';

/** The agent is reminded after this many minutes of a presence. */
export const limitMinutesSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440));

/** Definition id → minutes. */
export const limitsSchema = v.record(v.string(), limitMinutesSchema);
