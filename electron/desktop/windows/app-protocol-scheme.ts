import { protocol } from 'electron';
import { APP_SCHEME } from './app-protocol.js';

/** `codeCache` is newer than Electron 25, which ignores it. */
const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };

/** Makes `app://` a standard, secure scheme; only before Electron is ready. */
export const declareScheme = (): void => protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }]);
