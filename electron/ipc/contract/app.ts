/** What every window has: the app's state, and the way to the other windows and out of the app. */
import * as v from 'valibot';
import { appStateSchema } from '../app-state.js';
import { OPENED_WINDOWS, sectionsOf, type Section } from '../window-table.js';
import { every, invoke, object, push } from './channels.js';
import { idSchema, nothing } from './parts.js';

const sectionSchema = v.picklist([...new Set(OPENED_WINDOWS.flatMap<Section>(sectionsOf))]);

/** Where a window is opened. */
const placeSchema = v.object({
  /** Null: the window's usual place. */
  section: v.nullable(sectionSchema),
  /** The presence one comes for. */
  definitionId: v.nullable(v.string()),
});
export type WindowPlace = v.InferOutput<typeof placeSchema>;

export const appChannels = {
  /** The whole state, once, when a window loads. */
  'state:get': invoke(every, nothing, appStateSchema),
  /** The slices that changed. */
  'state:changed': push(every, v.partial(appStateSchema)),

  /** Opens a window or brings it forward; at one of its sections and for one presence where they are named. */
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
  /** Where this window was asked to open: the latest word when it has loaded, and each one that comes later. */
  'app:place': object(OPENED_WINDOWS, nothing, placeSchema),
  /** Opens one of the links the app knows by name; a window can name no address. */
  'app:openLink': invoke(every, v.object({ link: v.picklist(['help', 'oauthClientHelp']) }), nothing),
  'app:dismissNotice': invoke(['popup'], v.object({ id: idSchema }), nothing),
  /** Copies what support needs of the failed pick or the failed sign-in: words, code, correlation id; no secrets. */
  'app:copyDetails': invoke(['popup', 'card'], nothing, nothing),
  /** `Ctrl +`, `Ctrl -` and `Ctrl 0`: for all windows, and kept. */
  'app:zoom': invoke(every, v.object({ step: v.picklist(['in', 'out', 'reset']) }), nothing),
  'app:quit': invoke(['popup'], nothing, nothing),
} as const;
