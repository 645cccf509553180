import type { TextKey } from '../../assets/locales/catalogue.js';
import type { SettingsView } from '../../electron/ipc/contract/settings.js';

/** Why what a person has set for the screen lock may not happen. Null: the lock is heard, as far as we know. */
export const lockNotHeard = (news: SettingsView['lockNews']): TextKey | null =>
  news === 'told' || news === 'unclear' ? null : `settings.lock.${news}`;
