/**
 * What belongs to the signed-in person: favourites, message presets, limits, automations. Each change applies at once.
 */
import type { AppState, ChangeResult } from '../../ipc/app-state.js';
import type { personalChannels } from '../../ipc/contract/personal.js';
import type { Handlers } from '../../ipc/server.js';
import { listSource, objectSource } from '../../ipc/sources.js';
import { mayBeSetByAutomation } from '../../presence/automations/automation-rule.js';
import { NO_AUTOMATIONS } from '../../settings/automation-rules.js';
import * as edits from '../../settings/personal-edits.js';
import type { Personal, PersonalStore } from '../../settings/personal-store.js';
import type { Cancel } from '../../ports.js';

export interface PersonalParts {
  readonly personal: {
    /** Null while nobody is signed in. */
    store(): PersonalStore | null;
    /** Calls when somebody signed in or out, and when something of theirs changed. */
    readonly onChange: (run: () => void) => Cancel;
    definitions(): AppState['definitions'];
    newId(): string;
  };
}

const no = (key: string): ChangeResult => ({ ok: false, problem: { key, params: {} } });

export function personalHandlers({ personal: parts }: PersonalParts): Pick<Handlers, keyof typeof personalChannels> {
  const edit = (change: (personal: Personal) => Partial<Personal>): ChangeResult => {
    const store = parts.store();
    if (store === null) return no('settings.signInFirst');
    try {
      store.set(change(store.get()));
    } catch (error) {
      if (error instanceof TypeError) return no('settings.problem.notAllowed');
      throw error;
    }
    return { ok: true, problem: null };
  };
  const personal = (): Personal | null => parts.store()?.get() ?? null;

  return {
    'personal:toggleFavourite': ({ definitionId }) => edit((current) => edits.toggleFavourite(current, definitionId)),
    'personal:moveFavourite': ({ definitionId, to }) =>
      edit((current) => edits.moveFavourite(current, definitionId, to)),

    'personal:presets': listSource(() => personal()?.presets ?? [], parts.onChange),
    'personal:savePreset': ({ id, text, lifetime }) =>
      edit((current) => edits.savePreset(current, { id: id ?? parts.newId(), text, lifetime })),
    'personal:movePreset': ({ id, to }) => edit((current) => edits.movePreset(current, id, to)),
    'personal:deletePreset': ({ id }) => edit((current) => edits.deletePreset(current, id)),

    'personal:routines': listSource(() => personal()?.routines ?? [], parts.onChange),
    'personal:saveRoutine': ({ id, ...routine }) =>
      // On Queue needs a person's act at that moment (docs/design.md §3.12).
      !mayBeSetByAutomation(routine.definitionId, { definitions: parts.definitions() })
        ? no('settings.problem.notAllowed')
        : edit((current) => edits.saveRoutine(current, { id: id ?? parts.newId(), ...routine })),
    'personal:moveRoutine': ({ id, to }) => edit((current) => edits.moveRoutine(current, id, to)),
    'personal:deleteRoutine': ({ id }) => edit((current) => edits.deleteRoutine(current, id)),

    'personal:limits': objectSource(() => ({ limits: personal()?.limits ?? {} }), parts.onChange),
    'personal:setLimit': ({ definitionId, minutes }) =>
      edit((current) => edits.setLimit(current, definitionId, minutes)),

    'personal:automations': objectSource(() => personal()?.automations ?? NO_AUTOMATIONS, parts.onChange),
    'personal:setAutomation': ({ trigger, rule }) =>
      // No window offers On Queue here, and the automations refuse it too.
      rule !== null && !mayBeSetByAutomation(rule.definitionId, { definitions: parts.definitions() })
        ? no('settings.problem.notAllowed')
        : edit((current) => edits.setAutomation(current, trigger, rule)),
  };
}
