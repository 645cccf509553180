import type { Query } from './exchange.js';
import { badRequest, invalidValue } from './service-error.js';

export interface Page {
  readonly size: number;
  readonly number: number;
}

/**
 * `pageSize` and `pageNumber`.
 * @throws ServiceError 400 if one is no number or out of bounds
 */
export function pageOf(query: Query, bounds: { readonly size: number; readonly most: number }): Page {
  const size = whole(query.text('pageSize') ?? String(bounds.size), 'pageSize');
  const number = whole(query.text('pageNumber') ?? '1', 'pageNumber');
  if (size > bounds.most) throw badRequest(`The page size must not be greater than ${bounds.most}.`);
  return { size, number };
}

function whole(text: string, field: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw invalidValue(text, field, ['a whole number from 1 on']);
  return Number(text);
}

/** A page of a list, in the form of the service's entity listings. */
export function pagedListing<T>(
  list: readonly T[],
  page: Page,
  uri: string,
  view: (one: T) => unknown,
): Record<string, unknown> {
  const pageCount = Math.max(1, Math.ceil(list.length / page.size));
  const at = (number: number): string =>
    `${uri}${uri.includes('?') ? '&' : '?'}pageSize=${page.size}&pageNumber=${number}`;
  return {
    entities: list.slice((page.number - 1) * page.size, page.number * page.size).map(view),
    pageSize: page.size,
    pageNumber: page.number,
    total: list.length,
    pageCount,
    firstUri: at(1),
    lastUri: at(pageCount),
    selfUri: at(page.number),
    ...(page.number > 1 ? { previousUri: at(page.number - 1) } : {}),
    ...(page.number < pageCount ? { nextUri: at(page.number + 1) } : {}),
  };
}

/** A query value that must be one of a few words. Null: it is missing. */
export function oneOf<T extends string>(query: Query, name: string, allowed: readonly T[]): T | null {
  const text = query.text(name);
  if (text === null) return null;
  const found = allowed.find((word) => word.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw invalidValue(text, name, allowed);
  return found;
}
