/**
 * `npm run api -- OPERATION …` calls any operation of the service by name, signed in as the app is. It runs in plain
 * Node, reads the app's settings and keychain item, and prints JSON. It never prints a token.
 */
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import en from '../../assets/locales/en_US.json' with { type: 'json' };
import { makeTexts } from '../../assets/locales/catalogue.js';
import { runCall } from './run-operation.js';
import type { GenesysClient } from '../genesys/client.js';
import { silentLog } from '../silent-log.js';
import { createKeychainVault, keytarOf } from '../session/keytar-vault.js';
import { createSession } from '../session/session-machine.js';
import { signInTarget } from '../session/sign-in-target.js';
import { peekJsonFile } from '../settings/json-file.js';
import { machineAndFolderId, readMachineId } from '../settings/machine-id.js';
import type { SavedFiles } from '../settings/saved-files.js';
import { nodeClock } from '../app/node-clock.js';
import { openSettings } from '../app/open-settings.js';
import { appDataFolder, usualUserData } from '../app/user-data.js';

const USER_DATA = '--user-data-dir=';
const NAME = 'Presence Tray';

/** The app's data folder, if the app was given no other. */
function defaultUserData(): string {
  const { platform, env } = process;
  return usualUserData({ platform, env, name: NAME, appData: appDataFolder({ platform, env, home: homedir() }) });
}

/** The app's own files, opened read-only, since the app may be running. */
const looking: Pick<SavedFiles, 'open'> = {
  open: (path) => ({
    read: () => peekJsonFile(path) ?? { kind: 'unreadable', keptAs: null },
    write: () => undefined,
    remove: () => undefined,
    flushed: () => Promise.resolve(),
  }),
};

/** Why nobody is signed in, in words for people. */
class NotSignedInError extends Error {}

/** @throws NotSignedInError */
async function signedInClient(userData: string): Promise<GenesysClient> {
  const settings = openSettings(userData, false, looking, silentLog);
  const target = signInTarget(settings.get());
  if (target === null) throw new NotSignedInError('No region and client id are set. Start the app and sign in first.');
  const session = createSession({
    fetch: (url, init) => fetch(url, init),
    clock: nodeClock,
    random: Math.random,
    log: silentLog,
    userAgent: 'PresenceTray/api',
    // On Windows the session is encrypted with a key that only the app can get.
    vault: createKeychainVault(process.platform, () => keytarOf(createRequire(import.meta.url)('keytar')), null),
    machineId: async () => machineAndFolderId(await readMachineId(userData), userData, defaultUserData()),
    openBrowser: () => Promise.reject(new Error('This tool opens no browser.')),
    target: () => target,
    keepSession: () => 'always',
    texts: () => makeTexts('en', en),
  });
  await session.restore();
  const client = session.client();
  if (client === null && process.platform === 'win32')
    throw new NotSignedInError('On Windows the session is encrypted for the app alone, so this tool cannot use it.');
  if (client === null)
    throw new NotSignedInError('The app is not signed in, or its session has ended. Sign in with the app first.');
  return client;
}

const words = process.argv.slice(2);
const userData = words.find((word) => word.startsWith(USER_DATA))?.slice(USER_DATA.length) ?? defaultUserData();
const obstacle: string[] = [];
const { exitCode, stdout, stderr } = await runCall(
  words.filter((word) => !word.startsWith(USER_DATA)),
  () =>
    signedInClient(userData).catch((error: unknown) => {
      if (error instanceof NotSignedInError) obstacle.push(`${error.message}\n`);
      throw error;
    }),
);
process.stdout.write(stdout);
process.stderr.write(obstacle[0] ?? stderr);
process.exitCode = exitCode;
// A keychain that does not answer would keep the process alive. The output is written first.
process.stdout.write('', () => process.exit());
