/** The agent's own presence and routing status. */
import * as v from 'valibot';
import { invoke } from './channels.js';
import { idSchema, messageEditSchema, minutesSchema, nothing } from './parts.js';

const popup = ['popup'] as const;
const popupAndCard = ['popup', 'card'] as const;

export const presenceChannels = {
  /** Sets a presence, with the message where the person has just edited one, for a time where `forMinutes` is given. */
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
  /** Sends the message alone. */
  'presence:setMessage': invoke(popup, messageEditSchema, nothing),
  /** Drops the pick that waits. */
  'presence:cancelPick': invoke(popupAndCard, nothing, nothing),
  /** Sends the pick that failed again. */
  'presence:retry': invoke(popupAndCard, nothing, nothing),
  /** Puts the failed pick away. */
  'presence:dismissFailed': invoke(popupAndCard, nothing, nothing),
  /** The person's yes to a waiting On Queue pick after a new sign-in. */
  'presence:confirmPick': invoke(popupAndCard, nothing, nothing),
  /** Makes Genesys Cloud the primary source. */
  'presence:makePrimary': invoke(popup, nothing, nothing),
  /** Not to be asked about this source again. */
  'presence:putPrimaryOfferAway': invoke(popup, nothing, nothing),
  'presence:cancelTimed': invoke(popup, nothing, nothing),
  'presence:extendTimed': invoke(popup, v.object({ minutes: minutesSchema }), nothing),
  /** Reads presence and definitions again: the person's own *Try again*. */
  'presence:refresh': invoke(popup, nothing, nothing),

  /** NOT_RESPONDING: routing status IDLE. */
  'routing:backOnQueue': invoke(popupAndCard, nothing, nothing),
  /** NOT_RESPONDING: presence Available. */
  'routing:offQueue': invoke(popupAndCard, nothing, nothing),
} as const;
