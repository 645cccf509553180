/**
 * What belongs to the signed-in person: favourites, message presets, limits, automations. Empty while nobody is signed
 * in.
 */
import * as v from 'valibot';
import { messageLifetimeSchema, messagePresetSchema } from '../../presence/presence-view.js';
import {
  automationRuleSchema,
  automationsSchema,
  TIMED_TRIGGERS,
  timedAutomationRuleSchema,
} from '../../settings/automation-rules.js';
import { limitMinutesSchema, limitsSchema } from '../../settings/limit-minutes.js';
import { routineSchema } from '../../settings/routine.js';
import { changeResultSchema } from '../app-state.js';
import { invoke, list, object } from './channels.js';
import { idSchema, nothing, placeSchema } from './parts.js';

const settings = ['settings'] as const;
const popupAndSettings = ['popup', 'settings'] as const;

export const personalChannels = {
  'personal:toggleFavourite': invoke(popupAndSettings, v.object({ definitionId: idSchema }), changeResultSchema),
  /** `to`: its new place, from 0. */
  'personal:moveFavourite': invoke(settings, v.object({ definitionId: idSchema, to: placeSchema }), changeResultSchema),

  /** In the person's own order. */
  'personal:presets': list(popupAndSettings, nothing, messagePresetSchema),
  /** Changes the preset with that id. Null: adds a new one at the end. */
  'personal:savePreset': invoke(
    settings,
    v.object({
      id: v.nullable(idSchema),
      text: v.pipe(v.string(), v.trim(), messagePresetSchema.entries.text),
      lifetime: messageLifetimeSchema,
    }),
    changeResultSchema,
  ),
  'personal:movePreset': invoke(settings, v.object({ id: idSchema, to: placeSchema }), changeResultSchema),
  /** Also removes the hotkeys that send it. */
  'personal:deletePreset': invoke(settings, v.object({ id: idSchema }), changeResultSchema),

  /** In the person's own order. */
  'personal:routines': list(settings, nothing, routineSchema),
  /** Changes the routine with that id. Null: adds a new one at the end. One that sets On Queue is refused. */
  'personal:saveRoutine': invoke(
    settings,
    v.object({
      ...routineSchema.entries,
      id: v.nullable(idSchema),
      name: v.pipe(v.string(), v.trim(), routineSchema.entries.name),
    }),
    changeResultSchema,
  ),
  'personal:moveRoutine': invoke(settings, v.object({ id: idSchema, to: placeSchema }), changeResultSchema),
  /** Also removes its hotkey. */
  'personal:deleteRoutine': invoke(settings, v.object({ id: idSchema }), changeResultSchema),

  /** Definition id → minutes. */
  'personal:limits': object(popupAndSettings, nothing, v.object({ limits: limitsSchema })),
  /** The agent is reminded after so many minutes. Null: no limit. */
  'personal:setLimit': invoke(
    settings,
    v.object({ definitionId: idSchema, minutes: v.nullable(limitMinutesSchema) }),
    changeResultSchema,
  ),

  'personal:automations': object(settings, nothing, automationsSchema),
  /** Null: off. A rule that sets On Queue is refused. */
  'personal:setAutomation': invoke(
    settings,
    v.variant('trigger', [
      v.object({
        trigger: v.picklist(['lock', 'suspend', 'quit', 'start']),
        rule: v.nullable(automationRuleSchema),
      }),
      v.object({ trigger: v.picklist(TIMED_TRIGGERS), rule: v.nullable(timedAutomationRuleSchema) }),
    ]),
    changeResultSchema,
  ),
} as const;
