/** The state's slices that depend only on the settings. */
import type { AppInfo } from '../ipc/app-state.js';
import type { AppNotice } from '../settings/app-notice.js';
import type { SettingsStore } from '../settings/settings-store.js';
import type { Texts } from '../../assets/locales/catalogue.js';

export type Platform = AppInfo['platform'];

/** Systems the app is not built for count as Linux, which promises the least. */
export const platformOf = (platform: NodeJS.Platform): Platform =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux';

export const appSlice = (
  about: Pick<AppInfo, 'version' | 'platform' | 'windows'>,
  texts: Texts,
  settings: SettingsStore,
  notices: readonly AppNotice[],
): AppInfo => ({
  version: about.version,
  platform: about.platform,
  windows: [...about.windows],
  language: texts.language,
  direction: texts.direction,
  theme: settings.get().theme,
  zoom: settings.get().zoom,
  demoOffered: settings.get().demo,
  notices: notices.map(({ id, key, params }) => ({ id, key, params: { ...params } })),
});
