/**
 * Every setting there is, with what it may be and what it is when nobody says otherwise. The settings file and the
 * organisation's policy use the same flat names (docs/design.md §5).
 */
import * as v from 'valibot';
import { ZOOM_LARGEST, ZOOM_SMALLEST, ZOOM_USUAL } from './zoom.js';

const text = v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)));
const accelerator = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

/** Which notifications come: each kind can be switched off (docs/design.md §3.8–3.12). What the popup and the tray show does not depend on it. */
export const notificationEntries = {
  /** Changes made elsewhere: being moved (On Queue, off queue, to Offline), all, none. */
  notifyChanges: v.picklist(['moved', 'all', 'none']),
  /** A change that was refused, not applied or dropped. */
  notifyFailures: v.boolean(),
  /** The session is about to end, or has ended. */
  notifySession: v.boolean(),
  notifyNotResponding: v.boolean(),
  /** A timer or an absence is over and On Queue is to be returned to: the question with the button *Go On Queue*. */
  notifyGoOnQueue: v.boolean(),
  /** A timer or an automation could not bring the earlier presence back. */
  notifyTimers: v.boolean(),
  notifyLimits: v.boolean(),
  /** A planned activity is about to begin. */
  notifyPlanned: v.boolean(),
  /** One has begun, and the presence is another. */
  notifyDiffers: v.boolean(),
} as const;

/** Which keys of the settings may be what. Values from outside are checked one key at a time (parse-by-key.ts). */
export const settingEntries = {
  /** A region's id (`eu_central_1`); null where none was chosen or `apiUrl` and `loginUrl` name the environment. */
  region: text,
  /** An environment of one's own: base addresses, https or loopback. Both or neither. */
  apiUrl: text,
  loginUrl: text,
  /** The host of live updates where it does not belong to the API's domain: `streaming.mypurecloud.com`. */
  channelHost: v.nullable(v.pipe(v.string(), v.maxLength(255), v.regex(/^[\w.-]+(:\d{1,5})?$/))),
  /** The id of the organisation's OAuth client (Code Authorization with PKCE). */
  clientId: text,
  /** Single sign-on: the organisation's short name and its identity provider. Both or neither (docs/genesys-cloud.md §1.6). */
  org: text,
  provider: text,
  /** The id of a trustor organisation to sign in to. */
  target: text,
  /** Sent as `login_hint`: an e-mail address, an organisation's name, or `email:organisation`. */
  loginHint: text,
  /** The loopback redirect's port, for OAuth clients that register one; 0: any free port. */
  redirectPort: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)),
  /** Opens the browser for the sign-in by itself, once per OS log-in. */
  signInAtStart: v.boolean(),
  /** How long a session is kept: over restarts, until the app quits, or until the screen is locked. */
  keepSession: v.picklist(['always', 'untilQuit', 'untilLock']),
  /** Whether the inactivity timeout is put off while a person works at this computer (docs/design.md §3.7). */
  idleRenewal: v.picklist(['whilePresent', 'never']),
  /** Whether *Explore the demo org* is offered. */
  demo: v.boolean(),
  startAtLogin: v.boolean(),
  /** `system`, or the code of a language of the catalogue. */
  language: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{2,8})*$/)),
  theme: v.picklist(['system', 'light', 'dark']),
  /** How large the windows are drawn, in percent. */
  zoom: v.pipe(v.number(), v.integer(), v.minValue(ZOOM_SMALLEST), v.maxValue(ZOOM_LARGEST)),
  /** Electron accelerators; null: no hotkey. */
  openPopupHotkey: accelerator,
  previousPresenceHotkey: accelerator,
  /** The popup's renderer is ended after this long unused; 0: kept warm for good. */
  freePopupAfterMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  /** Where switching On Queue off leads: back to the presence before it, or always to Available. */
  offQueue: v.picklist(['earlier', 'available']),
  /** Whether the app offers to make Genesys Cloud the primary source. */
  asksForPrimarySource: v.boolean(),
  /** Whether a proxy that asks for a password is given one: asked of the person once, kept in the keychain. */
  asksForProxyPassword: v.boolean(),
  /** Whether the own presences are written down on this computer, for *My day*. */
  history: v.boolean(),
  /** For so many days. */
  historyDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)),
  /** When a day begins, in minutes after midnight: who works at night has one day where the calendar has two. */
  dayStartsAtMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)),
  /** Whether *Manage presences* is offered to those who may. */
  manage: v.boolean(),
  /** Whether what is shown may be written to a file (CSV). */
  export: v.boolean(),
  ...notificationEntries,
} as const;

export const settingsSchema = v.object(settingEntries);
export type Settings = v.InferOutput<typeof settingsSchema>;
/** Those that are on or off. */
export const NOTIFICATION_SWITCHES = [
  'notifyFailures',
  'notifySession',
  'notifyNotResponding',
  'notifyGoOnQueue',
  'notifyTimers',
  'notifyLimits',
  'notifyPlanned',
  'notifyDiffers',
] as const satisfies readonly (keyof typeof notificationEntries)[];
export type NotificationSwitch = (typeof NOTIFICATION_SWITCHES)[number];
export const notificationSettingsSchema = v.object(notificationEntries);
export type NotificationSettings = v.InferOutput<typeof notificationSettingsSchema>;
export type SettingKey = keyof Settings;

/** What one layer says: the policy, the variables, the settings file. */
export const settingsLayerSchema = v.partial(settingsSchema);
export type SettingsLayer = Readonly<v.InferOutput<typeof settingsLayerSchema>>;

/** True for names that are settings. */
export const isSettingKey = (name: string): name is SettingKey => Object.hasOwn(settingEntries, name);

/** What forbids most: it holds where a policy means to decide a setting and its value cannot be read. */
export const STRICTEST = {
  keepSession: 'untilLock',
  idleRenewal: 'never',
  demo: false,
  signInAtStart: false,
  asksForProxyPassword: false,
  history: false,
  manage: false,
  export: false,
} as const satisfies SettingsLayer;

/** The one hotkey the app comes with: every presence has none until the agent gives it one. */
const defaultPopupHotkey = (platform: NodeJS.Platform): string =>
  platform === 'darwin' ? 'Ctrl+Cmd+P' : 'Ctrl+Shift+F9';

/** Every kind comes until somebody switches it off. */
export const DEFAULT_NOTIFICATIONS: NotificationSettings = {
  notifyChanges: 'moved',
  notifyFailures: true,
  notifySession: true,
  notifyNotResponding: true,
  notifyGoOnQueue: true,
  notifyTimers: true,
  notifyLimits: true,
  notifyPlanned: true,
  notifyDiffers: true,
};

/** What holds where neither policy nor environment variables nor the settings file say anything. */
export const defaultSettings = (platform: NodeJS.Platform, packaged: boolean): Settings => ({
  region: null,
  apiUrl: null,
  loginUrl: null,
  channelHost: null,
  clientId: null,
  org: null,
  provider: null,
  target: null,
  loginHint: null,
  redirectPort: 0,
  signInAtStart: false,
  keepSession: 'always',
  idleRenewal: 'whilePresent',
  demo: true,
  startAtLogin: packaged,
  language: 'system',
  theme: 'system',
  zoom: ZOOM_USUAL,
  openPopupHotkey: defaultPopupHotkey(platform),
  previousPresenceHotkey: null,
  freePopupAfterMinutes: 30,
  offQueue: 'earlier',
  asksForPrimarySource: true,
  asksForProxyPassword: true,
  history: true,
  historyDays: 30,
  dayStartsAtMinutes: 0,
  manage: true,
  export: true,
  ...DEFAULT_NOTIFICATIONS,
});
