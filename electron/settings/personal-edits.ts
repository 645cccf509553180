/** What a person changes of their own in the settings window, each as the entries to replace. Pure functions only. */
import type { AutomationRule, AutomationTrigger, TimedAutomationRule } from './automation-rules.js';
import type { MessagePreset } from './message-preset.js';
import type { Personal } from './personal-store.js';
import { ROUTINE_KEY, type Routine } from './routine.js';

/** Adds a favourite, or takes it away. */
export const toggleFavourite = (
  { favourites }: Pick<Personal, 'favourites'>,
  definitionId: string,
): Pick<Personal, 'favourites'> => {
  const others = favourites.filter((id) => id !== definitionId);
  return { favourites: others.length === favourites.length ? [...favourites, definitionId] : others };
};

/** @param to its place among the favourites, from 0. A number beyond the end means last */
export const moveFavourite = (
  { favourites }: Pick<Personal, 'favourites'>,
  definitionId: string,
  to: number,
): Pick<Personal, 'favourites'> => ({ favourites: moved(favourites, (id) => id === definitionId, to) });

/** @param minutes null: no limit */
export function setLimit(
  { limits }: Pick<Personal, 'limits'>,
  definitionId: string,
  minutes: number | null,
): Pick<Personal, 'limits'> {
  const others = Object.fromEntries(Object.entries(limits).filter(([id]) => id !== definitionId));
  return { limits: minutes === null ? others : { ...others, [definitionId]: minutes } };
}

/** @param rule null: off */
export const setAutomation = (
  { automations }: Pick<Personal, 'automations'>,
  trigger: AutomationTrigger,
  rule: AutomationRule | TimedAutomationRule | null,
): Pick<Personal, 'automations'> => ({ automations: { ...automations, [trigger]: rule } });

/** Replaces the preset with that id in its place. A new one comes last. */
export const savePreset = (
  { presets }: Pick<Personal, 'presets'>,
  preset: MessagePreset,
): Pick<Personal, 'presets'> => ({
  presets: presets.some(({ id }) => id === preset.id)
    ? presets.map((each) => (each.id === preset.id ? preset : each))
    : [...presets, preset],
});

/** @param to its place among the presets, from 0 */
export const movePreset = (
  { presets }: Pick<Personal, 'presets'>,
  presetId: string,
  to: number,
): Pick<Personal, 'presets'> => ({ presets: moved(presets, ({ id }) => id === presetId, to) });

/** Also removes hotkeys that send the preset: without its message they would not do what they say. */
export const deletePreset = (
  { presets, hotkeys }: Pick<Personal, 'presets' | 'hotkeys'>,
  presetId: string,
): Pick<Personal, 'presets' | 'hotkeys'> => ({
  presets: presets.filter(({ id }) => id !== presetId),
  hotkeys: Object.fromEntries(
    // Keys may be `definitionId/presetId`, see personalEntries.
    Object.entries(hotkeys).filter(
      ([key]) => !key.includes('/') || key.startsWith(ROUTINE_KEY) || key.slice(key.indexOf('/') + 1) !== presetId,
    ),
  ),
});

/** Replaces the routine with that id in its place. A new one comes last. */
export const saveRoutine = (
  { routines }: Pick<Personal, 'routines'>,
  routine: Routine,
): Pick<Personal, 'routines'> => ({
  routines: routines.some(({ id }) => id === routine.id)
    ? routines.map((each) => (each.id === routine.id ? routine : each))
    : [...routines, routine],
});

/** @param to its place among the routines, from 0 */
export const moveRoutine = (
  { routines }: Pick<Personal, 'routines'>,
  routineId: string,
  to: number,
): Pick<Personal, 'routines'> => ({ routines: moved(routines, ({ id }) => id === routineId, to) });

/** Also removes its hotkey. */
export const deleteRoutine = (
  { routines, hotkeys }: Pick<Personal, 'routines' | 'hotkeys'>,
  routineId: string,
): Pick<Personal, 'routines' | 'hotkeys'> => ({
  routines: routines.filter(({ id }) => id !== routineId),
  hotkeys: Object.fromEntries(Object.entries(hotkeys).filter(([key]) => key !== `${ROUTINE_KEY}${routineId}`)),
});

function moved<T>(list: readonly T[], isIt: (each: T) => boolean, to: number): T[] {
  const it = list.find(isIt);
  if (it === undefined) return [...list];
  const others = list.filter((each) => each !== it);
  return [...others.slice(0, to), it, ...others.slice(to)];
}
