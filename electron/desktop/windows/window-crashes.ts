/**
 * What becomes of a window whose renderer has ended: it is made anew when it is next wanted, at once if it was in sight. After three crashes within a
 * minute only a person's own act makes another, and they are told why.
 */
import type { Cancel, Clock } from '../../ports.js';
import type { Crashes } from '../system/crashes.js';

export interface RendererEnd {
  /** Chromium's word: `crashed`, `killed`, `oom`, `launch-failed`, … */
  readonly reason: string;
  readonly exitCode: number;
  /** The window was on the screen. */
  readonly inSight: boolean;
}

export interface WindowCrashesDeps<Window extends string> {
  readonly clock: Clock;
  readonly crashes: Crashes;
  /** Makes the window anew and shows it where it was; the old one is gone. */
  reopen(window: Window): void;
  /** Nothing is tried any more until somebody asks. Told once, until `recovered`. @param reason of the last crash */
  gaveUp(window: Window, reason: string): void;
  /** A window that somebody asked for afterwards has held for a minute. */
  recovered(): void;
}

export interface WindowCrashes<Window extends string> {
  ended(window: Window, end: RendererEnd): void;
  /** Whether a window may be made without anybody's asking. */
  mayTry(): boolean;
}

/** So many within this, in milliseconds, are too many. */
const TOO_MANY = 3;
const WITHIN_MS = 60_000;

export function createWindowCrashes<Window extends string>(deps: WindowCrashesDeps<Window>): WindowCrashes<Window> {
  const { clock } = deps;
  let recent: number[] = [];
  let gaveUp = false;
  let cancelRecovery: Cancel = () => undefined;

  return {
    ended(window, { reason, exitCode, inSight }) {
      deps.crashes.count(window, reason, exitCode);
      const now = clock.monotonic();
      recent = [...recent.filter((at) => now - at < WITHIN_MS), now];
      cancelRecovery();
      cancelRecovery = clock.after(WITHIN_MS, () => {
        if (gaveUp) deps.recovered();
        gaveUp = false;
      });
      if (recent.length < TOO_MANY && !gaveUp) {
        if (inSight) deps.reopen(window);
        return;
      }
      if (!gaveUp) deps.gaveUp(window, reason);
      gaveUp = true;
    },
    mayTry: () => !gaveUp,
  };
}

/** How a crash's reason is said to people. */
export const crashReasonKey = (
  reason: string,
): 'crash.memory' | 'crash.killed' | 'crash.launchFailed' | 'crash.crashed' => {
  if (reason === 'oom' || reason === 'memory-eviction') return 'crash.memory';
  if (reason === 'killed') return 'crash.killed';
  return reason === 'launch-failed' ? 'crash.launchFailed' : 'crash.crashed';
};
