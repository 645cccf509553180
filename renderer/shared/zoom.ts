/** The keys that make a window's content larger and smaller, as in every browser. Pure. */
import type { ZoomStep } from '../../electron/settings/zoom.js';

export interface ZoomKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for; null where it is none of these keys. Where a layout has plus only with Shift, the key beside it serves, too. */
export function zoomStep({ key, code, ctrlKey, metaKey, altKey }: ZoomKey, mac: boolean): ZoomStep | null {
  if (altKey || ctrlKey === mac || metaKey !== mac) return null;
  if (key === '+' || key === '=') return 'in';
  if (key === '-' || key === '_' || key === '−') return 'out';
  // On layouts whose digits need Shift, the key is told by its place.
  return key === '0' || code === 'Digit0' || code === 'Numpad0' ? 'reset' : null;
}
