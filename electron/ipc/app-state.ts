/**
 * The one state of the app, owned by main. Windows and the tray are drawn from it and keep no truth of their own
 * (docs/design.md §2). Times are milliseconds since the epoch on this machine's clock, unless a name says otherwise.
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
import { systemPresenceSchema } from '../genesys/system-presence.js';
import { sessionStateSchema } from '../session/session-state.js';
import { scheduleViewSchema } from './planned-activity.js';
import { OPENED_WINDOWS } from './window-table.js';

export const appInfoSchema = v.object({
  version: v.string(),
  platform: v.picklist(['linux', 'darwin', 'win32']),
  /** BCP 47 tag of the texts that are shown; the catalogue has it. */
  language: v.string(),
  direction: v.picklist(['ltr', 'rtl']),
  /** What the windows are drawn in; `system` follows the desktop. */
  theme: v.picklist(['system', 'light', 'dark']),
  /** How large the windows are drawn, in percent. */
  zoom: v.number(),
  /** Whether *Explore the demo org* is offered. */
  demoOffered: v.boolean(),
  /** The windows this person may open, in the order they are offered in: what is not here is not offered. */
  windows: v.array(v.picklist(OPENED_WINDOWS)),
  /** Something the person should know about the app itself, oldest first: a settings file kept aside, a policy ignored, no tray host. */
  notices: v.array(v.object({ id: v.string(), key: v.string(), params: v.record(v.string(), v.string()) })),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;

/** Where the next sign-in leads, as the settings say; a session that runs may belong elsewhere. */
export const environmentViewSchema = v.object({
  /** A region's id (`eu_central_1`), or `custom` for an environment of one's own. */
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

/** What belongs to this person in this organisation and every window and the tray show; the rest of it is followed (contract/personal.ts). */
export const personalViewSchema = v.object({
  /** The definitions picked most recently, newest first, only those that can be picked. */
  recent: v.array(definitionRefSchema),
  favourites: v.array(v.string()),
  /** Presence, message and time under one name; only those that can be picked. */
  routines: v.array(v.object({ id: v.string(), name: v.string(), systemPresence: systemPresenceSchema })),
});
export type PersonalView = v.InferOutput<typeof personalViewSchema>;

/** What a hotkey does. */
export const hotkeyTargetSchema = v.variant('kind', [
  v.object({ kind: v.literal('openPopup') }),
  v.object({ kind: v.literal('previousPresence') }),
  /** Sets a presence, with one of the message presets where `presetId` is given. */
  v.object({ kind: v.literal('definition'), definitionId: v.string(), presetId: v.nullable(v.string()) }),
  v.object({ kind: v.literal('routine'), routineId: v.string() }),
]);
export type HotkeyTarget = v.InferOutput<typeof hotkeyTargetSchema>;

/** A catalogue text with what stands in its places: why something was not taken. */
export const reasonSchema = v.object({ key: v.string(), params: v.record(v.string(), v.string()) });

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
  schedule: scheduleViewSchema,
  personal: personalViewSchema,
});
export type AppState = v.InferOutput<typeof appStateSchema>;
