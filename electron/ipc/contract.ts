/**
 * Everything that passes between main and a window, in one object. The preload, main's handlers, the renderer's types,
 * the tests' doubles and the hostile-message test (test/unit/ipc) are all derived from it (design §2).
 */
import * as v from 'valibot';
import { messageLifetimeSchema, messagePresetSchema } from '../presence/presence-view.js';
import { appStateSchema, changeResultSchema, hotkeyTargetSchema } from './app-state.js';
import { automationRuleSchema, automationsSchema } from '../settings/automation-rules.js';
import { limitMinutesSchema } from '../settings/limit-minutes.js';
import { notificationEntries, NOTIFICATION_SWITCHES } from '../settings/settings.js';

/** The windows, by the folder of `renderer/` that draws them. */
export const WINDOWS = ['popup', 'card', 'settings', 'day', 'team', 'manage'] as const;
export type WindowName = (typeof WINDOWS)[number];

/** A window asks, main answers. */
interface Invoke<Request extends v.GenericSchema, Response extends v.GenericSchema> {
  readonly direction: 'invoke';
  /** Which windows may ask. */
  readonly windows: readonly WindowName[];
  readonly request: Request;
  readonly response: Response;
}

/** Main tells a window. */
interface Push<Payload extends v.GenericSchema> {
  readonly direction: 'push';
  readonly windows: readonly WindowName[];
  readonly payload: Payload;
}

const invoke = <Q extends v.GenericSchema, R extends v.GenericSchema>(
  windows: readonly WindowName[],
  request: Q,
  response: R,
): Invoke<Q, R> => ({ direction: 'invoke', windows, request, response });

const push = <P extends v.GenericSchema>(windows: readonly WindowName[], payload: P): Push<P> => ({
  direction: 'push',
  windows,
  payload,
});

const nothing = v.undefined();
const popup = ['popup'] as const;
const every = WINDOWS;

/** A message as a window sends it. The service's own limit is unknown (genesys.md §2.4); ours only keeps nonsense out. */
const messageEditSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(2000)),
  lifetime: messageLifetimeSchema,
});

const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

const placeSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

/** The settings window's sections, in their order. */
const settingsSectionSchema = v.picklist([
  'general',
  'account',
  'hotkeys',
  'notifications',
  'favourites',
  'presets',
  'limits',
  'automations',
]);
export type SettingsSection = v.InferOutput<typeof settingsSectionSchema>;

export const contract = {
  /** The whole state, once, when a window loads. */
  'state:get': invoke(every, nothing, appStateSchema),
  /** The slices that changed. */
  'state:changed': push(every, v.partial(appStateSchema)),

  /** Sets a presence, with the message where the person has just edited one, for a time where `forMinutes` is given. */
  'presence:pick': invoke(
    ['popup', 'card'],
    v.object({
      definitionId: idSchema,
      message: v.optional(messageEditSchema),
      forMinutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440))),
    }),
    nothing,
  ),
  /** Sends the message alone. */
  'presence:setMessage': invoke(popup, messageEditSchema, nothing),
  /** Drops the pick that waits. */
  'presence:cancelPick': invoke(['popup', 'card'], nothing, nothing),
  /** Sends the pick that failed again. */
  'presence:retry': invoke(['popup', 'card'], nothing, nothing),
  /** Puts the failed pick away. */
  'presence:dismissFailed': invoke(['popup', 'card'], nothing, nothing),
  /** The person's word that a waiting On Queue pick may go out after a new sign-in (design §3.5). */
  'presence:confirmPick': invoke(['popup', 'card'], nothing, nothing),
  /** Makes Genesys Cloud the primary source. */
  'presence:makePrimary': invoke(popup, nothing, nothing),
  /** Not to be asked about this source again. */
  'presence:putPrimaryOfferAway': invoke(popup, nothing, nothing),
  'presence:cancelTimed': invoke(popup, nothing, nothing),
  'presence:extendTimed': invoke(
    popup,
    v.object({ minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)) }),
    nothing,
  ),
  /** Reads presence and definitions again: the person's own *Try again*. */
  'presence:refresh': invoke(popup, nothing, nothing),

  /** NOT_RESPONDING: routing status IDLE (design §3.10). */
  'routing:backOnQueue': invoke(['popup', 'card'], nothing, nothing),
  /** NOT_RESPONDING: presence Available. */
  'routing:offQueue': invoke(['popup', 'card'], nothing, nothing),

  'session:signIn': invoke(['popup', 'settings'], v.object({ asSomeoneElse: v.boolean() }), nothing),
  'session:openAgain': invoke(popup, nothing, nothing),
  'session:copyLink': invoke(popup, nothing, nothing),
  /** The address that the browser ended on, copied by the person; refused with the reason, and then the sign-in waits on. */
  'session:pasteAnswer': invoke(
    popup,
    v.object({ address: v.pipe(v.string(), v.maxLength(65_536)) }),
    changeResultSchema,
  ),
  'session:cancelSignIn': invoke(popup, nothing, nothing),
  'session:signOut': invoke(['popup', 'settings'], v.object({ alsoInBrowser: v.boolean() }), nothing),
  'session:exploreDemo': invoke(popup, nothing, nothing),
  /** Region and client id from the first-run screen or the settings. Refused (false) where policy locks them. */
  'environment:set': invoke(
    ['popup', 'settings'],
    v.object({ region: idSchema, clientId: v.pipe(v.string(), v.trim(), v.maxLength(200)) }),
    v.boolean(),
  ),

  'personal:toggleFavourite': invoke(['popup', 'settings'], v.object({ definitionId: idSchema }), changeResultSchema),
  /** `to`: the place it gets, from 0. */
  'personal:moveFavourite': invoke(
    ['settings'],
    v.object({ definitionId: idSchema, to: placeSchema }),
    changeResultSchema,
  ),
  /** After so many minutes the agent wants to be reminded; null: no limit. */
  'personal:setLimit': invoke(
    ['settings'],
    v.object({ definitionId: idSchema, minutes: v.nullable(limitMinutesSchema) }),
    changeResultSchema,
  ),
  /** Null: off. A rule that would set On Queue is refused. */
  'personal:setAutomation': invoke(
    ['settings'],
    v.object({ trigger: v.keyof(automationsSchema), rule: v.nullable(automationRuleSchema) }),
    changeResultSchema,
  ),
  /** Changes the preset of that id; null: a new one, put last. */
  'personal:savePreset': invoke(
    ['settings'],
    v.object({
      id: v.nullable(idSchema),
      text: v.pipe(v.string(), v.trim(), messagePresetSchema.entries.text),
      lifetime: messageLifetimeSchema,
    }),
    changeResultSchema,
  ),
  'personal:movePreset': invoke(['settings'], v.object({ id: idSchema, to: placeSchema }), changeResultSchema),
  /** Hotkeys that send it go with it. */
  'personal:deletePreset': invoke(['settings'], v.object({ id: idSchema }), changeResultSchema),

  /** Opens a window or brings it forward; in the settings, at a section and for one presence where they are named. */
  'app:openWindow': invoke(
    every,
    v.object({
      window: v.picklist(['settings', 'day', 'team', 'manage']),
      section: v.optional(settingsSectionSchema),
      definitionId: v.optional(idSchema),
    }),
    nothing,
  ),
  /** Opens one of the links the app knows by name; a window can name no address. */
  'app:openLink': invoke(every, v.object({ link: v.picklist(['help', 'oauthClientHelp']) }), nothing),
  /** One setting, applied at once. */
  'settings:set': invoke(
    ['settings'],
    v.variant('key', [
      v.object({ key: v.literal('startAtLogin'), value: v.boolean() }),
      v.object({ key: v.literal('language'), value: v.pipe(v.string(), v.minLength(2), v.maxLength(20)) }),
      v.object({ key: v.literal('theme'), value: v.picklist(['system', 'light', 'dark']) }),
      v.object({ key: v.literal('notifyChanges'), value: notificationEntries.notifyChanges }),
      v.object({ key: v.picklist(NOTIFICATION_SWITCHES), value: v.boolean() }),
    ]),
    changeResultSchema,
  ),
  /** Where the settings window was asked to open; also sent when it is there already. */
  'settings:show': push(
    ['settings'],
    v.object({ section: settingsSectionSchema, definitionId: v.nullable(v.string()) }),
  ),
  /** Gives a hotkey; refused with its reason, and then the old one stays. */
  'hotkeys:set': invoke(
    ['settings'],
    v.object({ target: hotkeyTargetSchema, accelerator: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) }),
    changeResultSchema,
  ),
  'hotkeys:clear': invoke(['settings'], v.object({ target: hotkeyTargetSchema }), changeResultSchema),
  /** `capture`: the hotkeys are let go, so that the window sees the keys. `test`: they are held, and a press is only told by `hotkeys:fired`. */
  'hotkeys:mode': invoke(['settings'], v.object({ mode: v.picklist(['work', 'capture', 'test']) }), nothing),
  'hotkeys:fired': push(['settings'], v.object({ target: hotkeyTargetSchema })),

  'app:dismissNotice': invoke(popup, v.object({ id: idSchema }), nothing),
  /** Copies what support needs of the failed pick or the failed sign-in: words, code, correlation id; no secrets. */
  'app:copyDetails': invoke(['popup', 'card'], nothing, nothing),
  'app:quit': invoke(popup, nothing, nothing),

  'popup:close': invoke(['popup', 'card'], nothing, nothing),
  /** The height the content needs, in CSS pixels. */
  'popup:resize': invoke(
    ['popup', 'card'],
    v.object({ height: v.pipe(v.number(), v.minValue(40), v.maxValue(2000)) }),
    nothing,
  ),
  /** Whether a message that somebody has begun is in the window: as long as it is, the window is not freed. */
  'popup:draft': invoke(popup, v.object({ begun: v.boolean() }), nothing),
  /** The popup was opened: what it shows first. */
  'popup:opened': push(popup, v.object({ focusMessage: v.boolean() })),
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
export type InvokeChannel = {
  [C in Channel]: Contract[C] extends { direction: 'invoke' } ? C : never;
}[Channel];
export type PushChannel = Exclude<Channel, InvokeChannel>;

export type Request<C extends InvokeChannel> = v.InferOutput<Contract[C]['request']>;
export type Response<C extends InvokeChannel> = v.InferOutput<Contract[C]['response']>;
export type Payload<C extends PushChannel> = v.InferOutput<Contract[C]['payload']>;

/** What the preload gives a window: `window.presenceTray`. */
export interface WindowApi {
  invoke<C extends InvokeChannel>(channel: C, request: Request<C>): Promise<Response<C>>;
  /** Returns what ends the subscription. */
  on<C extends PushChannel>(channel: C, listener: (payload: Payload<C>) => void): () => void;
}

/** True for names the contract knows; narrows what came from outside. */
export const isChannel = (name: string): name is Channel => Object.hasOwn(contract, name);
