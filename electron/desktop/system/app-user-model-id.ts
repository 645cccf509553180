/**
 * The app's identity on Windows: the installer's `appId` (electron-builder.yml), which its shortcuts carry. A process
 * without it gets notifications of an unknown app, whose buttons do nothing.
 */
export const APP_USER_MODEL_ID = 'io.github.presence-tray';
