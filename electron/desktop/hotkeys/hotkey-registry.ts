/** Registers the app's hotkeys with the system. Knows which were granted or refused, and what a press means. */
import type { Cancel, Clock, Log } from '../../ports.js';
import type { HotkeyTarget } from '../../ipc/app-state.js';
import type { HotkeyReach, HotkeyView } from '../../ipc/contract/settings.js';
import {
  acceleratorLabel,
  normalAccelerator,
  refusedBefore,
  type HotkeyPlatform,
  type HotkeyReason,
} from './accelerator.js';

/**
 * The part of Electron's `globalShortcut` that we use. `register` throws on an invalid accelerator, and returns false
 * if another program has it.
 */
export interface ShortcutPort {
  register(accelerator: string, pressed: () => void): boolean;
  unregister(accelerator: string): void;
}

export interface Hotkey {
  readonly target: HotkeyTarget;
  readonly accelerator: string;
}

/** `capture`: all are released, so that the settings window sees the keys. `test`: a press is only reported. */
export type HotkeyMode = 'work' | 'capture' | 'test';

export interface HotkeyDeps {
  readonly platform: HotkeyPlatform;
  readonly clock: Clock;
  readonly shortcuts: ShortcutPort;
  readonly log: Log;
  /** Whether the keyboard lacks the key. Then the system accepts the hotkey, but it will hardly ever fire. */
  lacksKey(accelerator: string): boolean;
  /** As known at start. */
  readonly reach: HotkeyReach;
  pressed(target: HotkeyTarget): void;
  /** A press while testing. */
  tested(target: HotkeyTarget): void;
  /** The result of `views` or `reach` has changed. */
  changed(): void;
  /** The name of another hotkey's action, for "taken by …". */
  describe(target: HotkeyTarget): string;
}

export interface Hotkeys {
  /** Registers exactly these. Refused ones stay in the list with their reason, and are tried again next time. */
  apply(wanted: readonly Hotkey[]): void;
  /**
   * Tries a new hotkey. Null: the system granted it, and it replaces the target's old one. Otherwise the reason, and
   * the old one stays.
   */
  tryOut(target: HotkeyTarget, accelerator: string): HotkeyReason | null;
  setMode(mode: HotkeyMode): void;
  views(): HotkeyView[];
  reach(): HotkeyReach;
  /** Sets the reach once it is known. */
  setReach(reach: HotkeyReach): void;
  /** For the end of the app. */
  release(): void;
}

/**
 * A held key repeats: first after the desktop's delay (X11 660 ms, Windows up to 500 by default), then about thirty
 * times a second. Presses closer together than this count as one.
 */
export const SAME_PRESS_MS = 750;

/** One text per target, for comparing targets. */
export const targetKey = (target: HotkeyTarget): string =>
  target.kind === 'definition'
    ? `definition ${target.definitionId}/${target.presetId ?? ''}`
    : target.kind === 'routine'
      ? `routine ${target.routineId}`
      : target.kind;

interface Entry extends Hotkey {
  /** In canonical form. Null: it is no accelerator. */
  readonly normal: string | null;
  readonly problem: HotkeyReason | null;
}

export function createHotkeys(deps: HotkeyDeps): Hotkeys {
  const { platform, clock, shortcuts, log } = deps;
  let entries: Entry[] = [];
  let mode: HotkeyMode = 'work';
  let { reach } = deps;
  /** What the system has registered for us, by accelerator. */
  const held = new Map<string, Cancel>();

  const hold = (accelerator: string, target: HotkeyTarget): boolean => {
    let lastPress = -Infinity;
    const pressed = (): void => {
      const now = clock.monotonic();
      const repeated = now - lastPress < SAME_PRESS_MS;
      lastPress = now;
      if (repeated) return;
      if (mode === 'test') deps.tested(target);
      else deps.pressed(target);
    };
    if (reach === 'nowhere' || !registered(accelerator, pressed)) return false;
    held.set(accelerator, () => {
      held.delete(accelerator);
      shortcuts.unregister(accelerator);
    });
    return true;
  };

  const registered = (accelerator: string, pressed: () => void): boolean => {
    try {
      return shortcuts.register(accelerator, pressed);
    } catch {
      return false;
    }
  };

  const letGo = (): void => {
    for (const cancel of [...held.values()]) cancel();
  };

  /** If nobody can have hotkeys, it is not another program that has it. */
  const notHeld = (accelerator: string): HotkeyReason =>
    reach === 'nowhere' ? { key: 'hotkey.nowhere', params: {} } : reasonWith('hotkey.refused', accelerator);

  const reasonWith = (key: 'hotkey.refused' | 'hotkey.invalid', accelerator: string): HotkeyReason => ({
    key,
    params: { hotkey: acceleratorLabel(accelerator, platform) },
  });

  const takenByOurs = (normal: string, target: HotkeyTarget, among: readonly Entry[]): HotkeyReason | null => {
    const other = among.find((entry) => entry.normal === normal && targetKey(entry.target) !== targetKey(target));
    if (!other) return null;
    return {
      key: 'hotkey.takenByOurs',
      params: { hotkey: acceleratorLabel(normal, platform), other: deps.describe(other.target) },
    };
  };

  /** Registers one of the list. The first of two equal ones gets it. */
  const enter = ({ target, accelerator }: Hotkey): void => {
    const normal = normalAccelerator(accelerator, platform);
    const problem =
      normal === null
        ? reasonWith('hotkey.invalid', accelerator)
        : (takenByOurs(normal, target, entries) ??
          (mode === 'capture' || hold(normal, target) ? null : notHeld(normal)));
    entries.push({ target, accelerator, normal, problem });
  };

  const reenter = (wanted: readonly Hotkey[]): void => {
    letGo();
    entries = [];
    for (const each of wanted) enter(each);
    if (mode === 'capture') return;
    const refused = entries.filter(({ problem }) => problem !== null);
    log.info('hotkeys registered', { held: held.size, refused: refused.length });
    for (const { accelerator, problem } of refused)
      log.warn('hotkey not registered', { accelerator, why: problem?.key });
  };

  const again = (): void => {
    reenter(entries.map(({ target, accelerator }) => ({ target, accelerator })));
    deps.changed();
  };

  const unchanged = (wanted: readonly Hotkey[]): boolean =>
    wanted.length === entries.length &&
    wanted.every(({ target, accelerator }, i) => {
      const entry = entries[i];
      return (
        entry?.problem === null && entry.accelerator === accelerator && targetKey(entry.target) === targetKey(target)
      );
    });

  return {
    apply(wanted) {
      if (unchanged(wanted)) return;
      reenter(wanted);
      deps.changed();
    },
    tryOut(target, accelerator) {
      const refused = refusedBefore(accelerator, platform);
      if (refused) return refused;
      const normal = normalAccelerator(accelerator, platform);
      if (normal === null) return reasonWith('hotkey.invalid', accelerator);
      const taken = takenByOurs(normal, target, entries);
      if (taken) return taken;
      const own = entries.find((entry) => targetKey(entry.target) === targetKey(target));
      if (!held.has(normal) && !hold(normal, target)) {
        const reason = notHeld(normal);
        log.warn('hotkey not registered', { accelerator: normal, why: reason.key });
        return reason;
      }
      log.info('hotkey registered', { accelerator: normal });
      if (own && own.normal !== null && own.normal !== normal) held.get(own.normal)?.();
      entries = [...entries.filter((entry) => entry !== own), { target, accelerator: normal, normal, problem: null }];
      if (mode === 'capture') letGo();
      deps.changed();
      return null;
    },
    setMode(next) {
      if (next === mode) return;
      const wasCapture = mode === 'capture';
      mode = next;
      if (next === 'capture') letGo();
      else if (wasCapture) again();
    },
    views: () =>
      entries.map(({ target, accelerator, normal, problem }) => ({
        id: targetKey(target),
        target,
        accelerator,
        label: acceleratorLabel(accelerator, platform),
        problem: problem && { key: problem.key, params: { ...problem.params } },
        unlikely: problem === null && normal !== null && deps.lacksKey(normal),
      })),
    reach: () => reach,
    setReach(next) {
      if (next === reach) return;
      reach = next;
      again();
    },
    release: letGo,
  };
}
