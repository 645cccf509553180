import { expect, test } from 'vitest';
import { watchVault } from '../../../electron/session/watched-vault.js';
import type { Vault } from '../../../electron/session/vault.js';

test('a vault whose prompt nobody answers is busy until it is answered, also where the answer is a refusal', async () => {
  let answer: (secret: string) => void = () => undefined;
  let refuse: (error: Error) => void = () => undefined;
  const slow: Vault = {
    read: () => new Promise((resolve) => (answer = resolve)),
    write: () => new Promise((_resolve, reject) => (refuse = reject)),
    remove: () => Promise.resolve(),
  };
  const vault = watchVault(slow);
  expect(vault.isBusy()).toBe(false);
  const read = vault.read('item');
  const written = vault.write('item', 'secret');
  expect(vault.isBusy()).toBe(true);
  answer('secret');
  expect(await read).toBe('secret');
  expect(vault.isBusy()).toBe(true);
  refuse(new Error('no'));
  await expect(written).rejects.toThrow('no');
  expect(vault.isBusy()).toBe(false);
  await vault.remove('item');
  expect(vault.isBusy()).toBe(false);
});
