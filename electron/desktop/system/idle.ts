/**
 * How long keyboard and mouse have not been used, or that this is unknown. Not every Linux desktop reports it. On
 * GNOME's Wayland, and on X servers without the screen saver extension, Electron's answer stays 0
 * (electron/electron#34826). Under XWayland it counts from the last input of X11 programs, so somebody who types
 * elsewhere seems to be away (electron/electron#27912). An unknown time means neither that somebody is there nor that
 * nobody is.
 */
import { createEmitter } from '../../emitter.js';
import type { Cancel, Clock, Log } from '../../ports.js';

/** Seconds since the last use of keyboard or mouse. */
export type IdleSeconds = number | 'unknown';

export interface IdleTime {
  seconds(): IdleSeconds;
  /**
   * When a person was last seen at this computer, on the wall clock: by keyboard or mouse, or by acting in the app.
   * `-Infinity`: never yet.
   */
  presentSince(): number;
  /** A person has just done something in the app. It counts if nothing else shows that they are there. */
  seen(): void;
  /** Whether this desktop reports the idle time. Null: not clear yet. */
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
  /** The answer is known to be misleading, whatever it is: XWayland. */
  readonly misleads: boolean;
}

/** How often it is checked until the answer was not 0 once, since nobody types for long without a second's pause. */
export const LOOKED_AT_EVERY_MS = 5_000;
/** An answer that stays 0 this long does not count. */
export const CLEAR_AFTER_MS = 60_000;

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
    if (clock.monotonic() - begun >= CLEAR_AFTER_MS) decide(false);
    cancelLook = clock.after(told === false ? CLEAR_AFTER_MS : LOOKED_AT_EVERY_MS, look);
  };
  if (!deps.misleads) cancelLook = clock.after(LOOKED_AT_EVERY_MS, look);

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
