import { describe, expect, it } from 'vitest';
import { chosenEnvironment, environmentSlice } from '../../../electron/app/environment.js';
import { defaultSettings, type SettingsLayer } from '../../../electron/settings/settings.js';
import { createSettingsStore } from '../../../electron/settings/settings-store.js';
import { checks, fileInMemory, rememberingLog } from '../settings/doubles.js';

const open = (policy: SettingsLayer, variables: Record<string, string> = {}) =>
  createSettingsStore({
    file: fileInMemory(),
    policy: { values: policy, notices: [] },
    variables,
    defaults: defaultSettings('linux', true),
    checks,
    log: rememberingLog(),
  });

const choice = { region: 'eu_central_1', clientId: 'mine' };

/** Chooses as the form does, and returns what the windows then see. */
function choose(settings: ReturnType<typeof open>) {
  const values = chosenEnvironment(settings, choice);
  if (values !== null) settings.set(values);
  return environmentSlice(settings);
}

describe('choosing region and client id', () => {
  it('is the person’s where nobody decided', () => {
    expect(environmentSlice(open({}))).toMatchObject({ regionLockedBy: null, clientIdLockedBy: null, ready: false });
    expect(choose(open({}))).toMatchObject({ region: 'eu_central_1', clientId: 'mine', ready: true });
  });

  it('leaves the region to a person whose organisation decided the client id alone', () => {
    const settings = open({ clientId: 'theirs' });
    expect(environmentSlice(settings)).toMatchObject({
      regionLockedBy: null,
      clientIdLockedBy: 'policy',
      ready: false,
    });
    expect(choose(settings)).toMatchObject({ region: 'eu_central_1', clientId: 'theirs', ready: true });
  });

  it('leaves the client id to a person whose organisation decided the region alone', () => {
    const settings = open({ region: 'us_east_1' });
    expect(environmentSlice(settings)).toMatchObject({
      regionLockedBy: 'policy',
      clientIdLockedBy: null,
      ready: false,
    });
    expect(choose(settings)).toMatchObject({ region: 'us_east_1', clientId: 'mine', ready: true });
  });

  it('leaves the region to a person whose variables name no address that is safe', () => {
    const settings = open(
      {},
      {
        PRESENCE_TRAY_API_URL: 'http://example.com',
        PRESENCE_TRAY_LOGIN_URL: 'http://example.com',
        PRESENCE_TRAY_CLIENT_ID: 'theirs',
      },
    );
    expect(environmentSlice(settings)).toMatchObject({ regionLockedBy: null, clientIdLockedBy: 'environment' });
    expect(choose(settings)).toMatchObject({ region: 'eu_central_1', clientId: 'theirs', ready: true });
  });

  it('takes no region that there is not', () => {
    expect(chosenEnvironment(open({}), { ...choice, region: 'eu_nowhere_9' })).toBeNull();
  });
});
