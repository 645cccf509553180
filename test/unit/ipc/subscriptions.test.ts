/** What a page hears of something it follows: from opening to end, and nothing before or after. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListChange } from '../../../electron/ipc/contract.js';
import { changedFields, changedRows, listSource, objectSource } from '../../../electron/ipc/sources.js';
import { PIECE, serveSubscriptions, subscriptionChannels, type Sources } from '../../../electron/ipc/subscriptions.js';
import type { WindowPage } from '../../../electron/ipc/server.js';
import { CLOSE, OPEN } from '../../../electron/ipc/wire.js';
import { KeyedList } from '../../../renderer/shared/follow.svelte.js';
import { rememberingLog } from '../settings/doubles.js';

type Preset = { readonly id: string; readonly text: string; readonly lifetime: { readonly kind: 'presence' } };
const preset = (id: string, text = id): Preset => ({ id, text, lifetime: { kind: 'presence' } });

/** Main with one source of message presets, and one page that follows them. */
function followed(source: Sources['personal:presets']) {
  const none = () => () => undefined;
  const sources = {
    ...Object.fromEntries(subscriptionChannels.map((channel) => [channel, none])),
    'personal:presets': source,
  } as unknown as Sources;
  const listeners = new Map<string, (event: WindowPage, request: unknown) => Promise<unknown>>();
  const heard: unknown[] = [];
  let go = (): void => undefined;
  const page: WindowPage = {
    window: 'popup',
    send: (_channel, payload) => void heard.push((payload as { heard: unknown }).heard),
    onGone: (run) => (go = run),
  };
  const log = rememberingLog();
  serveSubscriptions<WindowPage>(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    (event) => event,
    sources,
    log,
  );
  return {
    heard,
    open: () => listeners.get(OPEN)!(page, { channel: 'personal:presets', id: 1, params: undefined }),
    close: () => listeners.get(CLOSE)!(page, { id: 1 }),
    go: () => go(),
  };
}

/** Something that changes, and its number of listeners. */
function changing<T>(first: T) {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    read: () => value,
    onChange: (run: () => void) => {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    set(next: T) {
      value = next;
      for (const run of [...listeners]) run();
    },
    listening: () => listeners.size,
  };
}

describe('a list by id', () => {
  const list = (): KeyedList<Preset> => {
    const made = new KeyedList<Preset>();
    made.replace([preset('a'), preset('b')]);
    return made;
  };

  test('keeps its order as it is where a row changes, so that thousands of rows are not laid out again', () => {
    const rows = list();
    const before = rows.ids;
    rows.change({ put: [preset('b', 'new')] });
    expect(rows.ids).toBe(before);
    expect(rows.get('b')?.text).toBe('new');
  });

  test('takes in who came, at the end, and lets go of who left', () => {
    const rows = list();
    rows.change({ put: [preset('c')] });
    expect(rows.ids).toEqual(['a', 'b', 'c']);
    rows.change({ gone: ['a'] });
    expect(rows.ids).toEqual(['b', 'c']);
    rows.change({ order: ['c', 'b'] });
    expect(rows.ids).toEqual(['c', 'b']);
  });
});

describe('a page that follows something', () => {
  test('hears a snapshot, then what changed, and nothing that stayed', async () => {
    const presets = changing([preset('a'), preset('b')]);
    const { open, heard } = followed(listSource(presets.read, presets.onChange));
    await open();
    presets.set([preset('a'), preset('b', 'B')]);
    presets.set([preset('a'), preset('b', 'B')]);
    presets.set([preset('b', 'B')]);
    expect(heard).toEqual([
      { kind: 'snapshot', value: [preset('a'), preset('b')] },
      { kind: 'change', value: { put: [preset('b', 'B')] } },
      { kind: 'change', value: { gone: ['a'] } },
    ]);
  });

  test('hears nothing after it closed, and nothing is computed for it any more', async () => {
    const presets = changing([preset('a')]);
    const { open, close, heard } = followed(listSource(presets.read, presets.onChange));
    await open();
    expect(presets.listening()).toBe(1);
    await close();
    presets.set([]);
    expect(presets.listening()).toBe(0);
    expect(heard).toHaveLength(1);
  });

  test('hears nothing after it is gone: closed, reloaded or crashed', async () => {
    const presets = changing([preset('a')]);
    const { open, go, heard } = followed(listSource(presets.read, presets.onChange));
    await open();
    go();
    presets.set([]);
    expect(presets.listening()).toBe(0);
    expect(heard).toHaveLength(1);
  });

  test('hears no change before the first snapshot, which may come late, and a later snapshot as a whole', async () => {
    let tell: Parameters<Sources['personal:presets']>[1] | undefined;
    const { open, heard } = followed((_params, follower) => {
      tell = follower;
      return () => undefined;
    });
    await open();
    tell!.change({ gone: ['a'] });
    expect(heard).toEqual([]);
    tell!.snapshot([preset('b')]);
    tell!.snapshot([preset('c')]);
    expect(heard).toEqual([
      { kind: 'snapshot', value: [preset('b')] },
      { kind: 'snapshot', value: [preset('c')] },
    ]);
  });

  test('hears a long list in pieces, first rows first, and what changed meanwhile after them', async () => {
    const all = Array.from({ length: 2 * PIECE + 1 }, (_, i) => preset(`p${i}`));
    const { open, heard } = followed((_params, follower) => {
      follower.snapshot(all);
      follower.change({ gone: ['p0'], put: [preset(`p${PIECE}`, 'new')] });
      return () => undefined;
    });
    await open();
    expect(heard.map((each) => (each as { kind: string }).kind)).toEqual(['snapshot', 'change', 'change', 'change']);
    const list = new KeyedList<Preset>();
    for (const each of heard as (
      { kind: 'snapshot'; value: Preset[] } | { kind: 'change'; value: ListChange<Preset> }
    )[])
      if (each.kind === 'snapshot') list.replace(each.value);
      else list.change(each.value);
    expect(list.rows).toEqual(all.slice(1).map((row) => (row.id === `p${PIECE}` ? preset(row.id, 'new') : row)));
  });

  test('is refused where the source cannot begin, and may open it again', async () => {
    let works = false;
    const { open, heard } = followed((_params, follower) => {
      if (!works) throw new Error('token abc');
      follower.snapshot([]);
      return () => undefined;
    });
    const failure: unknown = await open().catch((error: unknown) => error);
    expect(String(failure)).toContain('failed');
    expect(String(failure)).not.toContain('abc');
    works = true;
    await open();
    expect(heard).toHaveLength(1);
  });

  test('is not told of its end by a source that speaks on', async () => {
    let tell: Parameters<Sources['personal:presets']>[1] | undefined;
    const { open, close, heard } = followed((_params, follower) => {
      tell = follower;
      follower.snapshot([]);
      return () => undefined;
    });
    await open();
    await close();
    tell!.snapshot([preset('a')]);
    tell!.change({ gone: ['a'] });
    expect(heard).toHaveLength(1);
  });
});

describe('what is compared', () => {
  test('an object: only the fields that differ are sent', () => {
    const limits = changing<{ a: number; b: { c: number } }>({ a: 1, b: { c: 1 } });
    const heard: unknown[] = [];
    const end = objectSource(limits.read, limits.onChange)(undefined, {
      snapshot: (value) => heard.push(value),
      change: (part) => heard.push(part),
    });
    limits.set({ a: 1, b: { c: 2 } });
    limits.set({ a: 1, b: { c: 2 } });
    expect(heard).toEqual([{ a: 1, b: { c: 1 } }, { b: { c: 2 } }]);
    end();
    expect(limits.listening()).toBe(0);
    expect(changedFields({ a: undefined }, { a: undefined })).toBeNull();
  });

  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 8 });
  const rows = ids.chain((names) =>
    fc.tuple(...names.map((id) => fc.integer({ min: 0, max: 2 }).map((text) => ({ id, text })))),
  );

  test('a list: what a window makes of the changes is what main has, in main’s order, whatever came, went and moved', () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 8 }), (states) => {
        const list = new KeyedList<{ readonly id: string; readonly text: number }>();
        let before = states[0]!;
        list.replace(before);
        for (const after of states) {
          const change = changedRows(before, after);
          if (change === null) expect(after).toEqual(before);
          else list.change(structuredClone(change));
          expect(list.rows).toEqual(after);
          expect(list.ids.map((id) => list.get(id))).toEqual(after);
          before = after;
        }
        list.replace(states[0]!);
        expect(list.rows).toEqual(states[0]);
      }),
    );
  });

  test('a list: a row that changed is sent alone, and the order only where it is another', () => {
    const change = (before: string, after: string): ListChange<{ id: string }> | null =>
      changedRows(
        before.split('').map((id) => ({ id })),
        after.split('').map((id) => ({ id })),
      );
    expect(change('abc', 'abc')).toBeNull();
    expect(change('abc', 'ac')).toEqual({ gone: ['b'] });
    expect(change('abc', 'abcd')).toEqual({ put: [{ id: 'd' }] });
    expect(change('abc', 'cab')).toEqual({ order: ['c', 'a', 'b'] });
    expect(change('abc', 'dab')).toEqual({ gone: ['c'], put: [{ id: 'd' }], order: ['d', 'a', 'b'] });
  });
});
