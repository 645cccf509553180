/** What the settings window may change of a person's own, and the effects. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personalHandlers } from '../../../../electron/app/handlers/personal.js';
import { PRIMARY_DEFINITION_IDS } from '../../../../electron/genesys/primary-definitions.js';
import { openPersonalStore, type PersonalStore } from '../../../../electron/settings/personal-store.js';
import { definition, exampleState, onQueue } from '../../desktop/example-state.js';
import { rememberingLog, savedInMemory } from '../../settings/doubles.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-tray-personal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function desk({ signedIn = true } = {}) {
  const store: PersonalStore | null = signedIn
    ? openPersonalStore({
        folder,
        files: { open: savedInMemory },
        organizationId: 'org',
        userId: 'ada',
        log: rememberingLog(),
      })
    : null;
  let edits = 0;
  store?.onChange(() => (edits += 1));
  let made = 0;
  const handlers = personalHandlers({
    personal: {
      store: () => store,
      onChange: (run) => store?.onChange(run) ?? (() => undefined),
      definitions: () => exampleState().definitions,
      newId: () => `new-${(made += 1)}`,
    },
  });
  return { handlers, personal: () => store!.get(), edits: () => edits };
}
const OK = { ok: true, problem: null };
const refused = (key: string) => ({ ok: false, problem: { key, params: {} } });
const rule = (definitionId: string) => ({ definitionId, message: '', from: 'ready' }) as const;

describe('an agent who is signed in', () => {
  it('sets limits, presets, automations and favourites, each at once', async () => {
    const { handlers, personal, edits } = desk();
    const lifetime = { kind: 'minutes', minutes: 30 } as const;
    expect(await handlers['personal:setLimit']({ definitionId: 'd-break', minutes: 15 }, 'settings')).toEqual(OK);
    expect(await handlers['personal:savePreset']({ id: null, text: 'lunch 🍜', lifetime }, 'settings')).toEqual(OK);
    expect(await handlers['personal:setAutomation']({ trigger: 'lock', rule: rule('d-break') }, 'settings')).toEqual(
      OK,
    );
    expect(await handlers['personal:toggleFavourite']({ definitionId: 'd-meal' }, 'popup')).toEqual(OK);
    expect(personal()).toMatchObject({
      limits: { 'd-break': 15 },
      presets: [{ id: 'new-1', text: 'lunch 🍜', lifetime }],
      automations: { lock: rule('d-break'), suspend: null, quit: null, start: null },
      favourites: ['d-meal'],
    });
    expect(edits()).toBe(4);
  });

  it('keeps routines, each with presence, message and time, but none that leads On Queue', async () => {
    const { handlers, personal } = desk();
    const lunch = {
      name: 'Lunch',
      definitionId: 'd-meal',
      message: { text: 'back at one', lifetime: { kind: 'presence' } as const },
      forMinutes: 45,
    };
    expect(await handlers['personal:saveRoutine']({ id: null, ...lunch }, 'settings')).toEqual(OK);
    expect(await handlers['personal:saveRoutine']({ id: 'new-1', ...lunch, forMinutes: null }, 'settings')).toEqual(OK);
    expect(personal().routines).toEqual([{ id: 'new-1', ...lunch, forMinutes: null }]);
    for (const definitionId of [onQueue.id, PRIMARY_DEFINITION_IDS.OnQueue, 'gone'])
      expect(await handlers['personal:saveRoutine']({ id: null, ...lunch, definitionId }, 'settings')).toEqual(
        refused('settings.problem.notAllowed'),
      );
    expect(await handlers['personal:deleteRoutine']({ id: 'new-1' }, 'settings')).toEqual(OK);
    expect(personal().routines).toEqual([]);
  });

  it('can set no automation to On Queue, nor to what is not offered, but to Offline', async () => {
    const { handlers, personal } = desk();
    const set = (definitionId: string) =>
      handlers['personal:setAutomation']({ trigger: 'start', rule: rule(definitionId) }, 'settings');
    for (const id of [onQueue.id, PRIMARY_DEFINITION_IDS.OnQueue, PRIMARY_DEFINITION_IDS.OnQueue.toUpperCase()])
      expect(await set(id)).toEqual(refused('settings.problem.notAllowed'));
    expect(await set(definition('gone', 'Gone', 'Busy').id)).toEqual(refused('settings.problem.notAllowed'));
    expect(personal().automations.start).toBeNull();
    expect(await set(PRIMARY_DEFINITION_IDS.Offline)).toEqual(OK);
    expect(await handlers['personal:setAutomation']({ trigger: 'start', rule: null }, 'settings')).toEqual(OK);
    expect(personal().automations.start).toBeNull();
  });

  it('is told where the store has no room for it, and keeps what was there', async () => {
    const { handlers, personal, edits } = desk();
    const lifetime = { kind: 'presence' } as const;
    const save = () => handlers['personal:savePreset']({ id: null, text: 'one more', lifetime }, 'settings');
    for (let i = 0; i < 200; i++) await save();
    const before = edits();
    expect(await save()).toEqual(refused('settings.problem.notAllowed'));
    expect(personal().presets).toHaveLength(200);
    expect(edits()).toBe(before);
  });
});

it('nobody signed in: the change is refused, and says to sign in', async () => {
  const { handlers, edits } = desk({ signedIn: false });
  expect(await handlers['personal:setLimit']({ definitionId: 'd-break', minutes: 15 }, 'settings')).toEqual(
    refused('settings.signInFirst'),
  );
  expect(edits()).toBe(0);
});
