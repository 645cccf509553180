/**
 * How Windows knows the app: the installer's `appId` (electron-builder.yml), which its shortcuts carry. Without it in the process, Windows gives
 * notifications to an app it does not know, and their buttons lead nowhere.
 */
export const APP_USER_MODEL_ID = 'io.github.presence-tray';
