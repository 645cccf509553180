import { customEnvironment, regionEnvironment, type Environment } from '../genesys/environment.js';
import type { EnvironmentChecks } from '../settings/environment-checks.js';
import type { Settings } from '../settings/settings.js';

/** Where to sign in, and as which client. */
export interface SignInTarget {
  readonly environment: Environment;
  readonly clientId: string;
  /** 0: any free port. */
  readonly redirectPort: number;
  /** Single sign-on. Both or neither (docs/genesys-cloud.md §1.6). */
  readonly org: string | null;
  readonly provider: string | null;
  /** A trustor organisation's id. */
  readonly target: string | null;
  readonly loginHint: string | null;
  /** Sent as `prompt`. `login` asks for the password even if the browser is logged in. */
  readonly prompt: string | null;
  /** The built-in demo org. Its session never outlives the app's run. */
  readonly demo: boolean;
}

/** A client at an address, and nothing else said. */
export const plainTarget = (environment: Environment, clientId: string): SignInTarget => ({
  environment,
  clientId,
  redirectPort: 0,
  org: null,
  provider: null,
  target: null,
  loginHint: null,
  prompt: null,
  demo: false,
});

/** What the settings ask about regions and addresses. */
export const environmentChecks: EnvironmentChecks = {
  regionId: (text) => regionEnvironment(text)?.region ?? null,
  serviceUrl: (text) => customEnvironment(text, text)?.apiUrl ?? null,
};

/** The environment in the settings. Null: they name none. */
export function settingsEnvironment(
  settings: Readonly<Pick<Settings, 'region' | 'apiUrl' | 'loginUrl'>>,
): Environment | null {
  if (settings.apiUrl && settings.loginUrl) return customEnvironment(settings.apiUrl, settings.loginUrl);
  return settings.region ? regionEnvironment(settings.region) : null;
}

/** What a sign-in needs, from the settings. Null: region or client id is missing. */
export function signInTarget(settings: Settings): SignInTarget | null {
  const environment = settingsEnvironment(settings);
  if (!environment || !settings.clientId) return null;
  const singleSignOn = settings.org !== null && settings.provider !== null;
  return {
    environment,
    clientId: settings.clientId,
    redirectPort: settings.redirectPort,
    org: singleSignOn ? settings.org : null,
    provider: singleSignOn ? settings.provider : null,
    target: settings.target,
    loginHint: settings.loginHint,
    prompt: null,
    demo: false,
  };
}
