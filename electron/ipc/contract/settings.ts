/** The app's own settings, and the hotkeys. */
import * as v from 'valibot';
import {
  notificationEntries,
  NOTIFICATION_SWITCHES,
  notificationSettingsSchema,
  settingEntries,
} from '../../settings/settings.js';
import { changeResultSchema, hotkeyTargetSchema, reasonSchema } from '../app-state.js';
import { invoke, list, object, push } from './channels.js';
import { nothing } from './parts.js';

const settings = ['settings'] as const;

/**
 * From where a hotkey works. `everywhere`: from every program. `perhaps`: it is registered and may still never fire.
 * `x11Windows`: only from windows of X11 programs (XWayland). `nowhere`: the desktop gives programs no hotkeys
 * (Wayland).
 */
const hotkeyReachSchema = v.picklist(['everywhere', 'perhaps', 'x11Windows', 'nowhere']);
export type HotkeyReach = v.InferOutput<typeof hotkeyReachSchema>;

/**
 * Whether a screen lock is heard. `told`: the desktop reports it. `logindOnly`: only if it is locked through logind.
 * `silent`: nobody reports it. `deaf`: the listening program is missing or has ended. `unclear`: unknown.
 */
const lockNewsSchema = v.picklist(['told', 'logindOnly', 'silent', 'deaf', 'unclear']);

/** What the settings window shows about the app itself. Region and client id are in the state's `environment`. */
const settingsViewSchema = v.object({
  startAtLogin: v.boolean(),
  keepSession: settingEntries.keepSession,
  history: settingEntries.history,
  historyDays: settingEntries.historyDays,
  /**
   * Start at login is wanted, but was switched off outside the app, and by whom. That holds until the person switches
   * it on here.
   */
  loginOff: v.nullable(reasonSchema),
  /** Start at login is on, but the desktop may not do it, and what to do then. */
  loginUnsure: v.nullable(reasonSchema),
  /** `system`, or a code of the catalogue. */
  language: v.string(),
  theme: v.picklist(['system', 'light', 'dark']),
  /** In percent. */
  zoom: v.number(),
  offQueue: settingEntries.offQueue,
  freePopupAfterMinutes: settingEntries.freePopupAfterMinutes,
  updates: settingEntries.updates,
  notifications: notificationSettingsSchema,
  /** Settings that policy or environment variables decide, by name. */
  lockedBy: v.record(v.string(), v.picklist(['policy', 'environment'])),
  /** Names in the policy that are no setting of this version. */
  unknownInPolicy: v.array(v.string()),
  hotkeyReach: hotkeyReachSchema,
  lockNews: lockNewsSchema,
  /** Whether the desktop reports the idle time of keyboard and mouse. Null: not clear yet. */
  idleTold: v.nullable(v.boolean()),
});
export type SettingsView = v.InferOutput<typeof settingsViewSchema>;

const hotkeyViewSchema = v.object({
  /** Unique per target. */
  id: v.string(),
  target: hotkeyTargetSchema,
  /** In Electron's form: `Ctrl+Shift+F9`. */
  accelerator: v.string(),
  /** In readable form: `Ctrl Shift F9`. */
  label: v.string(),
  /** Why it does not work now. Null: it is registered. */
  problem: v.nullable(reasonSchema),
  /** It is registered, but the keyboard has no such key, so it will hardly ever fire. */
  unlikely: v.boolean(),
});
export type HotkeyView = v.InferOutput<typeof hotkeyViewSchema>;

/** What the app keeps on this computer, before it is forgotten. */
const keptThingsSchema = v.object({
  /** The keychain says what it has. */
  keychain: v.boolean(),
  sessions: v.number(),
  /** Proxies whose password is kept, by host and port. */
  proxies: v.array(v.string()),
  /** How many people have favourites, messages, limits, … here. */
  people: v.number(),
  /** Days of a history. */
  days: v.number(),
});
export type KeptThings = v.InferOutput<typeof keptThingsSchema>;

export const settingsChannels = {
  'settings:values': object(settings, nothing, settingsViewSchema),
  /** One setting. It applies at once. */
  'settings:set': invoke(
    settings,
    v.variant('key', [
      v.object({ key: v.literal('startAtLogin'), value: v.boolean() }),
      v.object({ key: v.literal('keepSession'), value: settingEntries.keepSession }),
      v.object({ key: v.literal('history'), value: settingEntries.history }),
      v.object({ key: v.literal('historyDays'), value: settingEntries.historyDays }),
      v.object({ key: v.literal('language'), value: v.pipe(v.string(), v.minLength(2), v.maxLength(20)) }),
      v.object({ key: v.literal('theme'), value: v.picklist(['system', 'light', 'dark']) }),
      v.object({ key: v.literal('zoom'), value: settingEntries.zoom }),
      v.object({ key: v.literal('offQueue'), value: settingEntries.offQueue }),
      v.object({ key: v.literal('freePopupAfterMinutes'), value: settingEntries.freePopupAfterMinutes }),
      v.object({ key: v.literal('updates'), value: settingEntries.updates }),
      v.object({ key: v.literal('notifyChanges'), value: notificationEntries.notifyChanges }),
      v.object({ key: v.picklist(NOTIFICATION_SWITCHES), value: v.boolean() }),
    ]),
    changeResultSchema,
  ),

  'settings:kept': invoke(settings, nothing, keptThingsSchema),
  /** Removes all of it, once an agent who is On Queue has said how to leave; then the app is as on its first run. */
  'settings:forgetEverything': invoke(settings, nothing, nothing),

  'hotkeys:list': list(settings, nothing, hotkeyViewSchema),
  /** Definition id → its working hotkey in readable form. Hotkeys that also send a message are left out. */
  'hotkeys:labels': object(['popup'], nothing, v.object({ labels: v.record(v.string(), v.string()) })),
  /** Assigns a hotkey. If it is refused, the old one stays. */
  'hotkeys:set': invoke(
    settings,
    v.object({ target: hotkeyTargetSchema, accelerator: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
    changeResultSchema,
  ),
  'hotkeys:clear': invoke(settings, v.object({ target: hotkeyTargetSchema }), changeResultSchema),
  /**
   * `capture`: hotkeys are released, so that the window sees the keys. `test`: they stay registered, but a press is
   * only reported by `hotkeys:fired`.
   */
  'hotkeys:mode': invoke(settings, v.object({ mode: v.picklist(['work', 'capture', 'test']) }), nothing),
  'hotkeys:fired': push(settings, v.object({ target: hotkeyTargetSchema })),
} as const;
