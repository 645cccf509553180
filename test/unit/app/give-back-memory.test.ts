import { expect, it } from 'vitest';
import { giveBackMemory } from '../../../electron/app/give-back-memory.js';

it('leaves nothing behind that nobody needs any more', async () => {
  const forgotten = new WeakRef({ words: 'of the start' });
  // What was made in this turn is kept until its end.
  await new Promise((resolve) => setImmediate(resolve));
  giveBackMemory();
  expect(forgotten.deref()).toBeUndefined();
});
