/**
 * How long nobody has used keyboard or mouse, or that this is unknown. Not every Linux desktop tells it: on GNOME's
 * Wayland and on X servers without their screen saver's extension Electron's answer stays 0 (electron/electron#34826),
 * and under XWayland it counts from what X11 programs were given last, so that somebody who types elsewhere looks away
 * (electron/electron#27912). An unknown time is neither "somebody is there" nor "nobody is".
 */
import { createEmitter } from '../../emitter.js';
import type { Cancel, Clock, Log } from '../../ports.js';

/** Seconds since keyboard or mouse were last used. */
export type IdleSeconds = number | 'unknown';

export interface IdleTime {
  seconds(): IdleSeconds;
  /**
   * When a person was last seen at this computer, on the wall clock: by keyboard or mouse, or by an act in the app.
   * `-Infinity`: never yet.
   */
  presentSince(): number;
  /** A person has just done something in the app: where nothing else tells that they are there, this does. */
  seen(): void;
  /** Whether this desktop tells the idle time; null while that is not clear yet. */
  isTold(): boolean | null;
  /** Calls when `isTold` changes. */
  onChange(run: () => void): Cancel;
  stop(): void;
}

export interface IdleDeps {
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'error'>;
  /** Electron's `powerMonitor.getSystemIdleTime()`. */
  idleSeconds(): number;
  /** The answer is known to mislead, whatever it is: XWayland. */
  readonly misleads: boolean;
}

/**
 * So often it is looked until the answer has been another one than 0 once: nobody types without a second's pause for
 * long. In milliseconds, as all here.
 */
export const LOOKED_AT_EVERY = 5_000;
/** An answer that stays 0 for so long does not count. */
export const CLEAR_AFTER = 60_000;

export function createIdleTime(deps: IdleDeps): IdleTime {
  const { clock, log } = deps;
  const changes = createEmitter(log, 'idle time');
  const begun = clock.monotonic();
  let told: boolean | null = deps.misleads ? false : null;
  let seenAt = -Infinity;
  let cancelLook: Cancel = () => undefined;

  const decide = (now: boolean): void => {
    if (told === now) return;
    told = now;
    log.info(now ? 'the desktop tells the idle time' : 'the desktop does not tell the idle time');
    changes.emit();
  };

  const seconds = (): IdleSeconds => {
    if (deps.misleads) return 'unknown';
    const said = deps.idleSeconds();
    if (!Number.isFinite(said) || said < 0) return 'unknown';
    if (said > 0) decide(true);
    return told === true ? said : 'unknown';
  };

  const look = (): void => {
    seconds();
    if (told === true) return;
    if (clock.monotonic() - begun >= CLEAR_AFTER) decide(false);
    cancelLook = clock.after(told === false ? CLEAR_AFTER : LOOKED_AT_EVERY, look);
  };
  if (!deps.misleads) cancelLook = clock.after(LOOKED_AT_EVERY, look);

  return {
    seconds,
    presentSince() {
      const idle = seconds();
      return idle === 'unknown' ? seenAt : Math.max(seenAt, clock.now() - idle * 1_000);
    },
    seen: () => (seenAt = clock.now()),
    isTold: () => told,
    onChange: (run) => changes.on(run),
    stop: () => cancelLook(),
  };
}
