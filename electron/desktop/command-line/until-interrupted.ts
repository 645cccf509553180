import { runInNewContext } from 'node:vm';

/**
 * Runs something that blocks, and lets Ctrl-C end it. A signal listener would never be called, because it needs the
 * event loop, which must not turn here (patient-client.ts). Only running scripts can be interrupted without it.
 * @returns false: it was interrupted
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
