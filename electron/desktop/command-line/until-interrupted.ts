import { runInNewContext } from 'node:vm';

/**
 * Runs what stands still, and lets Ctrl-C end it. A signal's listener would never be called: it needs the event loop,
 * which must not turn here (patient-client.ts). Scripts alone can be interrupted without it.
 * @returns false where it was interrupted
 */
export function untilInterrupted(run: () => void): boolean {
  try {
    runInNewContext('run()', { run }, { breakOnSigint: true });
    return true;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === INTERRUPTED) return false;
    throw error;
  }
}

const INTERRUPTED = 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
