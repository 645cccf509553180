import { describe, expect, it } from 'vitest';
import { createKeytarVault, keytarOf, vaultError, type Keytar } from '../../../electron/session/keytar-vault.js';
import { packSession, unpackSession, vaultKey, type KeptSession } from '../../../electron/session/kept-session.js';
import { VaultError, type Vault } from '../../../electron/session/vault.js';
import { createVaultKeeper } from '../../../electron/session/vault-keeper.js';
import { rememberingLog } from './kit.js';

const machine = '0123456789abcdef0123456789abcdef';
const environment = {
  region: 'eu_central_1',
  apiUrl: 'https://api.mypurecloud.de',
  loginUrl: 'https://login.mypurecloud.de',
};
const wanted = { environment, clientId: 'client', machine };
const kept: KeptSession = {
  environment: 'api.mypurecloud.de login.mypurecloud.de',
  clientId: 'client',
  machine,
  accessToken: 'access',
  refreshToken: 'refresh',
  expiresAt: 1,
  person: { userId: 'u', name: 'Ada', email: null, organizationId: 'o', organization: 'Northwind' },
};

describe('the item in the keychain', () => {
  it('comes back as it was kept', () => {
    expect(unpackSession(packSession(kept), wanted)).toEqual(kept);
  });

  it('is of no use for another environment, another client or another machine', () => {
    const text = packSession(kept);
    const other = { ...environment, apiUrl: 'https://api.mypurecloud.com' };
    expect(unpackSession(text, { ...wanted, environment: other })).toBe('elsewhere');
    expect(unpackSession(text, { ...wanted, clientId: 'another' })).toBe('elsewhere');
    expect(unpackSession(text, { ...wanted, machine: 'f'.repeat(32) })).toBe('elsewhere');
    expect(
      new Set([
        vaultKey(wanted),
        vaultKey({ ...wanted, environment: other }),
        vaultKey({ ...wanted, machine: 'f'.repeat(32) }),
      ]).size,
    ).toBe(3);
  });

  it.each(['', '{', 'null', '{"accessToken":1}', JSON.stringify({ ...kept, accessToken: 'two\nlines' })])(
    'is ignored where it is nonsense (%j)',
    (text) => expect(unpackSession(text, wanted)).toBe('unreadable'),
  );

  it('holds a token of any length', () => {
    const long = 'x'.repeat(2_600);
    const text = packSession({ ...kept, accessToken: long, refreshToken: long });
    expect(unpackSession(text, wanted)).toMatchObject({ accessToken: long, refreshToken: long });
  });
});

describe('the keychain’s own words', () => {
  // Messages of keytar 7.10 on Debian 12, each produced in the real situation beside it.
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'noBus'],
    ['Could not connect: No such file or directory', 'noBus'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'noService'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'noCollection'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['The user name or passphrase you entered is not correct.', 'denied'],
    ['User interaction is not allowed.', 'locked'],
    ['etwas anderes', 'other'],
  ])('%s', (message, trouble) => expect(vaultError(new Error(message)).trouble).toBe(trouble));

  it('count also where a library throws them as they are, and not as an error', () => {
    expect(vaultError('Cannot create an item in a locked collection').trouble).toBe('locked');
    expect([vaultError(null).trouble, vaultError(undefined).trouble, vaultError({}).trouble]).toEqual(
      Array(3).fill('other'),
    );
  });

  it('are never passed on', () => {
    expect(vaultError(new Error('secret-token is odd')).message).not.toContain('secret-token');
  });

  it.each([
    null,
    undefined,
    'keytar',
    {},
    { getPassword: (): null => null },
    { setPassword: (): null => null },
    Object.assign(() => null, { getPassword: () => null, setPassword: () => null }),
  ])('are not asked for from what is no keytar (%j)', (loaded) =>
    expect(() => keytarOf(loaded)).toThrow('keytar could not be loaded'),
  );

  it('come as one kind of error, also where the library cannot be loaded', async () => {
    let loads = 0;
    const broken = createKeytarVault(() => {
      loads += 1;
      throw new Error('Failed to load keytar native addon');
    });
    expect(loads).toBe(0);
    await expect(broken.read('k')).rejects.toMatchObject({ trouble: 'unavailable' });
    const keytar: Keytar = {
      getPassword: (service, account) => Promise.resolve(`${service}/${account}`),
      setPassword: () => Promise.reject(new Error('Cannot create an item in a locked collection')),
      deletePassword: () => Promise.resolve(false),
      findCredentials: () => Promise.resolve([{ account: 'one' }, { account: 'two' }]),
    };
    const vault = createKeytarVault(() => keytar);
    expect(await vault.read('key')).toBe('Presence Tray/key');
    await expect(vault.write('key', 's')).rejects.toMatchObject({ trouble: 'locked' });
    await expect(vault.remove('key')).resolves.toBeUndefined();
    expect(await vault.keys()).toEqual(['one', 'two']);
  });
});

/** A vault whose answers the test gives by hand. */
function slowVault() {
  const items = new Map<string, string>();
  const waiting: { act: string; answer: (error?: Error) => void }[] = [];
  const ask = <T>(act: string, value: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.push({ act, answer: (error) => (error ? reject(error) : resolve(value())) });
    });
  const vault: Vault = {
    read: (key) => ask('read', () => items.get(key) ?? null),
    write: (key, secret) => ask(`write ${secret}`, () => void items.set(key, secret)),
    remove: (key) => ask('remove', () => void items.delete(key)),
    keys: () => ask('keys', () => [...items.keys()]),
  };
  const next = async (error?: Error): Promise<string> => {
    while (waiting.length === 0) await new Promise(setImmediate);
    const one = waiting.shift();
    one?.answer(error);
    return one?.act ?? '';
  };
  return { vault, items, waiting, next };
}

describe('the keeper of the vault', () => {
  it('asks one thing at a time', async () => {
    const { vault, waiting, next } = slowVault();
    const keeper = createVaultKeeper(vault, rememberingLog());
    const read = keeper.read('a');
    const written = keeper.keep('b', 'one');
    await new Promise(setImmediate);
    expect(waiting.map((each) => each.act)).toEqual(['read']);
    expect(await next()).toBe('read');
    expect(await read).toBeNull();
    expect(await next()).toBe('write one');
    expect(await written).toBe('done');
  });

  it('carries out the last wish alone, however long the one before took', async () => {
    const { vault, items, next } = slowVault();
    const keeper = createVaultKeeper(vault, rememberingLog());
    const first = keeper.keep('a', 'one');
    await new Promise(setImmediate);
    const second = keeper.keep('a', 'two');
    const third = keeper.forget('a');
    const fourth = keeper.keep('a', 'four');
    expect(await next()).toBe('write one');
    expect(await next()).toBe('write four');
    expect(await Promise.all([first, second, third, fourth])).toEqual(['done', 'replaced', 'replaced', 'done']);
    expect(items.get('a')).toBe('four');
  });

  it('is busy while a prompt waits for an answer, also where that is a refusal', async () => {
    let answer: (secret: string) => void = () => undefined;
    let refuse: (error: Error) => void = () => undefined;
    const prompting: Vault = {
      read: () => new Promise((resolve) => (answer = resolve)),
      write: () => new Promise((_resolve, reject) => (refuse = reject)),
      remove: () => Promise.resolve(),
      keys: () => Promise.resolve([]),
    };
    const turn = () => new Promise(setImmediate);
    const keeper = createVaultKeeper(prompting, rememberingLog());
    expect(keeper.isBusy()).toBe(false);
    const read = keeper.read('item');
    const written = keeper.keep('item', 'secret');
    await turn();
    expect(keeper.isBusy()).toBe(true);
    answer('secret');
    expect(await read).toBe('secret');
    await turn();
    expect(keeper.isBusy()).toBe(true);
    refuse(new Error('no'));
    expect(await written).toBe('failed');
    await turn();
    expect(keeper.isBusy()).toBe(false);
    expect(await keeper.forget('item')).toBe('done');
  });

  it('goes on after a failure, and says which', async () => {
    const { vault, items, next } = slowVault();
    const log = rememberingLog();
    const keeper = createVaultKeeper(vault, log);
    const refused = keeper.keep('a', 'the-secret');
    await next(new VaultError('locked'));
    expect(await refused).toBe('failed');
    const again = keeper.keep('a', 'the-secret');
    await next();
    expect(await again).toBe('done');
    expect(items.get('a')).toBe('the-secret');
    expect(log.lines).toEqual([expect.stringContaining('locked')]);
    expect(log.lines.join()).not.toContain('the-secret');
  });

  it('has nothing to forget where there is no keychain, but says so where it is locked', async () => {
    const { vault, next } = slowVault();
    const keeper = createVaultKeeper(vault, rememberingLog());
    const none = keeper.forget('a');
    await next(new VaultError('noBus'));
    expect(await none).toBe('done');
    const locked = keeper.forget('a');
    await next(new VaultError('locked'));
    expect(await locked).toBe('failed');
  });
});
