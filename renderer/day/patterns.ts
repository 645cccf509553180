/** One pattern per kind of presence, so that the timeline's pieces differ without colour, down to the narrowest. */
import type { SystemPresence } from '../../electron/genesys/system-presence.js';

interface Pattern {
  readonly system: SystemPresence;
  /** The tile's side, in pixels. */
  readonly size: number;
  /** Path data in the tile. Available and Idle have none. */
  readonly path: string;
}

export const PATTERNS: readonly Pattern[] = [
  { system: 'OnQueue', size: 6, path: 'M3 0v6' },
  { system: 'Break', size: 7, path: 'M-1 8L8 -1' },
  { system: 'Meal', size: 7, path: 'M3 3.5h1' },
  { system: 'Away', size: 11, path: 'M5 5.5h1' },
  { system: 'Busy', size: 6, path: 'M0 3h6' },
  { system: 'Meeting', size: 8, path: 'M4 0v8M0 4h8' },
  { system: 'Training', size: 7, path: 'M-1 -1L8 8' },
  { system: 'Offline', size: 9, path: 'M0 0l9 9M9 0l-9 9' },
];
