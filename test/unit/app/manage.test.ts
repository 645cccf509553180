/** What _Manage presences_ is given of the running app, for one person after the other. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ManagerDeps } from '../../../electron/manage/manager.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { english } from '../english.js';
import { rememberingLog, settingsInMemory } from '../settings/doubles.js';

interface Made {
  readonly deps: ManagerDeps;
  stopped: number;
}
const managers = vi.hoisted((): Made[] => []);
const dialogs = vi.hoisted(() => ({ path: '' }));
vi.mock('electron', () => ({
  dialog: { showSaveDialog: () => Promise.resolve({ canceled: false, filePath: dialogs.path }) },
}));
vi.mock('../../../electron/manage/manager.js', () => ({
  createManager: (deps: ManagerDeps) => {
    const made: Made & { stop: () => void } = { deps, stopped: 0, stop: () => void (made.stopped += 1) };
    managers.push(made);
    return made;
  },
}));
const { createManage } = await import('../../../electron/app/manage.js');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'presence-tray-manage-'));
  managers.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function app({ policy = {} }: { policy?: Readonly<Record<string, unknown>> } = {}) {
  const log = rememberingLog();
  const time = fakeClock(Date.parse('2026-11-21T10:00:00Z'));
  let person: object | null = { name: 'Alan' };
  let languages = ['de-DE'];
  const session = { client: () => null, me: { permissions: ['a:b:c'], organizationLanguage: null as string | null } };
  const manage = createManage({
    userData: folder,
    account: { current: () => person as never },
    session: session as never,
    settings: settingsInMemory(log, { policy }),
    clock: time.clock,
    log,
    texts: () => english,
    labelLanguages: () => languages,
  });
  return {
    manage,
    time,
    session,
    becomes: (who: object | null): void => void (person = who),
    speak: (now: string[]): void => void (languages = now),
  };
}
const labels = { de: 'Mittag', fr: 'Déjeuner', en_US: 'Lunch' };

describe('a person who manages presences', () => {
  it('has one manager as long as they are signed in, and nobody has another’s', async () => {
    const { manage, becomes } = app();
    const first = await manage.manager();
    expect(await manage.manager()).toBe(first);
    becomes({ name: 'Grace' });
    expect(await manage.manager()).not.toBe(first);
    expect(managers.map(({ stopped }) => stopped)).toEqual([1, 0]);
    becomes(null);
    expect(manage.manager()).toBeNull();
    await vi.dynamicImportSettled();
    expect(managers.map(({ stopped }) => stopped)).toEqual([1, 1]);
    expect(() => manage.letGo()).not.toThrow();
  });

  it('may do what their permissions say, and nothing once they are gone', async () => {
    const { manage, session } = app();
    await manage.manager();
    expect(managers[0]?.deps.has('a:b:c')).toBe(true);
    expect(managers[0]?.deps.has('a:b:d')).toBe(false);
    session.me = null as never;
    expect(managers[0]?.deps.has('a:b:c')).toBe(false);
  });

  it('reads labels in the language of now, else in the organisation’s, else the system presence', async () => {
    const { manage, speak, session } = app();
    await manage.manager();
    const { deps } = managers[0]!;
    expect(deps.label(labels, 'Meal')).toBe('Mittag');
    speak(['fr-CA']);
    expect(deps.label(labels, 'Meal')).toBe('Déjeuner');
    speak(['hu']);
    session.me.organizationLanguage = 'de';
    expect(deps.label(labels, 'Meal')).toBe('Mittag');
    expect(deps.label({}, 'Meal')).toBe(english('presence.Meal'));
    expect(deps.label({}, null)).toBe('');
  });

  it('is asked before the app ends about what is not saved', () => {
    const { manage } = app();
    expect(manage.wouldLose()).toBeNull();
    manage.unsaved('edit' as never);
    expect(manage.wouldLose()).toBe('edit');
  });
});

describe('the list from before an import', () => {
  const kept = (): string[] => readdirSync(join(folder, 'definitions-before-import')).sort();

  it('is kept under its moment, of the last twenty imports', async () => {
    const { manage, time } = app();
    await manage.manager();
    const { deps } = managers[0]!;
    for (let turn = 0; turn < 22; turn += 1) {
      const path = await deps.keep(`list ${turn}`);
      expect(readFileSync(path ?? '', 'utf8')).toBe(`list ${turn}`);
      if (turn === 0) writeFileSync(join(folder, 'definitions-before-import', 'notes.txt'), 'mine');
      time.pass(60_000);
    }
    expect(kept()).toHaveLength(21);
    expect(kept()).toContain('notes.txt');
    expect(kept()[0]).toBe('2026-11-21T10-02-00.000Z.json');
  });

  it('is not kept where the organisation allows no export', async () => {
    const { manage } = app({ policy: { export: false } });
    await manage.manager();
    expect(await managers[0]?.deps.keep('list')).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
    expect(manage.mayExport()).toBe(false);
  });
});

it.each([
  ['list.json', 'json'],
  ['LIST.JSON', 'json'],
  ['list.csv', 'csv'],
  ['list', 'csv'],
])('a list saved as %s is %s', async (name, kind) => {
  dialogs.path = join(folder, name);
  const { manage } = app();
  expect(await manage.save('presences', (format) => format)).toBeNull();
  expect(readFileSync(dialogs.path, 'utf8')).toBe(kind);
});

it('numbers in labels are compared as numbers, and a day is named by its date', () => {
  const { manage } = app();
  expect(['Line 10', 'line 9', 'Line 1'].sort((one, other) => manage.compare(one, other))).toEqual([
    'Line 1',
    'line 9',
    'Line 10',
  ]);
  expect(manage.today()).toBe('2026-11-21');
});
