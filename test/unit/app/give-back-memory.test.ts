import { expect, it } from 'vitest';
import { giveBackMemory } from '../../../electron/app/give-back-memory.js';

it('leaves nothing behind that nobody needs any more', async () => {
  const forgotten = new WeakRef({ words: 'of the start' });
  // Objects made in this turn live until its end.
  await new Promise((resolve) => setImmediate(resolve));
  giveBackMemory();
  expect(forgotten.deref()).toBeUndefined();
});
