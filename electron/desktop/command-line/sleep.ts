const never = new Int32Array(new SharedArrayBuffer(4));

/** Blocks this thread. Nothing else of it runs meanwhile. */
export const sleepSync = (ms: number): void => {
  Atomics.wait(never, 0, 0, ms);
};
