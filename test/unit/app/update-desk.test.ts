/** How a person hears of updates, and what happens to one as the app ends. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createUpdateDesk, updateNotice } from '../../../electron/app/update-desk.js';
import type { UpdatesParts } from '../../../electron/app/updates.js';
import { createStateStore } from '../../../electron/ipc/state-store.js';
import type { AppNotice } from '../../../electron/settings/app-notice.js';
import type { UpdateState, Updates } from '../../../electron/updates/updates.js';
import { exampleState } from '../desktop/example-state.js';
import { fakeClock } from '../desktop/fake-clock.js';
import { rememberingLog, savedInMemory, settingsInMemory } from '../settings/doubles.js';

/** The updates behind the desk. Null: their code cannot be read. */
const behind = vi.hoisted(() => ({ open: null as ((parts: UpdatesParts) => Updates) | null }));
vi.mock('../../../electron/app/updates.js', () => ({
  openUpdates: (parts: UpdatesParts) => {
    if (behind.open === null) throw new Error('half an installation');
    return behind.open(parts);
  },
}));
beforeEach(() => (behind.open = null));

/** What is read lazily has been read. */
const read = () => vi.dynamicImportSettled();

function desk({ arrived = null as Updates['arrived'], broken = false } = {}) {
  const log = rememberingLog();
  const store = createStateStore(exampleState(), log);
  const settings = settingsInMemory(log);
  const notices = new Map<string, AppNotice>();
  const calls: string[] = [];
  let parts: UpdatesParts | null = null;
  let state: UpdateState = { kind: 'idle' };
  let opened = 0;
  let toInstall = false;
  if (!broken)
    behind.open = (handed) => {
      parts = handed;
      opened += 1;
      return {
        can: 'install',
        state: () => state,
        look: () => Promise.resolve(void calls.push('look')),
        busyChanged: () => calls.push(`busy: ${handed.busy()}`),
        settingsChanged: () => calls.push('settings'),
        onQuit: (restart) => (toInstall ? () => Promise.resolve(void calls.push(`install ${restart}`)) : null),
        arrived,
        end: () => calls.push('end'),
      };
    };
  const updates = createUpdateDesk({
    userData: '/nowhere',
    version: '1.2.0',
    platform: 'linux',
    clock: fakeClock().clock,
    log,
    files: { open: savedInMemory },
    settings,
    network: () => {
      throw new Error('nothing is asked here');
    },
    store,
    notices: { tell: (told) => notices.set(told.id, told), withdraw: (id) => notices.delete(id) },
    restart: () => calls.push('restart'),
  });
  let changes = 0;
  updates.onChange(() => (changes += 1));
  return {
    log,
    updates,
    store,
    settings,
    calls,
    opened: () => opened,
    changes: () => changes,
    notices: () => [...notices.values()].map(({ key, params }) => ({ key, params })),
    becomes: (next: UpdateState): void => {
      state = next;
      parts?.onState(next);
    },
    readyToInstall: () => (toInstall = true),
  };
}
const ready = (version: string, changes = ''): UpdateState => ({ kind: 'ready', version, changes });

describe('a person', () => {
  it('is told of a version that is ready, then of the newer one instead', async () => {
    const { updates, becomes, notices } = desk();
    updates.open();
    await read();
    becomes(ready('1.3.0', 'Faster'));
    expect(notices()).toEqual([{ key: 'notice.update.readyWith', params: { version: '1.3.0', changes: 'Faster' } }]);
    becomes(ready('1.4.0'));
    expect(notices()).toEqual([{ key: 'notice.update.ready', params: { version: '1.4.0', changes: '' } }]);
  });

  it.each([{ kind: 'looking' }, { kind: 'idle' }, { kind: 'failed' }] as const)(
    'keeps the last word while the state is %j',
    async (state) => {
      const { updates, becomes, notices, changes } = desk();
      updates.open();
      await read();
      becomes(ready('1.3.0'));
      const before = changes();
      becomes(state);
      expect(notices()).toHaveLength(1);
      expect(changes()).toBe(before + 1);
    },
  );

  it.each([{ kind: 'current' }, { kind: 'off' }, { kind: 'fetching', version: '1.3.0' }] as const)(
    'is told no longer once the state is %j',
    async (state) => {
      const { updates, becomes, notices } = desk();
      updates.open();
      await read();
      becomes({ kind: 'told', version: '1.3.0', changes: '' });
      expect(notices()).toHaveLength(1);
      becomes(state);
      expect(notices()).toEqual([]);
    },
  );

  it('is told again of nothing: the same version has the same notice, put away or not', async () => {
    const { updates, becomes, notices } = desk();
    updates.open();
    await read();
    becomes(ready('1.3.0'));
    becomes(ready('1.3.0'));
    expect(notices()).toHaveLength(1);
    expect(updateNotice(ready('1.3.0', 'one'))?.id).toBe(updateNotice(ready('1.3.0', 'two'))?.id);
    expect(updateNotice(ready('1.3.0'))?.id).not.toBe(updateNotice(ready('1.4.0'))?.id);
  });

  it('is told why a version was refused, or the feed itself', () => {
    expect(updateNotice({ kind: 'refused', version: '1.3.0', reason: 'checksum' })).toMatchObject({
      key: 'notice.update.refused.checksum',
      params: { version: '1.3.0' },
    });
    expect(updateNotice({ kind: 'refused', version: null, reason: 'signature' })).toMatchObject({
      id: 'notice.update:signature:',
      key: 'notice.update.refused.signature',
      params: {},
    });
  });

  it.each([
    ['', 'notice.update.arrived'],
    ['Faster', 'notice.update.arrivedWith'],
  ])('is told once of the version that an update brought (%j)', async (changes, key) => {
    const { updates, notices } = desk({ arrived: { changes } });
    updates.open();
    await read();
    expect(notices()).toEqual([{ key, params: { version: '1.2.0', changes } }]);
  });

  it('is told of no arrival where none was', async () => {
    const { updates, notices } = desk();
    updates.open();
    await read();
    expect(notices()).toEqual([]);
  });
});

describe('the settings show', () => {
  it('that nothing is known before the updates were read, and then what is', async () => {
    const { updates, becomes, changes } = desk();
    const nothing = { can: 'nothing', kind: 'idle', version: null, changes: '', reason: null };
    expect(updates.view()).toEqual(nothing);
    updates.look();
    await read();
    expect(changes()).toBe(1);
    expect(updates.view()).toEqual({ ...nothing, can: 'install' });
    becomes(ready('1.3.0', 'Faster'));
    expect(updates.view()).toMatchObject({ kind: 'ready', version: '1.3.0', changes: 'Faster', reason: null });
    becomes({ kind: 'refused', version: null, reason: 'signature' });
    expect(updates.view()).toMatchObject({ kind: 'refused', version: null, changes: '', reason: 'signature' });
  });

  it('nothing where they cannot be read, and the log says why', async () => {
    const { updates, log } = desk({ broken: true });
    updates.look();
    await read();
    expect(updates.view().can).toBe('nothing');
    expect(log.lines).toEqual(['updates could not be read {"reason":"half an installation"}']);
    expect(updates.onQuit(false)).toBeNull();
  });
});

it('the updates are read once, whoever asks first', async () => {
  const { updates, calls, opened } = desk();
  expect(opened()).toBe(0);
  updates.open();
  updates.look();
  updates.look();
  await read();
  expect(opened()).toBe(1);
  expect(calls).toEqual(['look', 'look']);
});

it('an update hears that the agent goes on queue and comes back, and of nothing else that changes', async () => {
  const { updates, store, calls } = desk();
  updates.open();
  await read();
  const { routing, presence } = store.get();
  store.update({ routing: { ...routing, status: 'IDLE' } });
  store.update({ routing: { ...routing, status: 'INTERACTING' } });
  store.update({ presence: { ...presence, limitMinutes: 5 } });
  store.update({ routing: { ...routing, status: 'OFF_QUEUE' } });
  expect(calls).toEqual(['busy: true', 'busy: false']);
});

it('an update that is opened while the agent is on queue knows it', async () => {
  const { updates, store, calls } = desk();
  const { routing } = store.get();
  store.update({ routing: { ...routing, status: 'IDLE' } });
  updates.open();
  await read();
  store.update({ routing: { ...routing, status: 'OFF_QUEUE' } });
  expect(calls).toEqual(['busy: false']);
});

it('an update hears of changed settings', async () => {
  const { updates, settings, calls } = desk();
  settings.set({ updates: 'tell' });
  updates.open();
  await read();
  expect(calls).toEqual([]);
  settings.set({ updates: 'off' });
  expect(calls).toEqual(['settings']);
});

describe('a person who asks for the restart', () => {
  it('gets it where there is something to install', async () => {
    const { updates, calls, readyToInstall } = desk();
    updates.restart();
    updates.open();
    await read();
    updates.restart();
    expect(calls).toEqual([]);
    readyToInstall();
    updates.restart();
    expect(calls).toEqual(['restart']);
    await updates.onQuit(true)?.();
    expect(calls).toEqual(['restart', 'install true']);
  });
});

describe('once the app ends', () => {
  it('updates end, and hear of nothing any more', async () => {
    const { updates, store, settings, calls } = desk();
    updates.open();
    await read();
    updates.end();
    const { routing } = store.get();
    store.update({ routing: { ...routing, status: 'IDLE' } });
    settings.set({ updates: 'off' });
    expect(calls).toEqual(['end']);
  });

  it('none are opened any more', async () => {
    const { updates, opened } = desk();
    updates.open();
    updates.end();
    await read();
    expect(opened()).toBe(0);
  });
});
