/** The agent's own presence and routing status. */
import * as v from 'valibot';
import { invoke } from './channels.js';
import { idSchema, messageEditSchema, minutesSchema, nothing } from './parts.js';

const popup = ['popup'] as const;
const popupAndCard = ['popup', 'card'] as const;

export const presenceChannels = {
  /** Sets a presence, with a message if the person has just edited one, and for a time if `forMinutes` is given. */
  'presence:pick': invoke(
    popupAndCard,
    v.object({
      definitionId: idSchema,
      message: v.optional(messageEditSchema),
      forMinutes: v.optional(minutesSchema),
    }),
    nothing,
  ),
  /** Sets presence, message and time of one of the person's routines. */
  'presence:routine': invoke(popup, v.object({ routineId: idSchema }), nothing),
  'presence:setMessage': invoke(popup, messageEditSchema, nothing),
  /** Drops the waiting pick. */
  'presence:cancelPick': invoke(popupAndCard, nothing, nothing),
  /** Sends the failed pick again. */
  'presence:retry': invoke(popupAndCard, nothing, nothing),
  /** Hides the failed pick. */
  'presence:dismissFailed': invoke(popupAndCard, nothing, nothing),
  /** The person's yes to a waiting On Queue pick after a new sign-in. */
  'presence:confirmPick': invoke(popupAndCard, nothing, nothing),
  'presence:makePrimary': invoke(popup, nothing, nothing),
  /** Stops the offer for this source. */
  'presence:putPrimaryOfferAway': invoke(popup, nothing, nothing),
  'presence:cancelTimed': invoke(popup, nothing, nothing),
  'presence:extendTimed': invoke(popup, v.object({ minutes: minutesSchema }), nothing),
  /** The person's own _Try again_: reads presence and definitions. */
  'presence:refresh': invoke(popup, nothing, nothing),

  /** After NOT_RESPONDING: sets the routing status IDLE. */
  'routing:backOnQueue': invoke(popupAndCard, nothing, nothing),
  /** After NOT_RESPONDING: sets the presence Available. */
  'routing:offQueue': invoke(popupAndCard, nothing, nothing),
} as const;
