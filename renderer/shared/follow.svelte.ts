/**
 * What only this window shows of main. It is followed while the component exists (electron/ipc/subscriptions.ts).
 *
 * `const day = followObject(win, 'day:totals', () => ({ date }))`, then `day.value` in the markup, null until it
 * arrives. `const team = followList(win, 'team:rows', () => ({ of }))`, then `team.ids` and `team.get(id)`. Only
 * components that show a changed row are drawn again. When parameters change, the old value stays until the new one
 * arrives, and `loading` says so.
 */
import { untrack } from 'svelte';
import type { Heard, ListChange, ListChannel, ObjectChannel, Params, Row, Value } from '../../electron/ipc/contract.js';
import type { AppWindow } from './app-window.svelte.js';

interface Following {
  /** What is shown is not yet what was last asked for. */
  readonly loading: boolean;
  /** Main refused to open it. */
  readonly refused: boolean;
}

export interface FollowedObject<V> extends Following {
  readonly value: V | null;
}

export interface FollowedList<R> extends Following {
  /** All ids, in the list's order. */
  readonly ids: readonly string[];
  get(id: string): R | undefined;
  /** All rows, in the list's order. Only for short lists: every change redraws whoever reads it. */
  readonly rows: readonly R[];
}

/** Follows an object. Call during component setup. */
export function followObject<C extends ObjectChannel>(
  win: AppWindow,
  channel: C,
  params: () => Params<C>,
): FollowedObject<Value<C>> {
  let value = $state.raw<Value<C> | null>(null);
  const following = follow<Params<C>, Value<C>, Partial<Value<C>>>(
    params,
    (asked, listener) => win.api.follow(channel, asked, listener),
    (whole) => (value = whole),
    (part) => {
      if (value !== null) value = { ...value, ...part };
    },
  );
  return {
    get loading() {
      return following.loading;
    },
    get refused() {
      return following.refused;
    },
    get value() {
      return value;
    },
  };
}

/** Follows a list. Call during component setup. */
export function followList<C extends ListChannel>(
  win: AppWindow,
  channel: C,
  params: () => Params<C>,
): FollowedList<Row<C>> {
  const list = new KeyedList<Row<C>>();
  const following = follow<Params<C>, readonly Row<C>[], ListChange<Row<C>>>(
    params,
    (asked, listener) => win.api.follow(channel, asked, listener),
    (rows) => list.replace(rows),
    (change) => list.change(change),
  );
  return {
    get loading() {
      return following.loading;
    },
    get refused() {
      return following.refused;
    },
    get ids() {
      return list.ids;
    },
    get rows() {
      return list.rows;
    },
    get: (id) => list.get(id),
  };
}

/** Opens with the component, reopens when parameters change, and ends with the component. */
function follow<P, Whole, Part>(
  params: () => P,
  open: (params: P, listener: (heard: Heard<Whole, Part>) => void) => () => void,
  takeWhole: (whole: Whole) => void,
  takePart: (part: Part) => void,
): Following {
  let loading = $state(true);
  let refused = $state(false);
  $effect(() => {
    const asked = params();
    return untrack(() => {
      loading = true;
      refused = false;
      return open(asked, (heard) => {
        if (heard.kind === 'change') {
          takePart(heard.value);
          return;
        }
        loading = false;
        if (heard.kind === 'snapshot') takeWhole(heard.value);
        else refused = true;
      });
    });
  });
  return {
    get loading() {
      return loading;
    },
    get refused() {
      return refused;
    },
  };
}

/** A row of a list. Undefined: it has left the list. */
class Cell<R> {
  row: R | undefined;

  constructor(row: R) {
    this.row = $state.raw<R | undefined>(row);
  }
}

/**
 * Rows by id, and their order. A change touches only the changed rows, even of thousands. Svelte's own map does the
 * same, but is a kilobyte of the popup's code.
 */
export class KeyedList<R extends { readonly id: string }> {
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- whoever reads a row follows its cell
  readonly #cells = new Map<string, Cell<R>>();
  #ids = $state.raw<readonly string[]>([]);
  readonly #rows: readonly R[] = $derived(this.#ids.flatMap((id) => this.get(id) ?? []));

  get ids(): readonly string[] {
    return this.#ids;
  }

  get rows(): readonly R[] {
    return this.#rows;
  }

  get(id: string): R | undefined {
    const row = this.#cells.get(id)?.row;
    // Whoever reads a row that is not there follows the ids instead, and hears when it comes.
    if (row === undefined) void this.#ids.at(0);
    return row;
  }

  replace(rows: readonly R[]): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody follows this one
    const wanted = new Set(rows.map(({ id }) => id));
    for (const id of this.#ids) if (!wanted.has(id)) this.#remove(id);
    for (const row of rows) this.#put(row);
    this.#ids = [...wanted];
  }

  change({ gone = [], put = [], order }: ListChange<R>): void {
    const came: string[] = [];
    for (const id of gone) this.#remove(id);
    for (const row of put) {
      if (!this.#cells.has(row.id)) came.push(row.id);
      this.#put(row);
    }
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody follows this one
    const left = new Set(gone);
    if (order !== undefined) this.#ids = order;
    else if (left.size > 0 || came.length > 0) this.#ids = [...this.#ids.filter((id) => !left.has(id)), ...came];
  }

  #put(row: R): void {
    const cell = this.#cells.get(row.id);
    if (cell === undefined) this.#cells.set(row.id, new Cell(row));
    else cell.row = row;
  }

  #remove(id: string): void {
    const cell = this.#cells.get(id);
    if (cell !== undefined) cell.row = undefined;
    this.#cells.delete(id);
  }
}
