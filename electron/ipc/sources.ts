/**
 * Sources of subscriptions for what is read whole: they compare it with what the window has, and send what differs. Meant for objects and for
 * lists of some hundred rows; a source of thousands knows what changed and tells its follower itself.
 */
import type { Cancel } from '../ports.js';
import type { ListChange } from './contract.js';
import { sameData } from './same-data.js';

type OnChange = (changed: () => void) => Cancel;

interface Follower<Whole, Part> {
  snapshot(whole: Whole): void;
  change(part: Part): void;
}

/** Follows an object: fields that differ are sent. @param onChange calls whenever what `read` gives may have changed */
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

/** Follows a list: rows that differ are sent. @param onChange calls whenever what `read` gives may have changed */
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

/** The fields of `after` that `before` has otherwise; null where there are none. Both have the same fields. */
export function changedFields<V extends object>(before: V, after: V): Partial<V> | null {
  const known = new Map(Object.entries(before));
  const change: Partial<V> = {};
  for (const key in after) if (!sameData(known.get(key), after[key])) change[key] = after[key];
  return Object.keys(change).length > 0 ? change : null;
}

/** What makes one list of the other; null where they are the same. */
export function changedRows<R extends { readonly id: string }>(
  before: readonly R[],
  after: readonly R[],
): ListChange<R> | null {
  const known = new Map(before.map((row) => [row.id, row]));
  const wanted = new Set(after.map(({ id }) => id));
  const gone = before.map(({ id }) => id).filter((id) => !wanted.has(id));
  const put = after.filter((row) => !sameData(known.get(row.id), row));
  // How they stand once those that came are appended.
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
