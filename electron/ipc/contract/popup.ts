/** For the popup's and the card's own windows. */
import * as v from 'valibot';
import { invoke, push } from './channels.js';
import { nothing } from './parts.js';

export const popupChannels = {
  'popup:close': invoke(['popup', 'card'], nothing, nothing),
  /** The height that the content needs, in CSS pixels. */
  'popup:resize': invoke(
    ['popup', 'card'],
    v.object({ height: v.pipe(v.number(), v.minValue(40), v.maxValue(2000)) }),
    nothing,
  ),
  /** Whether somebody has begun a message. While they have, the window is not freed. */
  'popup:draft': invoke(['popup'], v.object({ begun: v.boolean() }), nothing),
  /** The popup was opened. Says what to show first. */
  'popup:opened': push(['popup'], v.object({ focusMessage: v.boolean() })),
} as const;
