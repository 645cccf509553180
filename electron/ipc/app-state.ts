/**
 * The one state of the app, owned by main. Windows and the tray are drawn from it and keep no truth of their own
 * (design: state down, commands up). Times are milliseconds since the epoch on this machine's clock, unless a name says otherwise.
 * The schemas are what the IPC contract checks; the types are derived from them.
 */
import * as v from 'valibot';
import {
  connectionViewSchema,
  definitionRefSchema,
  definitionsViewSchema,
  presenceViewSchema,
  routingViewSchema,
} from '../presence/presence-view.js';
import { sessionStateSchema } from '../session/session-state.js';
import { automationsSchema } from '../settings/automation-rules.js';
import { limitsSchema } from '../settings/limit-minutes.js';
import { messagePresetSchema } from '../settings/message-preset.js';
import { notificationSettingsSchema } from '../settings/settings.js';

export const appInfoSchema = v.object({
  version: v.string(),
  platform: v.picklist(['linux', 'darwin', 'win32']),
  /** BCP 47 tag of the texts that are shown; the catalogue has it. */
  language: v.string(),
  direction: v.picklist(['ltr', 'rtl']),
  /** What the windows are drawn in; `system` follows the desktop. */
  theme: v.picklist(['system', 'light', 'dark']),
  /** Whether *Explore the demo org* is offered. */
  demoOffered: v.boolean(),
  /** The windows there are beside the popup, by their names in the contract: what is not here is not offered. */
  windows: v.array(v.string()),
  /** Something the person should know about the app itself, oldest first: a settings file kept aside, a policy ignored, no tray host. */
  notices: v.array(v.object({ id: v.string(), key: v.string(), params: v.record(v.string(), v.string()) })),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;

export const environmentViewSchema = v.object({
  /** A region's id (`eu_central_1`), `custom` for an environment of one's own, `demo` for the demo org. */
  region: v.string(),
  /** Host name of the API, for people: `api.mypurecloud.de`. */
  host: v.string(),
  clientId: v.string(),
  /** Whether the organisation's policy or the environment variables decided the region (or the environment of one's own); then it is shown as set, and locked. */
  regionLockedBy: v.nullable(v.picklist(['policy', 'environment'])),
  /** The same for the client id: one may be decided without the other. */
  clientIdLockedBy: v.nullable(v.picklist(['policy', 'environment'])),
  /** Whether everything a sign-in needs is known, so that *Sign in* is one click. */
  ready: v.boolean(),
});
export type EnvironmentView = v.InferOutput<typeof environmentViewSchema>;

/** What belongs to this person in this organisation (design §3.13). */
export const personalViewSchema = v.object({
  /** The definitions picked most recently, newest first, only those that can be picked. */
  recent: v.array(definitionRefSchema),
  favourites: v.array(v.string()),
  presets: v.array(messagePresetSchema),
  /** Definition id → accelerator as shown to people (`Ctrl Shift F10`). */
  hotkeyLabels: v.record(v.string(), v.string()),
  limits: limitsSchema,
  automations: automationsSchema,
});
export type PersonalView = v.InferOutput<typeof personalViewSchema>;

/** What a hotkey does. */
export const hotkeyTargetSchema = v.variant('kind', [
  v.object({ kind: v.literal('openPopup') }),
  v.object({ kind: v.literal('previousPresence') }),
  /** Sets a presence, with one of the message presets where `presetId` is given. */
  v.object({ kind: v.literal('definition'), definitionId: v.string(), presetId: v.nullable(v.string()) }),
]);
export type HotkeyTarget = v.InferOutput<typeof hotkeyTargetSchema>;

/** A catalogue text with what stands in its places: why something was not taken. */
const reasonSchema = v.object({ key: v.string(), params: v.record(v.string(), v.string()) });

export const hotkeyViewSchema = v.object({
  target: hotkeyTargetSchema,
  /** As Electron takes it: `Ctrl+Shift+F9`. */
  accelerator: v.string(),
  /** As people read it: `Ctrl Shift F9`. */
  label: v.string(),
  /** Why it does not work at present; null where it is registered. */
  problem: v.nullable(reasonSchema),
});
export type HotkeyView = v.InferOutput<typeof hotkeyViewSchema>;

/** What the settings window shows. Region and client id are in `environment`. */
export const settingsViewSchema = v.object({
  startAtLogin: v.boolean(),
  /** It is wanted, but the person switched it off in the system's own settings, which counts. */
  loginOffBySystem: v.boolean(),
  /** `system` or a code the catalogue has. */
  language: v.string(),
  theme: v.picklist(['system', 'light', 'dark']),
  notifications: notificationSettingsSchema,
  /** Settings somebody else decides, by name (design §5: policy, then environment variables). */
  lockedBy: v.record(v.string(), v.picklist(['policy', 'environment'])),
  hotkeys: v.array(hotkeyViewSchema),
  /** Hotkeys may be taken and never fire (Wayland): the window says so and offers a test. */
  hotkeysUncertain: v.boolean(),
});
export type SettingsView = v.InferOutput<typeof settingsViewSchema>;

/** The answer to a change a person made in a window: taken, or why not. */
export const changeResultSchema = v.object({ ok: v.boolean(), problem: v.nullable(reasonSchema) });
export type ChangeResult = v.InferOutput<typeof changeResultSchema>;

export const appStateSchema = v.object({
  app: appInfoSchema,
  environment: environmentViewSchema,
  session: sessionStateSchema,
  connection: connectionViewSchema,
  definitions: definitionsViewSchema,
  presence: presenceViewSchema,
  routing: routingViewSchema,
  personal: personalViewSchema,
  settings: settingsViewSchema,
});
export type AppState = v.InferOutput<typeof appStateSchema>;
