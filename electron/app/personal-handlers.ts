/** What the settings window changes of a person's own: favourites, message presets, limits, automations. Each counts at once. */
import type { Handlers } from '../ipc/server.js';
import type { AppState, ChangeResult } from '../ipc/app-state.js';
import { mayBeSetByAutomation } from '../presence/automations/automation-rule.js';
import * as edits from '../settings/personal-edits.js';
import type { Personal, PersonalStore } from '../settings/personal-store.js';

export interface PersonalParts {
  /** Null while nobody is signed in. */
  personal(): PersonalStore | null;
  definitions(): AppState['definitions'];
  newId(): string;
  /** A change was made: hotkeys may have gone, and what an automation needs to know may be needed from now on. */
  edited(): void;
}

type PersonalChannel = Extract<keyof Handlers, `personal:${string}`>;

const no = (key: string): ChangeResult => ({ ok: false, problem: { key, params: {} } });

export function createPersonalHandlers(parts: PersonalParts): Pick<Handlers, PersonalChannel> {
  const edit = (change: (personal: Personal) => Partial<Personal>): ChangeResult => {
    const store = parts.personal();
    if (store === null) return no('settings.signInFirst');
    try {
      store.set(change(store.get()));
    } catch (error) {
      if (error instanceof TypeError) return no('settings.problem.notAllowed');
      throw error;
    }
    parts.edited();
    return { ok: true, problem: null };
  };

  return {
    'personal:toggleFavourite': ({ definitionId }) => edit((personal) => edits.toggleFavourite(personal, definitionId)),
    'personal:moveFavourite': ({ definitionId, to }) =>
      edit((personal) => edits.moveFavourite(personal, definitionId, to)),
    'personal:setLimit': ({ definitionId, minutes }) =>
      edit((personal) => edits.setLimit(personal, definitionId, minutes)),
    'personal:setAutomation': ({ trigger, rule }) =>
      // No window offers On Queue here; the automations themselves refuse it too (design §3.12).
      rule !== null && !mayBeSetByAutomation(rule.definitionId, { definitions: parts.definitions() })
        ? no('settings.problem.notAllowed')
        : edit((personal) => edits.setAutomation(personal, trigger, rule)),
    'personal:savePreset': ({ id, text, lifetime }) =>
      edit((personal) => edits.savePreset(personal, { id: id ?? parts.newId(), text, lifetime })),
    'personal:movePreset': ({ id, to }) => edit((personal) => edits.movePreset(personal, id, to)),
    'personal:deletePreset': ({ id }) => edit((personal) => edits.deletePreset(personal, id)),
  };
}
