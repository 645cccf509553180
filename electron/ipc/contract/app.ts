/** What every window has: the app's state, and the way to the other windows and out of the app. */
import * as v from 'valibot';
import { appStateSchema } from '../app-state.js';
import { OPENED_WINDOWS, sectionsOf, type Section } from '../window-table.js';
import { every, invoke, object, push } from './channels.js';
import { idSchema, nothing } from './parts.js';

const sectionSchema = v.picklist([...new Set(OPENED_WINDOWS.flatMap<Section>(sectionsOf))]);

/** Where in a window to open it. */
const placeSchema = v.object({
  /** Null: the window's usual place. */
  section: v.nullable(sectionSchema),
  /** The presence that the person came for. */
  definitionId: v.nullable(v.string()),
});
export type WindowPlace = v.InferOutput<typeof placeSchema>;

export const appChannels = {
  /** The whole state, once, when a window loads. */
  'state:get': invoke(every, nothing, appStateSchema),
  /** The slices that changed. */
  'state:changed': push(every, v.partial(appStateSchema)),

  /**
   * The texts of the language in use, as JSON: the bridge into a window copies one string faster than a thousand.
   * Windows carry no texts of their own.
   */
  'app:texts': invoke(every, nothing, v.object({ language: v.string(), formats: v.string(), messages: v.string() })),

  /** Opens a window or brings it forward, if given at one of its sections and for one presence. */
  'app:openWindow': invoke(
    every,
    v.pipe(
      v.object({
        window: v.picklist(OPENED_WINDOWS),
        section: v.optional(sectionSchema),
        definitionId: v.optional(idSchema),
      }),
      v.check(({ window, section }) => section === undefined || sectionsOf(window).includes(section)),
    ),
    nothing,
  ),
  /** Where this window was asked to open: the latest request when it has loaded, and every later one. */
  'app:place': object(OPENED_WINDOWS, nothing, placeSchema),
  /** Opens one of the links that the app knows by name. A window cannot pass an address. */
  'app:openLink': invoke(every, v.object({ link: v.picklist(['help', 'oauthClientHelp']) }), nothing),
  'app:dismissNotice': invoke(['popup'], v.object({ id: idSchema }), nothing),
  /** Copies what support needs about the failed pick or sign-in: words, code, correlation id. No secrets. */
  'app:copyDetails': invoke(['popup', 'card'], nothing, nothing),
  /** `Ctrl +`, `Ctrl -` and `Ctrl 0`. Applies to all windows, and is saved. */
  'app:zoom': invoke(every, v.object({ step: v.picklist(['in', 'out', 'reset']) }), nothing),
  'app:quit': invoke(['popup'], nothing, nothing),
} as const;
