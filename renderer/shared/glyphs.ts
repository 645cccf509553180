import type { SystemPresence } from '../../electron/genesys/system-presence.js';

/** A glyph of the sprite (GlyphSprite.svelte): one per system presence, the same shapes as in the tray (assets/tray/source). */
export const GLYPHS = {
  Available: 'available',
  Break: 'break',
  Meal: 'meal',
  Away: 'away',
  Busy: 'busy',
  Meeting: 'meeting',
  Training: 'training',
  OnQueue: 'on-queue',
  Offline: 'offline',
  Idle: 'idle',
} as const satisfies Record<SystemPresence, string>;
