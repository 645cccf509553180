/** Newer versions of the app. */
import * as v from 'valibot';
import { REFUSALS } from '../../updates/refusal.js';
import { invoke, object } from './channels.js';
import { nothing } from './parts.js';

const updateViewSchema = v.object({
  /** What this copy could do at most. `nothing`: it has no feed, or runs from source. */
  can: v.picklist(['install', 'tell', 'nothing']),
  kind: v.picklist(['off', 'idle', 'looking', 'current', 'failed', 'told', 'waits', 'fetching', 'ready', 'refused']),
  /** The newer one. Null: none is known. */
  version: v.nullable(v.string()),
  /** What changed, in one line. */
  changes: v.string(),
  reason: v.nullable(v.picklist(REFUSALS)),
});
export type UpdateView = v.InferOutput<typeof updateViewSchema>;

export const updateChannels = {
  'update:state': object(['settings'], nothing, updateViewSchema),
  /** Looks for a newer version now. */
  'update:look': invoke(['settings'], nothing, nothing),
  /** Installs what is ready, and starts again. */
  'update:restart': invoke(['popup', 'settings'], nothing, nothing),
} as const;
