/**
 * Stands in for `ajv`, 57 KB that electron-store would use for a schema alone. The app gives it none: valibot parses
 * the settings, where a wrong value falls back alone. @throws always
 */
export function Ajv2020(): never {
  throw new Error('electron-store checks no schema in this app (docs/adr/0011).');
}
