/** A person's own changes: each edit does one thing, in any order, and never loses another's result. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AutomationRule, AutomationTrigger } from '../../../electron/settings/automation-rules.js';
import type { MessageLifetime, MessagePreset } from '../../../electron/settings/message-preset.js';
import * as edits from '../../../electron/settings/personal-edits.js';
import { openPersonalStore, type Personal, type PersonalStore } from '../../../electron/settings/personal-store.js';
import { filesOnDisk, rememberingLog } from './doubles.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-tray-edits-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let people = 0;
const somebody = () => {
  const userId = `person-${(people += 1)}`;
  let files = filesOnDisk();
  return {
    open: (): PersonalStore =>
      openPersonalStore({ folder, files, organizationId: 'org', userId, log: rememberingLog() }),
    /** The app quits and starts again. */
    restart: async (): Promise<void> => {
      await files.flushed();
      files = filesOnDisk();
    },
  };
};

const nothingYet = (): Personal => somebody().open().get();

/** Few ids, so that edits meet, and names that every object has. */
const ids = fc.constantFrom('break', 'meal', 'away', 'constructor', 'toString');
const presetIds = fc.constantFrom('p1', 'p2', 'p3', 'p1/p2');
const minutes = fc.integer({ min: 1, max: 1440 });
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const lifetime: fc.Arbitrary<MessageLifetime> = fc.oneof(
  fc.constant({ kind: 'presence' } as const),
  fc.constant({ kind: 'untilCleared' } as const),
  fc.record({ kind: fc.constant('minutes' as const), minutes }),
  fc.record({ kind: fc.constant('untilTime' as const), at: fc.constantFrom('00:00', '08:05', '23:59') }),
);
const rule: fc.Arbitrary<AutomationRule> = fc.record({
  definitionId: ids,
  message: fc.string({ maxLength: 20 }),
  from: fc.constantFrom('ready' as const, 'any' as const),
});
const trigger: fc.Arbitrary<AutomationTrigger> = fc.constantFrom('lock', 'suspend', 'quit', 'start');
const routineIds = fc.constantFrom('r1', 'r2', 'p1');
const place = fc.integer({ min: 0, max: 6 });

interface Edit {
  readonly name: string;
  readonly touches: readonly (keyof Personal)[];
  readonly change: (personal: Personal) => Partial<Personal>;
}
const edit: fc.Arbitrary<Edit> = fc.oneof(
  ids.map((id) => ({
    name: `favourite ${id}`,
    touches: ['favourites'] as const,
    change: (p: Personal) => edits.toggleFavourite(p, id),
  })),
  fc.tuple(ids, place).map(([id, to]) => ({
    name: `move favourite ${id} to ${to}`,
    touches: ['favourites'] as const,
    change: (p: Personal) => edits.moveFavourite(p, id, to),
  })),
  fc.tuple(ids, fc.option(minutes)).map(([id, to]) => ({
    name: `limit ${id} ${to}`,
    touches: ['limits'] as const,
    change: (p: Personal) => edits.setLimit(p, id, to),
  })),
  fc.tuple(trigger, fc.option(rule)).map(([at, to]) => ({
    name: `automation ${at}`,
    touches: ['automations'] as const,
    change: (p: Personal) => edits.setAutomation(p, at, to),
  })),
  fc.tuple(presetIds, text, lifetime).map(([id, words, lasts]) => ({
    name: `preset ${id}`,
    touches: ['presets'] as const,
    change: (p: Personal) => edits.savePreset(p, { id, text: words, lifetime: lasts }),
  })),
  fc.tuple(presetIds, place).map(([id, to]) => ({
    name: `move preset ${id} to ${to}`,
    touches: ['presets'] as const,
    change: (p: Personal) => edits.movePreset(p, id, to),
  })),
  presetIds.map((id) => ({
    name: `delete preset ${id}`,
    touches: ['presets', 'hotkeys'] as const,
    change: (p: Personal) => edits.deletePreset(p, id),
  })),
  fc
    .tuple(
      routineIds,
      text.filter((words) => words.length <= 60),
      ids,
      fc.option(minutes),
    )
    .map(([id, name, definitionId, forMinutes]) => ({
      name: `routine ${id}`,
      touches: ['routines'] as const,
      change: (p: Personal) => edits.saveRoutine(p, { id, name, definitionId, message: null, forMinutes }),
    })),
  fc.tuple(routineIds, place).map(([id, to]) => ({
    name: `move routine ${id} to ${to}`,
    touches: ['routines'] as const,
    change: (p: Personal) => edits.moveRoutine(p, id, to),
  })),
  routineIds.map((id) => ({
    name: `delete routine ${id}`,
    touches: ['routines', 'hotkeys'] as const,
    change: (p: Personal) => edits.deleteRoutine(p, id),
  })),
  // What the app itself stores meanwhile.
  ids.map((id) => ({ name: `pick ${id}`, touches: ['recent'] as const, change: () => ({ recent: [id] }) })),
  fc.tuple(ids, fc.option(presetIds)).map(([id, preset]) => ({
    name: `hotkey ${id} ${preset}`,
    touches: ['hotkeys'] as const,
    change: (p: Personal) => ({
      hotkeys: { ...p.hotkeys, [preset === null ? id : `${id}/${preset}`]: { accelerator: 'Ctrl+Shift+F8' } },
    }),
  })),
);

describe('in any order of edits', () => {
  it('none loses what another entry holds, and the file says the same after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 25 }), async (all) => {
        const person = somebody();
        const store = person.open();
        for (const { name, touches, change } of all) {
          const before = store.get();
          store.set(change(before));
          const after = store.get();
          for (const key of Object.keys(before) as (keyof Personal)[])
            if (!touches.includes(key)) expect(after[key], `${name} left ${key} alone`).toEqual(before[key]);
        }
        await person.restart();
        expect(person.open().get()).toEqual(store.get());
        expect(person.open().notices()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('favourites and presets are there once each, and moving neither makes nor loses one', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), fc.array(fc.tuple(presetIds, ids, place)), (all, moves) => {
        const before = all.reduce((personal, { change }) => ({ ...personal, ...change(personal) }), nothingYet());
        let after = before;
        expect(new Set(before.favourites).size).toBe(before.favourites.length);
        expect(new Set(before.presets.map(({ id }) => id)).size).toBe(before.presets.length);
        for (const [presetId, id, to] of moves) {
          after = { ...after, ...edits.movePreset(after, presetId, to) };
          after = { ...after, ...edits.moveFavourite(after, id, to) };
        }
        const byId = (a: MessagePreset, b: MessagePreset): number => a.id.localeCompare(b.id);
        expect([...after.favourites].sort()).toEqual([...before.favourites].sort());
        expect([...after.presets].sort(byId)).toEqual([...before.presets].sort(byId));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a preset', () => {
  const presets: MessagePreset[] = ['one', 'two', 'three'].map((words, at) => ({
    id: `p${at + 1}`,
    text: words,
    lifetime: { kind: 'presence' },
  }));
  const order = (list: readonly MessagePreset[]): string[] => list.map((preset) => preset.text);

  it('goes up and down, to the ends and no further', () => {
    expect(order(edits.movePreset({ presets }, 'p3', 1).presets)).toEqual(['one', 'three', 'two']);
    expect(order(edits.movePreset({ presets }, 'p1', 1).presets)).toEqual(['two', 'one', 'three']);
    expect(order(edits.movePreset({ presets }, 'p1', 99).presets)).toEqual(['two', 'three', 'one']);
    expect(order(edits.movePreset({ presets }, 'nobody', 0).presets)).toEqual(['one', 'two', 'three']);
  });

  it('is edited in its place, and a new one comes last', () => {
    const edited = edits.savePreset({ presets }, { id: 'p2', text: 'zwei', lifetime: { kind: 'untilCleared' } });
    expect(order(edited.presets)).toEqual(['one', 'zwei', 'three']);
    const added = edits.savePreset({ presets }, { id: 'p9', text: 'four ☕', lifetime: { kind: 'presence' } });
    expect(order(added.presets)).toEqual(['one', 'two', 'three', 'four ☕']);
  });

  it('that is deleted takes the hotkeys along that send it, and no others', () => {
    const key = { accelerator: 'Ctrl+Shift+F8' };
    const hotkeys = {
      break: key,
      'break/p1': key,
      'meal/p1': key,
      'break/p11': key,
      'break/x/p1': key,
      'break/p2': key,
    };
    const { presets: left, hotkeys: kept } = edits.deletePreset({ presets, hotkeys }, 'p1');
    expect(order(left)).toEqual(['two', 'three']);
    expect(Object.keys(kept)).toEqual(['break', 'break/p11', 'break/x/p1', 'break/p2']);
  });
});

describe('a routine', () => {
  const routine = (id: string, name: string) => ({ id, name, definitionId: 'break', message: null, forMinutes: null });
  const routines = [routine('r1', 'one'), routine('r2', 'two')];

  it('is edited in its place, and a new one comes last', () => {
    const names = (id: string) => edits.saveRoutine({ routines }, routine(id, 'new')).routines.map(({ name }) => name);
    expect(names('r1')).toEqual(['new', 'two']);
    expect(names('r9')).toEqual(['one', 'two', 'new']);
  });

  it('that is deleted takes its hotkey along, and no other', () => {
    const key = { accelerator: 'Ctrl+Shift+F8' };
    const hotkeys = { '@routine/r1': key, '@routine/r2': key, r1: key, 'break/r1': key };
    const { routines: left, hotkeys: kept } = edits.deleteRoutine({ routines, hotkeys }, 'r1');
    expect(left.map(({ id }) => id)).toEqual(['r2']);
    expect(Object.keys(kept)).toEqual(['@routine/r2', 'r1', 'break/r1']);
  });
});
