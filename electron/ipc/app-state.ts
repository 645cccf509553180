/**
 * The app's only state, owned by main. Windows and the tray draw it and keep no truth of their own (docs/design.md
 * §2). Times are milliseconds since the epoch on this machine's clock, unless a name says otherwise. The IPC contract
 * checks these schemas, and the types derive from them.
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
  /** BCP 47 tag of the texts on display. The catalogue has it. */
  language: v.string(),
  direction: v.picklist(['ltr', 'rtl']),
  /** The windows' colours. `system` follows the desktop. */
  theme: v.picklist(['system', 'light', 'dark']),
  /** The windows' zoom in percent. */
  zoom: v.number(),
  /** Whether to offer _Explore the demo org_. */
  demoOffered: v.boolean(),
  /** The windows this person may open, in display order. Others are not offered. */
  windows: v.array(v.picklist(OPENED_WINDOWS)),
  /**
   * What the person should know about the app itself, oldest first: a settings file kept aside, a policy ignored, no
   * tray host.
   */
  notices: v.array(v.object({ id: v.string(), key: v.string(), params: v.record(v.string(), v.string()) })),
});
export type AppInfo = v.InferOutput<typeof appInfoSchema>;

/** Where the settings send the next sign-in. A running session may belong elsewhere. */
export const environmentViewSchema = v.object({
  /** A region's id (`eu_central_1`), or `custom` for a custom environment. */
  region: v.string(),
  /** The API's host name, for display: `api.mypurecloud.de`. */
  host: v.string(),
  clientId: v.string(),
  /** Policy or environment variables decided the region or the custom environment, so it is shown locked. */
  regionLockedBy: v.nullable(v.picklist(['policy', 'environment'])),
  /** The same for the client id. They may be decided separately. */
  clientIdLockedBy: v.nullable(v.picklist(['policy', 'environment'])),
  /** Everything that a sign-in needs is known, so _Sign in_ is one click. */
  ready: v.boolean(),
});
export type EnvironmentView = v.InferOutput<typeof environmentViewSchema>;

/**
 * What belongs to this person in this organisation and is shown in every window and the tray. Windows subscribe to the
 * rest (contract/personal.ts).
 */
export const personalViewSchema = v.object({
  /** The definitions picked most recently, newest first. Only those that can still be picked. */
  recent: v.array(definitionRefSchema),
  favourites: v.array(v.string()),
  /** Presence, message and time under one name. Only those that can be picked. */
  routines: v.array(v.object({ id: v.string(), name: v.string(), systemPresence: systemPresenceSchema })),
});
export type PersonalView = v.InferOutput<typeof personalViewSchema>;

/** What a hotkey does. */
export const hotkeyTargetSchema = v.variant('kind', [
  v.object({ kind: v.literal('openPopup') }),
  v.object({ kind: v.literal('previousPresence') }),
  /** Sets a presence, with a message preset if `presetId` is given. */
  v.object({ kind: v.literal('definition'), definitionId: v.string(), presetId: v.nullable(v.string()) }),
  v.object({ kind: v.literal('routine'), routineId: v.string() }),
]);
export type HotkeyTarget = v.InferOutput<typeof hotkeyTargetSchema>;

/** Why something was refused: a catalogue text and its parameters. */
export const reasonSchema = v.object({ key: v.string(), params: v.record(v.string(), v.string()) });

/** The answer to a person's change in a window. `problem` is null if it was accepted. */
export const changeResultSchema = v.object({
  ok: v.boolean(),
  problem: v.nullable(
    v.object({
      ...reasonSchema.entries,
      /** Where the service refused it: its own words, and what support asks for. */
      serviceMessage: v.optional(v.nullable(v.string())),
      correlationId: v.optional(v.nullable(v.string())),
    }),
  ),
});
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
