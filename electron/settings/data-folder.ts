/**
 * The data folder that a policy names (`dataFolder`): for shared workstations and virtual desktops, where only some
 * places last. Variables are written as in the policies of Chrome (`UserDataDir`), so that one policy serves everybody.
 */

/** What the variables stand for. Missing ones do not exist on this system. */
export interface FolderVariables {
  readonly user_name: string;
  readonly user_home: string;
  readonly machine_name: string;
  /** Windows only. */
  readonly local_app_data?: string;
  /** Windows only. */
  readonly roaming_app_data?: string;
}

const VARIABLES = ['user_name', 'user_home', 'machine_name', 'local_app_data', 'roaming_app_data'] as const;
type Variable = (typeof VARIABLES)[number];
const isVariable = (name: string): name is Variable => VARIABLES.some((each) => each === name);

const BRACES = /\$\{(\w*)\}/g;

/** An absolute path, or one that begins with a folder's variable. */
const ABSOLUTE = /^(\/|[A-Za-z]:[\\/]|\\\\[^\\]|\$\{(user_home|local_app_data|roaming_app_data)\}([\\/]|$))/;

/** Whether this can be a folder on some system: absolute, with known variables alone. */
export const isDataFolder = (text: string): boolean =>
  ABSOLUTE.test(text) &&
  [...text.matchAll(BRACES)].every(([, name]) => isVariable(name ?? '')) &&
  !text.replaceAll(BRACES, '').includes('${') &&
  !text.includes('\0');

/** The folder. Null: it names a variable that this system does not have. */
export function expandDataFolder(text: string, variables: FolderVariables): string | null {
  const valueOf = (name: string): string => (isVariable(name) ? (variables[name] ?? '') : '');
  const missing = [...text.matchAll(BRACES)].some(([, name]) => valueOf(name ?? '') === '');
  return missing ? null : text.replaceAll(BRACES, (_, name: string) => valueOf(name));
}
