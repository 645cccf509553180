/**
 * Sources of subscriptions for data that is read whole. They compare it with what the window has and send the
 * differences. They suit objects and lists of some hundred rows. A source of thousands should track its changes itself.
 */
import type { Cancel } from '../ports.js';
import type { ListChange } from './contract.js';
import { sameData } from './same-data.js';

type OnChange = (changed: () => void) => Cancel;

interface Follower<Whole, Part> {
  snapshot(whole: Whole): void;
  change(part: Part): void;
}

/** Sends changed fields. @param onChange calls whenever the result of `read` may have changed */
export const objectSource =
  <V extends object>(read: () => V, onChange: OnChange) =>
  (_params: unknown, follower: Follower<V, Partial<V>>): Cancel => {
    let sent = read();
    follower.snapshot(sent);
    return onChange(() => {
      const now = read();
      const change = changedFields(sent, now);
      sent = now;
      if (change !== null) follower.change(change);
    });
  };

/** Sends changed rows. @param onChange calls whenever the result of `read` may have changed */
export const listSource =
  <R extends { readonly id: string }>(read: () => readonly R[], onChange: OnChange) =>
  (_params: unknown, follower: Follower<readonly R[], ListChange<R>>): Cancel => {
    let sent = read();
    follower.snapshot(sent);
    return onChange(() => {
      const now = read();
      const change = changedRows(sent, now);
      sent = now;
      if (change !== null) follower.change(change);
    });
  };

/** The fields of `after` that differ from `before`. Null: none. Both have the same fields. */
export function changedFields<V extends object>(before: V, after: V): Partial<V> | null {
  const known = new Map(Object.entries(before));
  const change: Partial<V> = {};
  for (const key in after) if (!sameData(known.get(key), after[key])) change[key] = after[key];
  return Object.keys(change).length > 0 ? change : null;
}

/** The change that turns one list into the other. Null: they are equal. */
export function changedRows<R extends { readonly id: string }>(
  before: readonly R[],
  after: readonly R[],
): ListChange<R> | null {
  const known = new Map(before.map((row) => [row.id, row]));
  const wanted = new Set(after.map(({ id }) => id));
  const gone = before.map(({ id }) => id).filter((id) => !wanted.has(id));
  const put = after.filter((row) => !sameData(known.get(row.id), row));
  // The order after new rows are appended.
  const appended = [
    ...before.map(({ id }) => id).filter((id) => wanted.has(id)),
    ...put.map(({ id }) => id).filter((id) => !known.has(id)),
  ];
  const order = after.map(({ id }) => id);
  const change: ListChange<R> = {
    ...(gone.length > 0 ? { gone } : {}),
    ...(put.length > 0 ? { put } : {}),
    ...(sameData(appended, order) ? {} : { order }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
