/**
 * What happens to a window whose renderer has ended. It is made again when next wanted, or at once if it was visible.
 * After three crashes within a minute only a person's own act makes another, and they are told why.
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
  /** Makes the window again and shows it where it was. The old one is gone. */
  reopen(window: Window): void;
  /** Nothing more is tried until somebody asks. Called once. @param reason of the last crash */
  gaveUp(window: Window, reason: string): void;
  /** A window that somebody asked for afterwards has lasted a minute. */
  recovered(): void;
}

export interface WindowCrashes<Window extends string> {
  ended(window: Window, end: RendererEnd): void;
  /** Whether a window may be made without anybody asking. */
  mayTry(): boolean;
}

/** This many crashes within the time below are too many. */
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

/** The catalogue key that explains a crash to people. */
export const crashReasonKey = (
  reason: string,
): 'crash.memory' | 'crash.killed' | 'crash.launchFailed' | 'crash.crashed' => {
  if (reason === 'oom' || reason === 'memory-eviction') return 'crash.memory';
  if (reason === 'killed') return 'crash.killed';
  return reason === 'launch-failed' ? 'crash.launchFailed' : 'crash.crashed';
};
