/** The presence source that everybody has: Genesys Cloud itself. Case differs between answers. */
export const PURECLOUD = 'PURECLOUD';
