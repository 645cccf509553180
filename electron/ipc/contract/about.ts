/** What the app says about itself, and what support asks for. */
import * as v from 'valibot';
import { invoke } from './channels.js';
import { nothing } from './parts.js';

const settings = ['settings'] as const;

export const aboutChannels = {
  /** The versions of what the app runs on. */
  'about:runtime': invoke(
    settings,
    nothing,
    v.object({ electron: v.string(), chromium: v.string(), node: v.string() }),
  ),
  /** The licences of everything in the package that is not ours. Null: the file is missing. */
  'about:licences': invoke(settings, nothing, v.object({ text: v.nullable(v.string()) })),
  /** Opens the log's folder in the file manager. `failed`: its path, if that did not work. */
  'about:openLogFolder': invoke(settings, nothing, v.object({ failed: v.nullable(v.string()) })),
  /** Copies what `--diagnostics --json` tells. Main does it, so that no window sees it. False: it could not be made. */
  'about:copyDiagnostics': invoke(settings, nothing, v.boolean()),
} as const;
