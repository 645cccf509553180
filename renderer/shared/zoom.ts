/** The zoom keys, as in every browser. Pure functions only. */
import type { ZoomStep } from '../../electron/settings/zoom.js';

export interface ZoomKey {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press asks for. Null: nothing. On layouts where plus needs Shift, its key works without Shift too. */
export function zoomStep({ key, code, ctrlKey, metaKey, altKey }: ZoomKey, mac: boolean): ZoomStep | null {
  if (altKey || ctrlKey === mac || metaKey !== mac) return null;
  if (key === '+' || key === '=') return 'in';
  if (key === '-' || key === '_' || key === '−') return 'out';
  // On layouts where digits need Shift, the key's place decides.
  return key === '0' || code === 'Digit0' || code === 'Numpad0' ? 'reset' : null;
}
