import type { TextKey } from '../../assets/locales/catalogue.js';
import type { SettingsView } from '../../electron/ipc/contract/settings.js';

/**
 * Why what a person has set for the lock of the screen may not happen; null where the lock is heard, or nothing is
 * known against it.
 */
export const lockNotHeard = (news: SettingsView['lockNews']): TextKey | null =>
  news === 'told' || news === 'unclear' ? null : `settings.lock.${news}`;
