/** Signing in and out, and where to. */
import * as v from 'valibot';
import { changeResultSchema } from '../app-state.js';
import { invoke } from './channels.js';
import { idSchema, nothing } from './parts.js';

const popup = ['popup'] as const;
const popupAndSettings = ['popup', 'settings'] as const;

export const sessionChannels = {
  'session:signIn': invoke(popupAndSettings, v.object({ asSomeoneElse: v.boolean() }), nothing),
  'session:openAgain': invoke(popup, nothing, nothing),
  'session:copyLink': invoke(popup, nothing, nothing),
  /**
   * The address the browser ended on, copied by the person. A refusal names its reason, and the sign-in keeps waiting.
   */
  'session:pasteAnswer': invoke(
    popup,
    v.object({ address: v.pipe(v.string(), v.maxLength(65_536)) }),
    changeResultSchema,
  ),
  'session:cancelSignIn': invoke(popup, nothing, nothing),
  'session:signOut': invoke(popupAndSettings, v.object({ alsoInBrowser: v.boolean() }), nothing),
  'session:exploreDemo': invoke(popup, nothing, nothing),
  /** Region and client id from the first-run screen or the settings. False: policy locks them. */
  'environment:set': invoke(
    popupAndSettings,
    v.object({ region: idSchema, clientId: v.pipe(v.string(), v.trim(), v.maxLength(200)) }),
    v.boolean(),
  ),
} as const;
