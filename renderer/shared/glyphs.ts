import type { SystemPresence } from '../../electron/genesys/system-presence.js';

/**
 * The sprite's glyphs (GlyphSprite.svelte), one per system presence, in the same shapes as the tray's
 * (assets/tray/source).
 */
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
