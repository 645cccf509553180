/** Manage presences is loaded with its window and let go of with it; files are written only where that is allowed. */
import { describe, expect, it, vi } from 'vitest';
import { manageHandlers, type ManageParts } from '../../../../electron/app/handlers/manage.js';
import type { OrganizationDefinition } from '../../../../electron/genesys/definitions.js';
import { GenesysError } from '../../../../electron/genesys/genesys-error.js';
import type { Manager } from '../../../../electron/manage/manager.js';
import { builtIn, definition } from '../../manage/definitions.js';

const settled = () => new Promise((done) => setImmediate(done));
const unread = { value: null, loading: false, problem: null, asOf: null };

function desk(
  definitions: readonly OrganizationDefinition[],
  change: {
    readonly mayExport?: boolean;
    readonly signedIn?: boolean;
    readonly manager?: object;
    readonly checkAgain?: () => Promise<void>;
    readonly open?: ManageParts['manage']['open'];
  } = {},
) {
  const listeners = new Set<() => void>();
  const refresh = vi.fn();
  const manager = {
    onChange: (run: () => void) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    definitions: () => ({ ...unread, value: { generation: 'new', definitions, missing: null }, asOf: 1 }),
    divisions: () => ({ ...unread, value: [{ id: 'north', name: 'North' }] }),
    parents: () => ['Break'],
    sources: () => unread,
    organisation: () => unread,
    may: (what: string) => what.startsWith('edit'),
    refresh,
    exported: (format: string) => `as ${format}`,
    importing: { again: change.checkAgain },
    ...change.manager,
  } as unknown as Manager;
  const letGo = vi.fn();
  const unsaved = vi.fn();
  const save = vi.fn<ManageParts['manage']['save']>((_name, content) => Promise.resolve(content('csv')));
  const handlers = manageHandlers({
    manage: {
      manager: () => (change.signedIn === false ? null : Promise.resolve(manager)),
      letGo,
      unsaved,
      label: ({ languageLabels }) => languageLabels['en_US'] ?? '',
      compare: (a, b) => a.localeCompare(b),
      divisionName: () => 'Another division',
      mayExport: () => change.mayExport ?? true,
      onExportChange: () => () => undefined,
      save,
      open: change.open ?? (() => Promise.reject(new Error('EACCES: permission denied'))),
      today: () => '2026-11-27',
    },
  });
  const follower = { snapshot: vi.fn(), change: vi.fn() };
  return { handlers, follower, letGo, unsaved, save, refresh, listeners };
}

describe('the list', () => {
  it('stands by system presence, the built-in one first, then by label; a division that nobody names has a general name', async () => {
    const { handlers, follower } = desk([
      definition('lunch', 'Meal', { en_US: 'Lunch' }, { divisionId: 'NORTH' }),
      definition('tea', 'Break', { en_US: 'Tea' }, { divisionId: 'elsewhere' }),
      builtIn('Meal'),
      definition('coffee', 'Break', { en_US: 'Coffee' }),
      builtIn('Break'),
    ]);
    handlers['manage:presences'](undefined, follower, 'manage');
    await settled();
    const [rows] = follower.snapshot.mock.calls[0] as [{ label: string; division: string | null }[]];
    expect(rows.map(({ label, division }) => [label, division])).toEqual([
      ['Break', null],
      ['Coffee', null],
      ['Tea', 'Another division'],
      ['Meal', null],
      ['Lunch', 'North'],
    ]);
  });
});

describe('what works with the organisation', () => {
  it('reads once the window is there, and is let go of with the last who follows', async () => {
    const { handlers, follower, letGo, refresh, listeners } = desk([]);
    const ends = [
      handlers['manage:overview'](undefined, follower, 'manage'),
      handlers['manage:sources'](undefined, { ...follower }, 'manage'),
    ];
    await settled();
    expect(refresh).toHaveBeenCalledTimes(1);
    ends[0]!();
    ends[0]!();
    expect(letGo).not.toHaveBeenCalled();
    ends[1]!();
    expect(letGo).toHaveBeenCalledTimes(1);
    expect(listeners.size).toBe(0);
  });

  it('says what the person may, and nothing after the window has ended it', async () => {
    const { handlers, follower } = desk([]);
    handlers['manage:overview'](undefined, follower, 'manage')();
    await settled();
    expect(follower.snapshot).not.toHaveBeenCalled();
    handlers['manage:overview'](undefined, follower, 'manage');
    await settled();
    expect(follower.snapshot.mock.calls[0]?.[0]).toMatchObject({
      may: { editPresence: true, addPresence: false },
      parents: ['Break'],
    });
  });

  it('is nobody’s where nobody is signed in', async () => {
    const { handlers } = desk([], { signedIn: false });
    await expect(handlers['manage:setPresenceActive']({ id: 'x', active: true }, 'manage')).rejects.toThrow();
  });
});

describe('files', () => {
  it('that cannot be compared with the list are told with the service’s words and its correlation id', async () => {
    const refused = new GenesysError({
      kind: 'http',
      status: 500,
      message: '500',
      serviceMessage: 'The list is out.',
      correlationId: 'c-17',
    });
    const { handlers } = desk([], { checkAgain: () => Promise.reject(refused) });
    expect(await handlers['manage:checkImport'](undefined, 'manage')).toEqual({
      ok: false,
      problem: expect.objectContaining({
        key: 'error.service',
        serviceMessage: 'The list is out.',
        correlationId: 'c-17',
      }),
    });
  });

  it('are refused where the organisation forbids them, whatever the window asks', async () => {
    const { handlers, save } = desk([], { mayExport: false });
    expect(await handlers['manage:export'](undefined, 'manage')).toMatchObject({ ok: false });
    expect(save).not.toHaveBeenCalled();
  });

  it('that cannot be written or read are told in the file system’s words', async () => {
    const { handlers, save } = desk([]);
    save.mockResolvedValueOnce('ENOSPC: no space left');
    expect(await handlers['manage:export'](undefined, 'manage')).toEqual({
      ok: false,
      problem: { key: 'manage.exportFailed', params: { reason: 'ENOSPC: no space left' } },
    });
    expect(await handlers['manage:chooseImport'](undefined, 'manage')).toMatchObject({
      problem: { key: 'manage.file.unreadable', params: { reason: 'EACCES: permission denied' } },
    });
  });
});

describe('what the window shows', () => {
  const shown = async (
    channel: 'manage:overview' | 'manage:presences' | 'manage:sources' | 'manage:organisation' | 'manage:importRows',
    manager: object,
    definitions: readonly OrganizationDefinition[] = [],
  ): Promise<unknown> => {
    const { handlers, follower } = desk(definitions, { manager });
    handlers[channel](undefined, follower, 'manage');
    await settled();
    return follower.snapshot.mock.calls[0]?.[0];
  };
  const missing = { key: 'error.notAuthorized' };

  it('is empty while nothing is read, and names what could not be', async () => {
    const nothing = { definitions: () => unread, divisions: () => ({ ...unread, problem: missing }) };
    expect(await shown('manage:overview', nothing)).toMatchObject({
      missing: null,
      generation: 'new',
      divisions: [],
      divisionsProblem: missing,
      asOf: null,
    });
    expect(await shown('manage:presences', nothing)).toEqual([]);
    expect(await shown('manage:sources', {})).toMatchObject({ sources: [], missing: null });
    expect(await shown('manage:organisation', {})).toMatchObject({ fields: null });
    const half = { definitions: () => ({ ...unread, value: { definitions: [], generation: 'legacy', missing } }) };
    expect(await shown('manage:overview', half)).toMatchObject({ missing, generation: 'legacy' });
  });

  it('has sources and settings as they were read', async () => {
    const desk = { name: 'Desk light', description: '', deactivated: false };
    const value = { value: [{ id: 's', system: true, ...desk }], missing };
    expect(await shown('manage:sources', { sources: () => ({ ...unread, value }) })).toMatchObject({
      missing,
      sources: [{ id: 's', system: true, fields: desk }],
    });
    const organisation = () => ({ ...unread, value: { restore: true } });
    expect(await shown('manage:organisation', { organisation })).toMatchObject({ fields: { restore: true } });
  });

  it('orders presences that are called the same by their ids, so that they stay where they are', async () => {
    const rows = await shown(
      'manage:presences',
      {},
      ['c', 'a', 'b'].map((id) => definition(id, 'Break', { en_US: 'Tea' })),
    );
    expect(rows).toMatchObject([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
  });

  it('names divisions in what an import would change', async () => {
    const row = { id: 'row-2', line: 2, verdict: 'change', label: 'Tea', systemPresence: 'Break', result: 'waiting' };
    const changes = [
      { field: 'divisionId', from: null, to: 'NORTH' },
      { field: 'divisionId', from: 'gone', to: null },
      { field: 'label', locale: 'de', from: null, to: 'Tee' },
      { field: 'systemPresence', from: 'Break', to: 'Meal' },
      { field: 'deactivated', from: false, to: true },
    ];
    const reason = { key: 'manage.import.twice', params: {} };
    const rows = () => [
      { ...row, changes, reason: null, problem: null },
      { ...row, id: 'row-3', changes: [], reason, problem: null },
    ];
    expect(await shown('manage:importRows', { importing: { rows } })).toMatchObject([
      {
        reason: null,
        changes: [
          { field: 'divisionId', from: null, to: 'North' },
          { field: 'divisionId', from: 'Another division', to: null },
          { field: 'label', locale: 'de', from: null, to: 'Tee' },
          { field: 'systemPresence', from: 'Break', to: 'Meal' },
          { field: 'deactivated', from: 'false', to: 'true' },
        ],
      },
      { reason, changes: [] },
    ]);
  });
});

describe('a list that is chosen or written', () => {
  const choose = (open: ManageParts['manage']['open'], reason: object | null = null) => {
    const opened: string[] = [];
    const importing = { open: (name: string, text: string) => Promise.resolve((opened.push(name, text), reason)) };
    const { handlers } = desk([], { open, manager: { importing } });
    return { answer: handlers['manage:chooseImport'](undefined, 'manage'), opened };
  };

  it('is read, or refused with the reason; a person who thinks better of it changes nothing', async () => {
    const file = { name: 'list.csv', text: 'id' };
    const taken = choose(() => Promise.resolve(file));
    expect([await taken.answer, taken.opened]).toEqual([{ ok: true, problem: null }, ['list.csv', 'id']]);
    const refused = choose(() => Promise.resolve(file), { key: 'manage.file.notOurs', params: { columns: 'id' } });
    expect(await refused.answer).toEqual({
      ok: false,
      problem: { key: 'manage.file.notOurs', params: { columns: 'id' } },
    });
    const cancelled = choose(() => Promise.resolve(null));
    expect([await cancelled.answer, cancelled.opened]).toEqual([{ ok: true, problem: null }, []]);
  });

  it('is written in the format that the file’s name asks for, and not before it was read', async () => {
    const { handlers, save } = desk([]);
    save.mockImplementationOnce((_name, content) => {
      expect([content('csv'), content('json')]).toEqual(['as csv', 'as json']);
      return Promise.resolve(null);
    });
    expect(await handlers['manage:export'](undefined, 'manage')).toEqual({ ok: true, problem: null });
    expect(save.mock.calls[0]?.[0]).toBe('presence-definitions-2026-11-27');
    const unreadYet = desk([], { manager: { exported: () => null } });
    expect(await unreadYet.handlers['manage:export'](undefined, 'manage')).toMatchObject({
      problem: { key: 'manage.notRead' },
    });
    expect(unreadYet.save).not.toHaveBeenCalled();
  });
});

describe('people', () => {
  it('are found, or it is said why not', async () => {
    const people = [{ id: 'u', name: 'Ada' }];
    const found = desk([], { manager: { findPeople: () => Promise.resolve(people) } }).handlers;
    expect(await found['manage:findPeople']({ words: 'ada' }, 'manage')).toEqual({ people, problem: null });
    const failed = desk([], { manager: { findPeople: () => Promise.reject(new Error('x')) } }).handlers;
    expect(await failed['manage:findPeople']({ words: 'ada' }, 'manage')).toMatchObject({
      people: [],
      problem: { key: expect.any(String) as string },
    });
  });
});
