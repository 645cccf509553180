/** A summary of many runs. */
export interface Summary {
  readonly runs: number;
  readonly median: number;
  readonly p95: number;
}

/**
 * A percentile by the nearest rank: always a measured value, never one in between.
 * @param share 0.95 for the 95th
 * @throws RangeError if there are no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('no values to take a percentile of');
  return found;
}

/** With an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values to take the median of');
  return (lower + upper) / 2;
}

export const summarize = (values: readonly number[]): Summary => ({
  runs: values.length,
  median: median(values),
  p95: percentile(values, 0.95),
});
