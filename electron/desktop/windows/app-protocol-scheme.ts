import { protocol } from 'electron';
import { APP_SCHEME } from './app-protocol.js';

/** Makes `app://` a standard, secure scheme. Call before Electron is ready. */
export const declareScheme = (): void =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
