/** What the keys do in the grid. Pure: `Grid.svelte` does it. */
import { COLUMNS } from './arrange.js';
import type { Active } from './model.svelte.js';

export type GridAct =
  | { readonly kind: 'go'; readonly to: Active; readonly select: boolean }
  | { readonly kind: 'toggle'; readonly id: string }
  | { readonly kind: 'extend'; readonly id: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'sort'; readonly column: number }
  | { readonly kind: 'menu'; readonly id: string };

export interface GridKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** The last column; the checkbox is 0. */
export const LAST_COLUMN = COLUMNS.length;

/** @param page how many rows are in sight @param rtl whether columns run from right to left */
export function gridAct(
  { key, ctrl, shift }: GridKey,
  shown: readonly string[],
  active: Active | null,
  page: number,
  rtl: boolean,
): GridAct | null {
  const at = active?.id == null ? -1 : shown.indexOf(active.id);
  const column = active?.column ?? 1;
  const row = (place: number): Active => {
    const id = place < 0 ? null : (shown[Math.min(place, shown.length - 1)] ?? null);
    return { id, column };
  };
  const go = (to: Active): GridAct => ({ kind: 'go', to, select: shift && to.id !== null });
  const aside = (by: number): GridAct => ({
    kind: 'go',
    to: { id: active?.id ?? null, column: Math.max(0, Math.min(LAST_COLUMN, column + by)) },
    select: false,
  });
  switch (key) {
    case 'ArrowDown':
      return go(row(at + 1));
    case 'ArrowUp':
      // The heading is above the first row.
      return go(row(Math.max(-1, at - 1)));
    case 'PageDown':
      return go(row(at + page));
    case 'PageUp':
      return go(row(Math.max(0, at - page)));
    case 'Home':
      return ctrl ? go(row(0)) : { kind: 'go', to: { id: active?.id ?? null, column: 0 }, select: false };
    case 'End':
      return ctrl
        ? go(row(shown.length - 1))
        : { kind: 'go', to: { id: active?.id ?? null, column: LAST_COLUMN }, select: false };
    case 'ArrowRight':
      return aside(rtl ? -1 : 1);
    case 'ArrowLeft':
      return aside(rtl ? 1 : -1);
    case ' ':
      if (active === null || active.id === null) return column === 0 ? { kind: 'all' } : { kind: 'sort', column };
      return shift ? { kind: 'extend', id: active.id } : { kind: 'toggle', id: active.id };
    case 'Enter':
      if (active === null || active.id === null) return column === 0 ? { kind: 'all' } : { kind: 'sort', column };
      return column === 0 ? { kind: 'toggle', id: active.id } : { kind: 'menu', id: active.id };
    case 'ContextMenu':
      return active?.id == null ? null : { kind: 'menu', id: active.id };
    case 'F10':
      return shift && active?.id != null ? { kind: 'menu', id: active.id } : null;
    case 'a':
    case 'A':
      return ctrl ? { kind: 'all' } : null;
    case 'Escape':
      return { kind: 'clear' };
    default:
      return null;
  }
}
