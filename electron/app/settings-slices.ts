/** What the state says of the app itself and of its settings: computed from the settings alone. */
import * as v from 'valibot';
import type { AppInfo, SettingsView } from '../ipc/app-state.js';
import type { Notice } from '../settings/notice.js';
import { isSettingKey, notificationSettingsSchema } from '../settings/settings.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Texts } from '../../assets/locales/catalogue.js';

export type Platform = AppInfo['platform'];

/** Systems the app is not built for are treated as Linux, which promises the least. */
export const platformOf = (platform: NodeJS.Platform): Platform =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux';

export const appSlice = (
  about: { readonly version: string; readonly platform: Platform; readonly windows: readonly string[] },
  texts: Texts,
  settings: SettingsStore,
  notices: readonly Notice[],
): AppInfo => ({
  version: about.version,
  platform: about.platform,
  windows: [...about.windows],
  language: texts.language,
  direction: texts.direction,
  theme: settings.get().theme,
  demoOffered: settings.get().demo,
  notices: notices.map(({ id, key, params }) => ({ id, key, params: { ...params } })),
});

export function settingsSlice(
  settings: SettingsStore,
  system: Pick<SettingsView, 'hotkeys' | 'hotkeysUncertain' | 'loginOffBySystem'>,
): SettingsView {
  const { startAtLogin, language, theme } = settings.get();
  const notifications = v.parse(notificationSettingsSchema, settings.get());
  const lockedBy: SettingsView['lockedBy'] = {};
  for (const key of Object.keys(settings.get()).filter(isSettingKey)) {
    const by = settings.lockedBy(key);
    if (by !== null) lockedBy[key] = by;
  }
  return { startAtLogin, language, theme, notifications, lockedBy, ...system };
}
