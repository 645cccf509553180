/** Sources as a service of few words tells them. What an administrator does to them is in manager.test.ts. */
import { describe, expect, it } from 'vitest';
import type { GenesysClient } from '../../../electron/genesys/client.js';
import type { Source } from '../../../electron/genesys/models/source.js';
import { createSource, readSources, setSourceActive, updateSource } from '../../../electron/manage/sources.js';

/** Answers with what it has, and leaves out what the test leaves out. Every write is noted. */
function service(sources: readonly Partial<Source>[] | null, deactivated: readonly Partial<Source>[] = []) {
  const writes: unknown[] = [];
  const answer = (source: unknown) => (write?: { readonly body?: unknown }) => {
    writes.push(write?.body ?? 'delete');
    return Promise.resolve(source);
  };
  const presence = {
    getPresenceSources: ({ deactivated: asked }: { deactivated: string }) =>
      Promise.resolve(asked === 'TRUE' ? { entities: deactivated } : sources === null ? {} : { entities: sources }),
    getPresenceSource: () => Promise.resolve(sources?.[0] ?? deactivated[0]),
    postPresenceSources: answer(sources?.[0]),
    putPresenceSource: answer(sources?.[0]),
    deletePresenceSource: answer(undefined),
  };
  return { client: { presence } as unknown as GenesysClient, writes };
}

const DESK = { id: 's1', name: 'Desk light', description: 'By the door' };
const desk = { name: DESK.name, description: DESK.description, deactivated: false };

describe('the list of sources', () => {
  it('tells by which list a source came in whether it is active, where the service does not say', async () => {
    const { value } = await readSources(service([{ id: 's1' }], [{ id: 's2' }]).client);
    expect(value.map(({ id, deactivated }) => [id, deactivated])).toEqual([
      ['s1', false],
      ['s2', true],
    ]);
  });

  it('believes the service where it says', async () => {
    const { value } = await readSources(service([{ id: 's1', deactivated: true }]).client);
    expect(value).toMatchObject([{ deactivated: true }]);
  });

  it('is empty where the organisation has none', async () => {
    expect(await readSources(service(null).client)).toEqual({ value: [], missing: null });
  });

  it('calls one without a name by its id, and lets only built-in ones be viewed', async () => {
    const { value } = await readSources(
      service([
        { id: 's1', name: '  ', type: 'System' },
        { id: 's2', name: ' Teams ', description: ' chat ', type: 'User' },
      ]).client,
    );
    expect(value).toEqual([
      { id: 's1', name: 's1', description: '', system: true, deactivated: false },
      { id: 's2', name: 'Teams', description: 'chat', system: false, deactivated: false },
    ]);
  });
});

describe('a source', () => {
  it('is made where the service answers with what was asked, spaces aside', async () => {
    const { client, writes } = service([DESK]);
    expect(await createSource(client, { ...desk, name: ' Desk light ' }, new Set())).toMatchObject({ kind: 'done' });
    expect(writes).toEqual([{ name: 'Desk light', description: 'By the door' }]);
  });

  it.each([{ name: 'Lamp' }, { description: 'Upstairs' }, { deactivated: true }])(
    'that came out otherwise (%o) is told as it is now',
    async (other) => {
      const { client } = service([{ ...DESK, ...other }]);
      expect(await createSource(client, desk, new Set())).toEqual({ kind: 'different', now: { ...desk, ...other } });
    },
  );

  it('that somebody else changed meanwhile is not written over', async () => {
    const { client, writes } = service([DESK]);
    const result = await updateSource(client, 's1', { ...desk, description: 'By the window' }, desk);
    expect(result).toEqual({ kind: 'conflict', now: desk });
    expect(writes).toEqual([]);
  });

  it('that is saved without a change is not written', async () => {
    const { client, writes } = service([DESK]);
    expect(await updateSource(client, 's1', desk, { ...desk, name: 'Desk light ' })).toMatchObject({ kind: 'done' });
    expect(writes).toEqual([]);
  });

  it('is put away or brought back only where it is not so already', async () => {
    const active = service([DESK]);
    expect(await setSourceActive(active.client, 's1', true)).toMatchObject({ kind: 'done' });
    const putAway = service([{ ...DESK, deactivated: true }]);
    expect(await setSourceActive(putAway.client, 's1', false)).toMatchObject({ kind: 'done' });
    expect([...active.writes, ...putAway.writes]).toEqual([]);
  });

  it('that the service did not put away, though it said yes, is told as active still', async () => {
    const { client, writes } = service([DESK]);
    expect(await setSourceActive(client, 's1', false)).toEqual({ kind: 'different', now: desk });
    expect(writes).toEqual(['delete']);
  });
});
