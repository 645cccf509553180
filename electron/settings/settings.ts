/**
 * All settings, with their allowed values and defaults. The settings file and the organisation's policy use the same
 * flat names (docs/design.md §5).
 */
import * as v from 'valibot';
import { isDataFolder } from './data-folder.js';
import { isFeedAddress } from './feed-address.js';
import { ZOOM_LARGEST, ZOOM_SMALLEST, ZOOM_USUAL } from './zoom.js';

const text = v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)));
const accelerator = v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100)));

/**
 * Which notifications appear. Each kind can be switched off (docs/design.md §3.8–3.12). The popup and the tray show
 * the same either way.
 */
export const notificationEntries = {
  /** Changes made elsewhere: being moved (On Queue, off queue, to Offline), all, or none. */
  notifyChanges: v.picklist(['moved', 'all', 'none']),
  /** A change that was refused, not applied or dropped. */
  notifyFailures: v.boolean(),
  /** The session is about to end, or has ended. */
  notifySession: v.boolean(),
  notifyNotResponding: v.boolean(),
  /** A timer or an absence is over and would return to On Queue: asks with the button _Go On Queue_. */
  notifyGoOnQueue: v.boolean(),
  /** A timer or an automation could not restore the earlier presence. */
  notifyTimers: v.boolean(),
  notifyLimits: v.boolean(),
  /** A planned activity is about to begin. */
  notifyPlanned: v.boolean(),
  /** A planned activity has begun, and the agent is in another presence. */
  notifyDiffers: v.boolean(),
} as const;

/** The allowed values by key. Values from outside are checked one key at a time (parse-by-key.ts). */
export const settingEntries = {
  /** A region's id (`eu_central_1`). Null: none was chosen, or `apiUrl` and `loginUrl` name the environment. */
  region: text,
  /** The base addresses of a custom environment, https or loopback. Both or neither. */
  apiUrl: text,
  loginUrl: text,
  /** The host of live updates, if it is not in the API's domain: `streaming.mypurecloud.com`. */
  channelHost: v.nullable(v.pipe(v.string(), v.maxLength(255), v.regex(/^[\w.-]+(:\d{1,5})?$/))),
  /** The id of the organisation's OAuth client (Code Authorization with PKCE). */
  clientId: text,
  /**
   * Single sign-on: the organisation's short name and its identity provider. Both or neither (docs/genesys-cloud.md
   * §1.6).
   */
  org: text,
  provider: text,
  /** The trustor organisation to sign in to, by id. */
  target: text,
  /** Sent as `login_hint`: an e-mail address, an organisation's name, or `email:organisation`. */
  loginHint: text,
  /** The port of the loopback redirect, for OAuth clients that register one. 0: any free port. */
  redirectPort: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)),
  /** Opens the browser to sign in without being asked, once per OS login. */
  signInAtStart: v.boolean(),
  /** How long a session is kept: across restarts, until the app quits, or until the screen is locked. */
  keepSession: v.picklist(['always', 'untilQuit', 'untilLock']),
  /** Whether a person working at this computer postpones the inactivity timeout (docs/design.md §3.7). */
  idleRenewal: v.picklist(['whilePresent', 'never']),
  /** Whether to offer _Explore the demo org_. */
  demo: v.boolean(),
  startAtLogin: v.boolean(),
  /** `system`, or a language code of the catalogue. */
  language: v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}([-_][A-Za-z0-9]{2,8})*$/)),
  theme: v.picklist(['system', 'light', 'dark']),
  /** The windows' zoom in percent. */
  zoom: v.pipe(v.number(), v.integer(), v.minValue(ZOOM_SMALLEST), v.maxValue(ZOOM_LARGEST)),
  /** Electron accelerators. Null: no hotkey. */
  openPopupHotkey: accelerator,
  previousPresenceHotkey: accelerator,
  /** The popup's renderer is ended after being unused for this long. 0: never. */
  freePopupAfterMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440)),
  /** Where the On Queue switch leads when turned off: back to the presence before it, or always to Available. */
  offQueue: v.picklist(['earlier', 'available']),
  /** Whether to offer to make Genesys Cloud the primary source. */
  asksForPrimarySource: v.boolean(),
  /** Whether a proxy that asks for a password is given one: asked of the person once, kept in the keychain. */
  asksForProxyPassword: v.boolean(),
  /** Whether the own presences are written down on this computer, for *My day*. */
  history: v.boolean(),
  /** How many days the history is kept. */
  historyDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)),
  /** When a day begins, in minutes after midnight, so that night work falls on one day. */
  dayStartsAtMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)),
  /** Whether to offer _Manage presences_ to those who may. */
  manage: v.boolean(),
  /** Whether what is shown may be exported to a file (CSV). */
  export: v.boolean(),
  /** Whether the team window is offered to those whose permissions allow it. */
  team: v.boolean(),
  /** Newer versions are installed when a person quits, or only told of, or not looked for. */
  updates: v.picklist(['on', 'tell', 'off']),
  /** The folder that updates come from, https or loopback. Counts in the policy alone. Null: the app's own. */
  updateFeed: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(500), v.check(isFeedAddress))),
  /** Where settings, history and logs lie. Counts in the policy alone: the settings file lies there itself. */
  dataFolder: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(500), v.check(isDataFolder))),
  ...notificationEntries,
} as const;

export const settingsSchema = v.object(settingEntries);
export type Settings = v.InferOutput<typeof settingsSchema>;
/** The notification settings that are on or off. */
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

/** The settings of one layer: policy, variables or settings file. */
export const settingsLayerSchema = v.partial(settingsSchema);
export type SettingsLayer = Readonly<v.InferOutput<typeof settingsLayerSchema>>;

/** True for names of settings. */
export const isSettingKey = (name: string): name is SettingKey => Object.hasOwn(settingEntries, name);

/** The strictest values. They apply where a policy means to decide a setting and its value cannot be read. */
export const STRICTEST = {
  keepSession: 'untilLock',
  idleRenewal: 'never',
  demo: false,
  signInAtStart: false,
  asksForProxyPassword: false,
  history: false,
  manage: false,
  export: false,
  team: false,
  updates: 'off',
} as const satisfies SettingsLayer;

/** The only hotkey the app comes with. Presences have none until the agent assigns one. */
const defaultPopupHotkey = (platform: NodeJS.Platform): string =>
  platform === 'darwin' ? 'Ctrl+Cmd+P' : 'Ctrl+Shift+F9';

/** Every kind is on until somebody switches it off. */
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

/** The defaults, if no policy, environment variable or settings file says otherwise. */
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
  team: true,
  updates: 'on',
  updateFeed: null,
  dataFolder: null,
  ...DEFAULT_NOTIFICATIONS,
});
