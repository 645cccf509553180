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
  change: { readonly mayExport?: boolean; readonly signedIn?: boolean; readonly checkAgain?: () => Promise<void> } = {},
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
      open: () => Promise.reject(new Error('EACCES: permission denied')),
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
