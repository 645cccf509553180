import { describe, expect, it } from 'vitest';
import { problemDetails } from '../../../electron/app/problem-details.js';
import type { AppState } from '../../../electron/ipc/app-state.js';
import { regionEnvironment } from '../../../electron/genesys/environment.js';
import { plainTarget, type SignInTarget } from '../../../electron/session/sign-in-target.js';
import { english, exampleState, meal, problem, signedIn } from '../desktop/example-state.js';

const frankfurt = plainTarget(regionEnvironment('eu_central_1')!, 'client');
const demoOrg: SignInTarget = {
  ...frankfurt,
  environment: { region: 'demo', apiUrl: 'http://127.0.0.1:4711', loginUrl: 'http://127.0.0.1:4711' },
  demo: true,
};

/** Somebody has chosen Dublin in the settings for the next sign-in. */
const state = (over: Partial<AppState> = {}): AppState => {
  const shown = exampleState(over);
  return { ...shown, environment: { ...shown.environment, region: 'eu_west_1', host: 'api.mypurecloud.ie' } };
};
const refused = state({
  presence: {
    ...exampleState().presence,
    failed: { pickId: 1, definition: meal, message: null, kind: 'refused', problem: problem() },
  },
});

describe('the details that a person copies for support', () => {
  it('name the host that refused, not the one that the settings name by now', () => {
    expect(problemDetails(refused, frankfurt, english)).toMatch(/^api\.mypurecloud\.de ·/m);
  });

  it('name the demo org', () => {
    expect(problemDetails(refused, demoOrg, english)).toMatch(/^Demo org \(127\.0\.0\.1:4711\) ·/m);
  });

  it('name the host that a sign-in beside the session failed at', () => {
    const elsewhere = problem({ params: { host: 'login.mypurecloud.ie' } });
    const shown = state({ session: { ...signedIn, problem: elsewhere } });
    expect(problemDetails(shown, frankfurt, english)).toMatch(/^login\.mypurecloud\.ie ·/m);
  });

  it('name what the settings say while there is no session', () => {
    const signedOut = state({ session: { kind: 'signedOut', problem: problem() } });
    expect(problemDetails(signedOut, null, english)).toMatch(/^api\.mypurecloud\.ie ·/m);
  });

  it('leave out what the service repeats of a secret, and addresses', () => {
    const words = 'ada@example.com may not: Bearer kT9xQ2vB7nM4cL8w';
    const failed = { pickId: 1, definition: meal, message: null, kind: 'refused' as const };
    const shown = state({
      presence: { ...exampleState().presence, failed: { ...failed, problem: { ...problem(), serviceMessage: words } } },
    });
    const details = problemDetails(shown, frankfurt, english);
    expect(details).toContain('***@*** may not: Bearer ***');
    expect(details).not.toContain('kT9xQ2vB7nM4cL8w');
  });
});
