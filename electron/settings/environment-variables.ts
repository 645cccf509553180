import type { Log } from '../ports.js';
import type { EnvironmentChecks } from './environment-checks.js';
import { notice, type AppNotice } from './app-notice.js';
import type { Settings } from './settings.js';
import { lookUp } from '../look-up.js';

/** The three variables that name a custom environment (fixed, docs/design.md §5). */
export const VARIABLES = {
  apiUrl: 'PRESENCE_TRAY_API_URL',
  loginUrl: 'PRESENCE_TRAY_LOGIN_URL',
  clientId: 'PRESENCE_TRAY_CLIENT_ID',
} as const;

export interface FromVariables {
  readonly values: Readonly<Partial<Pick<Settings, 'apiUrl' | 'loginUrl' | 'clientId'>>>;
  readonly notices: readonly AppNotice[];
}

const given = (value: string | undefined): string | null => value?.trim() || null;

/**
 * Reads the variables. The two addresses count only together, and only as https or loopback: a token must never travel
 * unencrypted. Ignored variables are reported by name, never by value.
 * @param overruled what the organisation's policy names: variables cannot change it (docs/design.md §5)
 */
export function readVariables(
  variables: Readonly<Record<string, string | undefined>>,
  overruled: { readonly place: boolean; readonly clientId: boolean },
  checks: EnvironmentChecks,
  log: Log,
): FromVariables {
  const notices: AppNotice[] = [];
  const read = (variable: string, decided: boolean): string | null => {
    const value = given(lookUp(variables, variable));
    if (value === null || !decided) return value;
    log.warn('environment variable ignored: the policy decides', { name: variable });
    notices.push(notice('notice.variableOverruled', { variable }));
    return null;
  };
  const apiUrl = read(VARIABLES.apiUrl, overruled.place);
  const loginUrl = read(VARIABLES.loginUrl, overruled.place);
  const clientId = read(VARIABLES.clientId, overruled.clientId);
  const address = (variable: string, text: string | null): string | null => {
    const url = text === null ? null : checks.serviceUrl(text);
    if (text !== null && url === null) {
      log.warn('environment variable ignored: neither https nor loopback', { name: variable });
      notices.push(notice('notice.variableUnsafe', { variable }));
    }
    return url;
  };
  const api = address(VARIABLES.apiUrl, apiUrl);
  const login = address(VARIABLES.loginUrl, loginUrl);
  if ((apiUrl === null) !== (loginUrl === null)) {
    const variable = apiUrl === null ? VARIABLES.apiUrl : VARIABLES.loginUrl;
    log.warn('environment variables ignored: one of the two addresses is missing', { name: variable });
    notices.push(notice('notice.variableMissing', { variable }));
  }
  return {
    values: {
      ...(api !== null && login !== null ? { apiUrl: api, loginUrl: login } : {}),
      ...(clientId !== null && clientId.length <= 500 ? { clientId } : {}),
    },
    notices,
  };
}
